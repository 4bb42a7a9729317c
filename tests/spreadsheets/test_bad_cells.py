"""Every kind of bad cell is named by row, column, what was typed and why; nothing changes."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_product, make_variant
from tests.manage.desk import MEMBER, make_two_shops, signed_in
from tests.manage.goods import market_with_kinds, my_cooperative
from tests.shops import everything
from tests.spreadsheets.files import apply, csv_file, previewed

NEW = {"Tên hàng": "Hàng mới", "Loại hàng": "Trái cây", "Quy cách": "Túi 1 kg"}
MINE = {"Mã hàng": "cam"}
# What is in a row, and the column that is told with what was typed there.
BAD: list[tuple[dict[str, str], str, str]] = [
    (MINE | {"Giá": "12k5"}, "Giá", "12k5"),
    (MINE | {"Giá": "85"}, "Giá", "85"),
    (MINE | {"Giá": "-5000"}, "Giá", "-5000"),
    (MINE | {"Giá": "0"}, "Giá", "0"),
    (MINE | {"Giá": "2.000.000.000"}, "Giá", "2.000.000.000"),
    (MINE | {"Giá": "#REF!"}, "Giá", "#REF!"),
    (MINE | {"Tồn kho": "nhiều"}, "Tồn kho", "nhiều"),
    (MINE | {"Tồn kho": "-1"}, "Tồn kho", "-1"),
    (MINE | {"Tồn kho": "3,5"}, "Tồn kho", "3,5"),
    (MINE | {"Tồn kho": "2000000"}, "Tồn kho", "2000000"),
    (MINE | {"Tồn kho": "9", "Tồn kho lúc tải về": "12"}, "Tồn kho", "9"),
    (MINE | {"Khối lượng gói": "500"}, "Khối lượng gói", "500"),
    (MINE | {"Khối lượng gói": "2 tấn"}, "Khối lượng gói", "2 tấn"),
    (MINE | {"Mã gói": "goi-la", "Giá": "50k"}, "Mã gói", "goi-la"),
    (MINE | {"Loại hàng": "Sắt thép"}, "Loại hàng", "Sắt thép"),
    (MINE | {"Trạng thái": "bỏ đi"}, "Trạng thái", "bỏ đi"),
    (MINE | {"Mùa từ tháng": "13"}, "Mùa từ tháng", "13"),
    (MINE | {"Mùa từ tháng": "3"}, "Mùa đến tháng", ""),
    (MINE | {"Ngày gửi hàng": "hôm nào"}, "Ngày gửi hàng", "hôm nào"),
    (MINE | {"Gửi được đến": "mặt trăng"}, "Gửi được đến", "mặt trăng"),
    (MINE | {"Là rượu, bia": "hơi hơi"}, "Là rượu, bia", "hơi hơi"),
    (MINE | {"Là rượu, bia": "có"}, "Là rượu, bia", "có"),
    (MINE | {"Bán gói này": "không"}, "Bán gói này", "không"),
    (MINE | {"Tên hàng": "x" * 121}, "Tên hàng", "x" * 80),
    (MINE | {"Mô tả": "dài " * 2_001}, "Mô tả", "dài dài"),
    ({"Mã hàng": "khong-co"}, "Mã hàng", "khong-co"),
    ({"Mã hàng": "cua-nguoi-khac"}, "Mã hàng", "cua-nguoi-khac"),
    ({"Mã hàng": "cam-cu"}, "Mã hàng", "cam-cu"),
    ({"Giá": "50k"}, "Tên hàng", ""),
    (NEW | {"Tên hàng": "Cam lòng vàng"}, "Mã hàng", ""),
    (NEW | {"Loại hàng": ""}, "Loại hàng", ""),
    (NEW | {"Quy cách": ""}, "Quy cách", ""),
    (NEW | {"Quy cách": "Túi to"}, "Khối lượng gói", ""),
    (NEW | {"Tồn kho": "100001"}, "Tồn kho", "100001"),
    (NEW | {"Bán gói này": "không"}, "Bán gói này", "không"),
]


@pytest.fixture
def member(app: Flask) -> ShopClient:
    make_two_shops(app)
    market_with_kinds(app)
    with app.app_context():
        shop = my_cooperative()
        make_product(cooperative=shop, slug="cam", name_vi="Cam lòng vàng", stock=10)
        make_product(cooperative=shop, slug="cam-cu", status="archived")
        make_product(slug="cua-nguoi-khac")
        two = make_product(cooperative=shop, slug="hai-goi", name_vi="Hai gói")
        make_variant(two, label_vi="Thùng 10 kg", weight_g=10_000)
        db.session.commit()
    return signed_in(app, MEMBER)


def faults_in(page: str) -> list[str]:
    part = page[page.index('class="sheet-faults"') :].partition("</ol>")[0]
    return [re.sub(r"<[^>]*>", "", line) for line in re.findall(r"<li>(.*?)</li>", part, re.S)]


def sheet_of(*rows: dict[str, str]) -> bytes:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    return csv_file([headings, *([row.get(heading, "") for heading in headings] for row in rows)])


def test_every_bad_cell_is_named_and_nothing_changes(app: Flask, member: ShopClient) -> None:
    before = everything(app)
    for row, column, typed in BAD:
        needed = {"Mã hàng": "", "Tên hàng": ""} | row
        _, page = previewed(member, sheet_of(needed | {column: row.get(column, "")}))
        [fault] = faults_in(page)
        assert fault.startswith(f"Dòng 2, cột {column}: ") or fault.startswith(
            f"Row 2, column {column}: "
        ), fault
        assert (f"«{typed}" in fault) == bool(typed), fault
        assert len(fault) > len(f"Dòng 2, cột {column}: «{typed}» ") + 10, fault
        assert "digest" not in page
    after = everything(app)
    assert {name for name in before if before[name] != after[name]} == {"goods_sheet"}


def test_one_bad_cell_among_good_ones_keeps_all_out(app: Flask, member: ShopClient) -> None:
    rows = [MINE | {"Giá": "60k"}, NEW | {"Giá": "12k5"}]
    rows += [NEW | {"Tên hàng": "Khác", "Giá": "99k"}]
    before = everything(app)
    address, page = previewed(member, sheet_of(*rows))
    assert len(faults_in(page)) == 1
    assert "Dòng 3" in page or "Row 3" in page
    data = {"csrf_token": member.token_from("/vi/account"), "digest": "0" * 64}
    assert member.post(address, data=data).status_code == 409
    after = everything(app)
    assert {name for name in before if before[name] != after[name]} == {"goods_sheet"}


def test_rows_of_the_same_goods_may_not_contradict_each_other(
    app: Flask, member: ShopClient
) -> None:
    two = {"Mã hàng": "hai-goi"}
    rows = [
        two | {"Quy cách": "Túi 1 kg", "Tên hàng": "Tên một"},
        two | {"Quy cách": "Thùng 10 kg", "Tên hàng": "Tên hai"},
        MINE | {"Giá": "60k"},
        MINE | {"Giá": "61k"},
        NEW,
        NEW,
    ]
    _, page = previewed(member, sheet_of(*rows))
    told = faults_in(page)
    assert [re.sub(r"\D+", " ", fault).split()[0] for fault in told] == ["3", "5", "7"]
    assert "Tên hai" in told[0]


def test_what_is_typed_is_shown_as_text(app: Flask, member: ShopClient) -> None:
    _, page = previewed(member, sheet_of(MINE | {"Giá": "<script>alert(1)</script>"}))
    assert "<script>alert" not in page
    assert "«&lt;script&gt;" in page


def test_a_good_sheet_after_a_bad_one_is_applied(app: Flask, member: ShopClient) -> None:
    previewed(member, sheet_of(MINE | {"Giá": "12k5"}))
    address, _ = previewed(member, sheet_of(MINE | {"Giá": "12,5k"}))
    assert apply(member, address).status_code == 303
