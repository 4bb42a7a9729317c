"""A map as it is drawn: an SVG path for each district, and the room for words in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from storefront.maps.borders import Borders, Curve, Point
from storefront.maps.grid import Grid, Place
from storefront.maps.rooms import Room, flattened, room

KEPT_MAPS = 16
EDGE = 3  # for the lines around the outermost districts


class Box(NamedTuple):
    """Hold what a picture shows, as SVG's viewBox does."""

    left: int
    top: int
    width: int
    height: int

    def __str__(self) -> str:
        """Write it as SVG does."""
        return " ".join(map(str, self))


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold a district as it is drawn."""

    slug: str
    path: str
    room: Room
    box: Box


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hold a drawn map: its districts in reading order, and the box that holds them all.

    `north` is where a sign for it finds room, if anywhere.
    """

    shapes: tuple[Shape, ...]
    box: Box
    columns: int
    north: Point | None


@lru_cache(KEPT_MAPS)
def draw(places: frozenset[Place]) -> Drawing:
    """Draw the map of one or more places."""
    grid = Grid.of(places)
    borders = Borders(grid)
    outlines = {place.slug: borders.outline(place) for place in grid.places}
    return Drawing(
        shapes=tuple(
            Shape(slug, path(outline), room(outline), _box(outline))
            for slug, outline in outlines.items()
        ),
        box=_box([curve for outline in outlines.values() for curve in outline]),
        columns=grid.columns,
        north=_free_corner(borders),
    )


def _box(outline: Sequence[Curve]) -> Box:
    points = flattened(outline)
    across, down = ([point[axis] for point in points] for axis in (0, 1))
    left, top = min(across) - EDGE, min(down) - EDGE
    return Box(left, top, max(across) + EDGE - left, max(down) + EDGE - top)


def path(outline: Sequence[Curve]) -> str:
    """Write an outline as the data of an SVG path, in as few letters as can be."""
    x, y = outline[0].start
    return f"M{x} {y}" + "".join(map(_curve, outline)) + "z"


def _curve(curve: Curve) -> str:
    to_middle = _step(curve.start, curve.control) + _step(curve.start, curve.middle)
    return f"q{_numbers(to_middle)}t{_numbers(_step(curve.middle, curve.end))}"


def _step(start: Point, end: Point) -> list[int]:
    return [end[0] - start[0], end[1] - start[1]]


def _numbers(numbers: list[int]) -> str:
    """Write numbers; a minus parts them as well as a blank."""
    return " ".join(map(str, numbers)).replace(" -", "-")


def _free_corner(borders: Borders) -> Point | None:
    """Return the middle of the first corner cell in which no district lies."""
    grid, width, height = borders.grid, borders.width, borders.height
    east, south = grid.columns - 1, grid.rows - 1
    for column, row in ((east, 0), (0, 0), (0, south), (east, south)):
        if (column, row) not in grid.by_cell:
            return (2 * column + 1) * width // 2, (2 * row + 1) * height // 2
    return None
