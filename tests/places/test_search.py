"""Communes found by what buyers type."""

from __future__ import annotations

import pytest

from storefront.places.directory import search_communes

BAC_PHONG = "Xã Bắc Phong, Huyện Cao Phong, Tỉnh Hòa Bình"


def first(query: str) -> tuple[str, str | None]:
    match = search_communes(query)[0]
    return match.commune.code, match.old_name


@pytest.mark.parametrize(
    "query", ["Thung Nai", "thung nai", "xã Thung Nai", "thung nai phu tho", "Thung Nai, Hòa Bình"]
)
def test_a_commune_is_found_by_its_new_name(query: str) -> None:
    assert first(query) == ("05098", None)


@pytest.mark.parametrize(
    "query",
    [
        "xã Bắc Phong, huyện Cao Phong, tỉnh Hòa Bình",
        "bac phong cao phong hoa binh",
        "Bắc Phong Cao Phong",
        "x. bac phong, h. cao phong, t. hoa binh",
        "phường Bắc Phong, Cao Phong",
        "Thôn Má, xã Bắc Phong, huyện Cao Phong, Hòa Bình",
        "BAC PHONG HOA BINH",
        "bawcs phong cao phong hoaf binhf",
        "bac phong cao pho",
    ],
)
def test_an_old_address_finds_where_it_lies_now(query: str) -> None:
    assert first(query) == ("05098", BAC_PHONG)


def test_a_name_in_several_places_is_found_in_each() -> None:
    found = search_communes("xã Bắc Phong")
    assert {match.old_name for match in found} >= {
        BAC_PHONG,
        "Xã Bắc Phong, Huyện Phù Yên, Tỉnh Sơn La",
        "Xã Bắc Phong, Huyện Thuận Bắc, Tỉnh Ninh Thuận",
    }
    assert [m.old_name for m in search_communes("xã Bắc Phong", "25")] == [BAC_PHONG]


@pytest.mark.parametrize("limit", [1, 10])
def test_all_parts_of_a_divided_unit_are_offered(limit: int) -> None:
    found = search_communes("vầy nưa đà bắc", limit=limit)
    assert [(m.commune.name_vi, m.divided) for m in found] == [
        ("Xã Tiền Phong", True), ("Phường Thống Nhất", True),
    ]  # fmt: skip
    assert {m.old_name for m in found} == {"Xã Vầy Nưa, Huyện Đà Bắc, Tỉnh Hòa Bình"}


def test_whole_units_are_not_called_divided() -> None:
    assert not any(match.divided for match in search_communes("bac phong cao phong"))


def test_the_right_marks_come_first() -> None:
    names = [m.commune.name_vi for m in search_communes("Cẩm Giàng", "31")]
    assert names.index("Xã Cẩm Giàng") < names.index("Xã Cẩm Giang")
    names = [m.commune.name_vi for m in search_communes("Cẩm Giang", "31")]
    assert names.index("Xã Cẩm Giang") < names.index("Xã Cẩm Giàng")


def test_both_places_of_the_tone_find_the_same() -> None:
    assert search_communes("Hoà Bình") == search_communes("Hòa Bình")


def test_a_new_name_hides_the_old_unit_that_went_into_it() -> None:
    found = search_communes("Cao Phong", "25")
    assert [m.old_name for m in found if m.commune.code == "05089"] == [None]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("bến nghé quận 1 tphcm", "26740"),
        ("P. Bến Nghé, Q1, TP HCM", "26740"),
        ("phường 1 quận 3", "27160"),
        ("côn đảo bà rịa vũng tàu", "26732"),
        ("dak lak buon ma thuot", "24133"),
        ("ea h'leo", "24184"),
        ("thị trấn Mãn Đức, Tân Lạc", "05128"),
        ("phương liễu", "09265"),
    ],
)
def test_other_habits_of_writing_are_understood(query: str, code: str) -> None:
    assert search_communes(query)[0].commune.code == code


def test_the_last_word_may_be_only_begun() -> None:
    assert first("Mai Châ")[0] == first("mai cha")[0] == "05200"


def test_the_limit_holds_for_whole_units() -> None:
    found = search_communes("tan", limit=7)
    assert 7 <= len(found) <= 11


@pytest.mark.parametrize("query", ["", " ", "!?", "zzzz", "thung nai hà nội", ",,,,", "中文"])
def test_what_is_nowhere_finds_nothing(query: str) -> None:
    assert search_communes(query) == []


def test_a_province_bounds_the_search() -> None:
    assert search_communes("thung nai", "01") == []
    assert all(m.commune.province_code == "25" for m in search_communes("tan", "25", limit=50))


def test_endless_queries_are_answered() -> None:
    search_communes("tan, " * 5_000)
    search_communes("a" * 100_000)
