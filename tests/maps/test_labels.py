"""Words on the map stand inside their district."""

from __future__ import annotations

import pytest

from storefront.maps.borders import Borders
from storefront.maps.grid import Grid, Place
from storefront.maps.labels import Label, label, width
from storefront.maps.rooms import Room, room

WIDE = Room(0, ((0, 200),) * 120, (100, 60))
LONG_WORDS = "Nghiêngnghiêngnghiêng"


def narrow(columns: int) -> Room:
    """Return the room of a district in a map of so many columns."""
    grid = Grid.of(Place(f"d{number}", number, 1) for number in range(columns))
    return room(Borders(grid).outline(grid.places[0]))


def test_all_that_a_district_is_known_for_stands_below_its_name_where_there_is_room() -> None:
    assert label("Lương Sơn", "dê núi, rau hữu cơ", WIDE) == Label(
        ("Lương Sơn",), ("dê núi, rau hữu cơ",), 100, 60
    )


def test_names_break_between_words_and_later_things_are_left_out_where_it_is_narrow() -> None:
    words = label("Lương Sơn", "dê núi, rau hữu cơ của bà con", Room(0, ((0, 72),) * 80, (36, 40)))
    assert words == Label(("Lương", "Sơn"), ("dê núi",), 36, 40)


@pytest.mark.parametrize("columns", range(1, 9))
def test_no_line_is_wider_than_its_place(columns: int) -> None:
    place = narrow(columns)
    words = label("Lương Sơn", "dê núi, rau hữu cơ", place)
    assert "".join(words.name) in ("Lương Sơn", "LươngSơn")
    for top, bottom, wide in words.extents():
        left, right = place.across(words.y + top, words.y + bottom)
        assert left - 1 <= words.x - wide / 2
        assert words.x + wide / 2 <= right + 1


def test_a_name_too_long_for_its_district_stands_in_the_middle_alone() -> None:
    place = narrow(8)
    assert label(LONG_WORDS, "cam", place) == Label((LONG_WORDS,), (), *place.middle)


def test_a_district_known_for_nothing_has_its_name_alone() -> None:
    assert label("Kim Bôi", "", WIDE) == Label(("Kim Bôi",), (), 100, 60)


def test_vietnamese_letters_are_as_wide_as_their_bare_ones() -> None:
    assert width("Ấm đượm") == width("Am duom")
