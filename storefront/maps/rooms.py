"""The room for words in a drawn district."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from storefront.maps.borders import Curve, Point

WORDS_HIGH = 44
LINE = 4
STEPS = 6


class Room(NamedTuple):
    """Hold where words stand: the middle of a free field, and how wide it is."""

    x: int
    y: int
    width: int


def room(outline: Sequence[Curve]) -> Room:
    """Return the widest free field that is high enough for words, near the district's middle."""
    points = flattened(outline)
    heights = [y for _, y in points]
    middle = (min(heights) + max(heights)) // 2
    reach = max(0, (max(heights) - min(heights) - WORDS_HIGH) // 3)
    fields = []
    for y in range(middle - reach, middle + reach + 1):
        left, right = _free(points, range(y - WORDS_HIGH // 2, y + WORDS_HIGH // 2 + 1, LINE))
        fields.append((right - left - abs(y - middle) // 2, y, left, right))
    _, y, left, right = max(fields)
    return Room((left + right) // 2, y, right - left)


def flattened(outline: Sequence[Curve]) -> list[Point]:
    """Return points along an outline, close enough for measuring; the end is not repeated."""
    points = []
    for curve in outline:
        halves = (
            (curve.start, curve.control, curve.middle),
            (curve.middle, curve.second_control, curve.end),
        )
        points += [_on_curve(half, step) for half in halves for step in range(STEPS)]
    return points


def _free(points: list[Point], lines: Iterable[int]) -> tuple[int, int]:
    """Return from where to where a shape reaches on every one of some horizontal lines."""
    across = [x for x, _ in points]
    middle = sum(across) / len(points)
    left, right = min(across), max(across)
    for line in lines:
        for x in _crossings(points, line):
            if x <= middle:
                left = max(left, round(x))
            else:
                right = min(right, round(x))
    return left, right


def _crossings(points: list[Point], line: int) -> Iterator[float]:
    for (x, y), (next_x, next_y) in zip(points, points[1:] + points[:1], strict=True):
        if (y <= line) != (next_y <= line):
            yield x + (next_x - x) * (line - y) / (next_y - y)


def _on_curve(half: tuple[Point, Point, Point], step: int) -> Point:
    """Return a point of a quadratic curve; whole numbers give both directions the same points."""
    rest = STEPS - step
    parts = (rest * rest, 2 * rest * step, step * step)
    x, y = (sum(p * point[axis] for p, point in zip(parts, half, strict=True)) for axis in (0, 1))
    return round(x / STEPS**2), round(y / STEPS**2)
