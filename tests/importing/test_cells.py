"""Reading single cells, names and labels."""

from __future__ import annotations

import pytest

from storefront.importing.cells import season, weekdays, yes_or_no
from storefront.importing.makers import kind_from_name
from storefront.importing.reading import BadCell
from storefront.weights import weight_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("HTX Hà Phong", "cooperative"),
        ("Hợp tác xã Nông nghiệp Đại Đồng", "cooperative"),
        ("Công ty TNHH Nhưng Vần", "company"),
        ("Hộ kinh doanh Vì Thị Tồn (rượu Láu Siêu)", "household"),
        ("Hộ Bùi Văn Chung (xóm Nhuội)", "household"),
        ("Tổ hợp tác cây dược liệu Đồng Phú", "group"),
        ("Nhóm sở thích khoai sọ Phúc Sạn", "group"),
        ("Cơ sở rượu cần Mường Khói", "workshop"),
    ],
)
def test_what_a_maker_is_stands_in_its_name(name: str, kind: str) -> None:
    assert kind_from_name(name) == kind


@pytest.mark.parametrize(
    ("label", "grams"),
    [
        ("lọ 100 g", 100),
        ("lọ 200-500 g", 500),
        ("0.8-1 kg/quả", 1_000),
        ("túi 1,5 kg", 1_500),
        ("chai 500 ml", 500),
        ("1 lít", 1_000),
        ("hộp 20 túi", None),
        ("", None),
    ],
)
def test_weight_is_read_from_a_label(label: str, grams: int | None) -> None:
    assert weight_of(label) == grams


@pytest.mark.parametrize(("cell", "months"), [("8", (8, 8)), ("11-1", (11, 1)), ("9-10", (9, 10))])
def test_seasons_may_wrap_over_the_new_year(cell: str, months: tuple[int, int]) -> None:
    assert season(cell) == months


@pytest.mark.parametrize("cell", ["0", "13", "1-", "-1", "1-13", "1/2", "giêng", "1-2-3"])
def test_what_is_no_season_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        season(cell)


@pytest.mark.parametrize(
    ("cell", "meaning"), [("y", True), ("Có", True), ("1", True), ("N", False)]
)
def test_yes_and_no_in_the_ways_of_sheets(cell: str, meaning: bool) -> None:
    assert yes_or_no(cell) is meaning


@pytest.mark.parametrize("cell", ["8", "42", "11", "2,4", "thứ hai"])
def test_what_is_no_list_of_weekdays_is_refused(cell: str) -> None:
    with pytest.raises(BadCell):
        weekdays(cell)
