"""Provinces and communes of today."""

from __future__ import annotations

import pytest

from storefront.places.directory import (
    DATASET_VERSION,
    commune,
    communes_of,
    province,
    provinces,
)
from storefront.places.units import KINDS, all_communes, old_units, split_kind
from storefront.text import clean_line, sort_key


def test_the_data_set_is_complete() -> None:
    assert len(provinces()) == 34
    assert len(all_communes()) == 3_321
    assert sum(len(communes_of(p.code)) for p in provinces()) == 3_321
    assert len(old_units()) == 10_040
    assert sum(not unit.divided for unit in old_units()) == 9_569
    assert sum(unit.divided for unit in old_units()) == 471


def test_kinds_are_as_the_national_list_counts_them() -> None:
    kinds = [split_kind(c.name_vi)[0] for c in all_communes().values()]
    assert {kind: kinds.count(kind) for kind in KINDS} == {
        "Xã": 2_621, "Phường": 687, "Đặc khu": 13,
    }  # fmt: skip


def test_codes_and_names_are_sound() -> None:
    for found in all_communes().values():
        assert len(found.code) == 5 and found.code.isdecimal()
        assert province(found.province_code) is not None
        assert found.name_vi == clean_line(found.name_vi)
        assert found.name_en.isascii()
    for unit in old_units():
        codes = unit.commune_codes
        assert len(set(codes)) == len(codes) > 0
        assert all(code in all_communes() for code in codes)
        assert len({all_communes()[code].province_code for code in codes}) == 1


def test_every_commune_of_today_was_something_before() -> None:
    assert {code for unit in old_units() for code in unit.commune_codes} == set(all_communes())


@pytest.mark.parametrize(
    ("code", "name_vi", "name_en"),
    [
        ("04792", "Phường Tân Hòa", "Tan Hoa Ward"),
        ("04795", "Phường Hòa Bình", "Hoa Binh Ward"),
        ("04831", "Xã Đà Bắc", "Da Bac Commune"),
        ("05089", "Xã Cao Phong", "Cao Phong Commune"),
        ("05098", "Xã Thung Nai", "Thung Nai Commune"),
        ("05200", "Xã Mai Châu", "Mai Chau Commune"),
    ],
)
def test_former_hoa_binh_lies_in_phu_tho_under_official_codes(
    code: str, name_vi: str, name_en: str
) -> None:
    found = commune("25", code)
    assert found is not None
    assert (found.name_vi, found.name_en) == (name_vi, name_en)
    assert (found.name("vi"), found.name("en")) == (name_vi, name_en)
    assert commune("01", code) is None


def test_special_zones_have_an_english_name() -> None:
    found = commune("79", "26732")
    assert found is not None
    assert (found.name_vi, found.name_en) == ("Đặc khu Côn Đảo", "Con Dao Special Zone")


def test_unknown_codes_find_nothing() -> None:
    assert province("99") is None
    assert commune("25", "99999") is None
    assert communes_of("99") == ()


def test_provinces_stand_in_vietnamese_order() -> None:
    names = [p.name_vi for p in provinces()]
    assert names[:5] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ"]
    assert names.index("Hải Phòng") + 1 == names.index("TP. Hồ Chí Minh") == names.index("Huế") - 1
    found = province("25")
    assert found is not None
    assert (found.name("vi"), found.name("en"), found.full_name_vi) == (
        "Phú Thọ", "Phu Tho", "Tỉnh Phú Thọ",
    )  # fmt: skip


def test_communes_stand_in_vietnamese_order_of_their_bare_names() -> None:
    names = [sort_key(c.bare_name_vi) for c in communes_of("25")]
    assert len(names) == 148
    assert names == sorted(names)


def test_the_version_names_the_data_set() -> None:
    assert DATASET_VERSION == "2025-07-01/vietnamadminunits-1.0.4"
