"""Where the districts lie: the cells of a grid, and which of them really share a border."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

Cell = tuple[int, int]


class Place(NamedTuple):
    """Hold a district's cell, columns from west to east and rows from north to south."""

    slug: str
    column: int
    row: int
    neighbours: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Grid:
    """Hold the districts by their cells; of two in one cell only the first has a place."""

    places: tuple[Place, ...]

    @classmethod
    def of(cls, places: Iterable[Place]) -> Grid:
        """Return the grid in reading order, its first column and row being 0."""
        known = sorted(places, key=lambda place: (place.row, place.column, place.slug))
        west = min((place.column for place in known), default=0)
        north = min((place.row for place in known), default=0)
        by_cell: dict[Cell, Place] = {}
        for place in known:
            cell = (place.column - west, place.row - north)
            by_cell.setdefault(cell, place._replace(column=cell[0], row=cell[1]))
        return cls(tuple(by_cell.values()))

    @cached_property
    def by_cell(self) -> dict[Cell, Place]:
        """Return who lies in which cell."""
        return {(place.column, place.row): place for place in self.places}

    @cached_property
    def columns(self) -> int:
        """Return how many columns the grid is wide."""
        return 1 + max((place.column for place in self.places), default=-1)

    @cached_property
    def rows(self) -> int:
        """Return how many rows the grid is high."""
        return 1 + max((place.row for place in self.places), default=-1)

    def border(self, one: Cell, other: Cell) -> bool:
        """Tell whether two cells hold neighbours; where none are named, whoever touches is."""
        first, second = self.by_cell.get(one), self.by_cell.get(other)
        if first is None or second is None:
            return False
        if not self._names_neighbours:
            return one[0] == other[0] or one[1] == other[1]
        return second.slug in first.neighbours or first.slug in second.neighbours

    @cached_property
    def _names_neighbours(self) -> bool:
        return any(place.neighbours for place in self.places)
