"""Borders are drawn like by hand, and never lie about who borders on whom."""

from __future__ import annotations

from itertools import pairwise

import pytest

from storefront.maps.borders import Curve, Point
from storefront.maps.grid import Place
from storefront.maps.rooms import flattened
from tests.maps.grids import (
    bordering_pairs,
    listed_pairs,
    outlines,
    random_places,
    shipped_places,
    touching_pairs,
)

SEEDS = range(60)
SHORTEST_BORDER, NARROWEST_RIVER = 10, 4


def test_on_the_shipped_map_districts_share_a_border_if_and_only_if_they_are_neighbours() -> None:
    places = shipped_places()
    assert len(places) == 10
    assert bordering_pairs(outlines(places)) == listed_pairs(places) & touching_pairs(places)
    assert listed_pairs(places) <= touching_pairs(places)


@pytest.mark.parametrize("seed", SEEDS)
def test_so_do_they_on_any_map(seed: int) -> None:
    places = random_places(seed)
    drawn = outlines(places)
    if listed_pairs(places):
        assert bordering_pairs(drawn) == listed_pairs(places)
    assert drawn == outlines(random_places(seed))


@pytest.mark.parametrize("seed", SEEDS)
def test_every_district_has_one_closed_outline_near_its_cell(seed: int) -> None:
    places = random_places(seed)
    drawn = outlines(places)
    assert set(drawn) == {place.slug for place in places}
    for outline in drawn.values():
        assert all(one.end == other.start for one, other in pairwise(outline))
        assert outline[-1].end == outline[0].start
        assert area(outline) > 2000
        xs, ys = zip(*flattened(outline), strict=True)
        assert max(xs) - min(xs) < 2 * 92
        assert max(ys) - min(ys) < 2 * 96


@pytest.mark.parametrize("seed", [None, *SEEDS])
def test_no_district_lies_on_another(seed: int | None) -> None:
    drawn = outlines(shipped_places() if seed is None else random_places(seed))
    polygons = [flattened(outline) for outline in drawn.values()]
    across = [x for polygon in polygons for x, _ in polygon]
    for line in range(min(y for polygon in polygons for _, y in polygon), 500, 5):
        spans = sorted(span for polygon in polygons for span in spans_at(polygon, line + 0.37))
        assert all(end <= start + 1 for (_, end), (start, _) in pairwise(spans)), line
        assert all(min(across) <= start <= end <= max(across) for start, end in spans)


def test_districts_beside_each_other_that_are_no_neighbours_are_parted_by_a_river() -> None:
    lonely = frozenset({Place("a", 1, 1), Place("b", 2, 1), Place("c", 1, 2, frozenset({"a"}))})
    drawn = outlines(lonely)
    assert bordering_pairs(drawn) == {frozenset("ac")}
    middles_of_a = [curve.middle for curve in drawn["a"]]
    middles_of_b = [curve.middle for curve in drawn["b"]]
    nearest = min(distance(one, other) for one in middles_of_a for other in middles_of_b)
    assert nearest >= NARROWEST_RIVER


def test_two_that_meet_in_a_corner_alone_and_are_no_neighbours_do_not_touch() -> None:
    drawn = outlines(
        frozenset({Place("a", 1, 1), Place("b", 2, 2), Place("c", 3, 2, frozenset({"b"}))})
    )
    assert not set(flattened(drawn["a"])) & set(flattened(drawn["b"]))


def test_where_no_neighbours_are_named_all_that_lie_side_by_side_are() -> None:
    drawn = outlines(frozenset({Place("a", 1, 1), Place("b", 2, 1), Place("c", 2, 2)}))
    assert bordering_pairs(drawn) == {frozenset("ab"), frozenset("bc")}


def test_a_border_across_a_corner_is_long_enough_to_be_seen() -> None:
    drawn = outlines(shipped_places())
    lengths = [distance(c.start, c.end) for outline in drawn.values() for c in outline]
    assert min(lengths) >= SHORTEST_BORDER


def test_of_two_districts_in_one_cell_one_is_drawn() -> None:
    assert set(outlines(frozenset({Place("b", 4, 4), Place("a", 4, 4)}))) == {"a"}


def area(outline: list[Curve]) -> float:
    points = flattened(outline)
    return sum(x * ny - nx * y for (x, y), (nx, ny) in pairwise([*points, points[0]])) / 2


def spans_at(polygon: list[Point], line: float) -> list[tuple[float, float]]:
    """Return from where to where a polygon reaches on a line, once for each of its parts."""
    crossings = sorted(
        x + (nx - x) * (line - y) / (ny - y)
        for (x, y), (nx, ny) in pairwise([*polygon, polygon[0]])
        if (y <= line) != (ny <= line)
    )
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def distance(one: Point, other: Point) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)
