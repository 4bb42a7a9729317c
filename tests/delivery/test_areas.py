"""Areas as people write them."""

from __future__ import annotations

import pytest

from storefront.delivery.areas import UnclearArea, UnknownArea, area_names, read_area, read_areas
from storefront.delivery.services import Destination, serves, usual_terms
from storefront.places.directory import communes_of, provinces


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Điện Biên", "11"),
        ("tinh dien bien", "11"),
        ("TP. Hồ Chí Minh", "79"),
        ("thành phố Hồ Chí Minh", "79"),
        ("ho chi minh", "79"),
        ("Hanoi", "01"),
        ("Xã Cao Phong, Phú Thọ", "25-05089"),
        ("cao phong", "25-05089"),
    ],
)
def test_one_place_is_found(typed: str, code: str) -> None:
    assert read_area(typed) == code


def test_every_name_that_is_written_is_read_back() -> None:
    codes = [area.code for area in provinces()]
    codes += [
        f"{area.code}-{place.code}" for area in provinces() for place in communes_of(area.code)
    ]
    assert read_areas("\n".join(area_names(codes))) == codes


def test_what_names_several_places_is_told_with_them() -> None:
    with pytest.raises(UnclearArea) as caught:
        read_areas("Điện Biên\nTân Tiến")
    assert caught.value.line == "Tân Tiến"
    assert len(caught.value.choices) > 1
    for choice in caught.value.choices:
        read_area(choice)


@pytest.mark.parametrize("typed", ["Xứ Không Có", "!!!", "25-05089", "x" * 500])
def test_what_names_nothing_is_refused(typed: str) -> None:
    with pytest.raises(UnknownArea):
        read_areas(typed)


def test_blank_lines_and_repetitions_count_once() -> None:
    assert read_areas("\n Điện Biên \n\nđiện  biên\n") == ["11"]
    assert read_areas("") == []


def test_places_that_are_no_more_are_left_out() -> None:
    assert area_names(["99", "25-99999", "11"]) == ["Điện Biên"]


def test_a_commune_left_out_leaves_its_province_served() -> None:
    terms = usual_terms()
    terms.unserved = ["25-05089", "11"]
    assert serves(terms, Destination("25", "04795", None))
    assert not serves(terms, Destination("25", "05089", None))
    assert not serves(terms, Destination("11", "03127", None))
