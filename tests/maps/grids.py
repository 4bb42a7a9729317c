"""Maps for tests: the shipped one, and small ones made at random."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path
from random import Random

import storefront
from storefront.maps.borders import Borders, Curve
from storefront.maps.grid import Cell, Grid, Place

SHIPPED = Path(storefront.__file__).parent / "markets" / "hoa-binh" / "map.csv"
Pair = frozenset[str]


def shipped_places() -> frozenset[Place]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return frozenset(
            Place(
                row["district_slug"],
                int(row["col"]),
                int(row["row"]),
                frozenset(row["neighbours"].split()),
            )
            for row in csv.DictReader(file)
        )


def random_places(seed: int) -> frozenset[Place]:
    """Return some places; of the pairs that touch, some are neighbours, but no two crosswise."""
    random = Random(seed)  # noqa: S311
    columns, rows = random.randint(1, 8), random.randint(1, 5)
    cells = [(x, y) for x in range(1, columns + 1) for y in range(1, rows + 1)]
    chosen = random.sample(cells, random.randint(1, min(30, len(cells))))
    share = random.choice((0.3, 0.7, 1.0))
    names = {cell: f"d{number}" for number, cell in enumerate(chosen)}
    neighbours: dict[str, set[str]] = {name: set() for name in names.values()}
    corners: set[Cell] = set()
    for one, other in combinations(sorted(chosen), 2):
        across, down = abs(one[0] - other[0]), abs(one[1] - other[1])
        corner = (one[0] + other[0], one[1] + other[1])
        if max(across, down) == 1 and random.random() < share and corner not in corners:
            corners |= {corner} if across and down else set()
            neighbours[names[one]].add(names[other])
    return frozenset(
        Place(names[cell], *cell, frozenset(neighbours[names[cell]])) for cell in chosen
    )


def outlines(places: frozenset[Place]) -> dict[str, list[Curve]]:
    borders = Borders(Grid.of(places))
    return {place.slug: borders.outline(place) for place in borders.grid.places}


def listed_pairs(places: frozenset[Place]) -> set[Pair]:
    """Return the neighbours of a map, each pair once."""
    return {frozenset((place.slug, other)) for place in places for other in place.neighbours}


def touching_pairs(places: frozenset[Place]) -> set[Pair]:
    """Return the pairs that lie beside each other on the grid, by an edge or a corner."""
    return {
        frozenset((one.slug, other.slug))
        for one, other in combinations(places, 2)
        if max(abs(one.column - other.column), abs(one.row - other.row)) == 1
    }


def bordering_pairs(drawn: dict[str, list[Curve]]) -> set[Pair]:
    """Return the pairs in whose outlines one and the same line stands."""
    lines = {slug: {min(c, c.reversed()) for c in outline} for slug, outline in drawn.items()}
    return {
        frozenset((one, other))
        for one, other in combinations(lines, 2)
        if lines[one] & lines[other]
    }
