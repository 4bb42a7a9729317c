"""Borders as a hand would draw them: the grid's corners moved a little, its edges bent.

What is drawn depends on the grid alone. Both sides of a border are the same curve.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from storefront.illustrations.palettes import digest
from storefront.maps.grid import Cell, Grid, Place

Point = tuple[int, int]

HAND = "seal"  # another word draws other borders
# How far things move, as parts of a cell (corners) or of an edge's length (its bends).
WANDER, PARTING, ROUNDING = 0.1, 0.17, 0.16
BEND, TILT, COAST, RIVER = 0.07, 0.12, 0.09, 0.06
# A cell's size, and how wide all of them should be together.
NARROWEST, WIDEST, TOGETHER = 68, 92, 346
TALLER, HIGHEST = 1.2, 96


class Corner(NamedTuple):
    """Hold where the four edges that meet in a corner of the grid end: all at one point, or two.

    Two points part two cells that lie diagonally, so that the other two share a border.
    """

    north: Point
    east: Point
    south: Point
    west: Point


class Curve(NamedTuple):
    """Hold two bent halves; the second one's control mirrors the first, as in SVG's "q … t …"."""

    start: Point
    control: Point
    middle: Point
    end: Point

    @property
    def second_control(self) -> Point:
        """Return the control point of the second half."""
        return 2 * self.middle[0] - self.control[0], 2 * self.middle[1] - self.control[1]

    def reversed(self) -> Curve:
        """Return the same line, drawn from its end."""
        return Curve(self.end, self.second_control, self.middle, self.start)


@dataclass(frozen=True, slots=True)
class Borders:
    """Draw the outlines of a grid's cells; one unit is about a pixel of a small phone."""

    grid: Grid

    @property
    def width(self) -> int:
        """Return how wide a cell is."""
        return max(NARROWEST, min(WIDEST, TOGETHER // max(1, self.grid.columns)))

    @property
    def height(self) -> int:
        """Return how high a cell is."""
        return min(HIGHEST, round(self.width * TALLER))

    def outline(self, place: Place) -> list[Curve]:
        """Return the border of a district of the grid, clockwise from its north-western corner."""
        column, row = here = (place.column, place.row)
        nw, ne = self.corner(column, row), self.corner(column + 1, row)
        se, sw = self.corner(column + 1, row + 1), self.corner(column, row + 1)
        sides = (
            (nw.east, ne.west, self._setback(here, (column, row - 1))),
            (ne.west, ne.south, 0),
            (ne.south, se.north, self._setback(here, (column + 1, row))),
            (se.north, se.west, 0),
            (se.west, sw.east, self._setback(here, (column, row + 1))),
            (sw.east, sw.north, 0),
            (sw.north, nw.south, self._setback(here, (column - 1, row))),
            (nw.south, nw.east, 0),
        )
        return [_side(start, end, inwards) for start, end, inwards in sides if start != end]

    def corner(self, x: int, y: int) -> Corner:
        """Return a corner of the grid, parted where two cells that lie diagonally are neighbours.

        Where both pairs are neighbours all four meet in a point: a flat map can do no better.
        """
        nw, ne, sw, se = around = ((x - 1, y - 1), (x, y - 1), (x - 1, y), (x, y))
        filled = [cell in self.grid.by_cell for cell in around]
        falling, rising = self.grid.border(nw, se), self.grid.border(ne, sw)
        if falling == rising:
            # Two that meet here alone, and are no neighbours, draw apart.
            falling, rising = filled == [0, 1, 1, 0], filled == [1, 0, 0, 1]
        centre = self._centre(x, y, filled)
        if falling == rising:
            return Corner(centre, centre, centre, centre)
        upper, lower = self._parted(centre, 1 if falling else -1)
        if falling:
            return Corner(north=upper, east=upper, south=lower, west=lower)
        return Corner(north=upper, west=upper, south=lower, east=lower)

    def _setback(self, here: Cell, beyond: Cell) -> float:
        """Return how far a side stands back: coasts swell, between strangers there is a river."""
        if beyond not in self.grid.by_cell:
            return -COAST
        return 0 if self.grid.border(here, beyond) else RIVER

    def _centre(self, x: int, y: int, filled: list[bool]) -> Point:
        """Move a corner a little; one that only one cell has moves towards it."""
        right, down = WANDER * _wander("x", x, y), WANDER * _wander("y", x, y)
        if sum(filled) == 1:
            alone = filled.index(True)
            right += ROUNDING if alone % 2 else -ROUNDING
            down += ROUNDING if alone > 1 else -ROUNDING
        return round((x + right) * self.width), round((y + down) * self.height)

    def _parted(self, centre: Point, side: int) -> tuple[Point, Point]:
        """Return the ends of a short border across a corner, the upper one to the right (1)."""
        x, y = centre
        aside = side * round(PARTING * self.width * (1 + _wander("wide", *centre) / 4))
        away = round(PARTING * self.height * (1 + _wander("high", *centre) / 4))
        return (x + aside, y - away), (x - aside, y + away)


def _side(start: Point, end: Point, inwards: float) -> Curve:
    """Draw a side, clockwise around a district, alike whichever of its two districts asks."""
    if start < end:
        return _bent(start, end, inwards)
    return _bent(end, start, -inwards).reversed()


def _bent(start: Point, end: Point, to_the_right: float) -> Curve:
    along = (end[0] - start[0], end[1] - start[1])
    bend = to_the_right + BEND * _wander("bend", start, end)
    tilt = TILT * _wander("tilt", start, end)
    middle = _moved(start, along, 0.5, bend)
    return Curve(start, _moved(middle, along, -0.25, tilt), middle, end)


def _moved(start: Point, along: Point, forward: float, to_the_right: float) -> Point:
    """Go from a point by parts of a way: along it, and to the right of it."""
    return (
        round(start[0] + along[0] * forward - along[1] * to_the_right),
        round(start[1] + along[1] * forward + along[0] * to_the_right),
    )


def _wander(*what: object) -> float:
    """Return a number from -1 to 1 that is always the same for the same thing."""
    return digest(HAND, *map(str, what)) % 2001 / 1000 - 1
