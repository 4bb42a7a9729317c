"""The room for words in a drawn district."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from storefront.maps.borders import Curve, Point

STEPS = 6
EDGE = 4  # words keep this far from borders
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Room:
    """Hold from where to where a district reaches, line by line from its top."""

    top: int
    spans: tuple[Span, ...]
    middle: Point

    def across(self, top: float, bottom: float) -> Span:
        """Return from where to where it is free over the whole height of a line of words."""
        first, last = floor(top) - self.top, ceil(bottom) - self.top
        if first < 0 or last >= len(self.spans):
            return (0, 0)
        crossed = self.spans[first : last + 1]
        return (max(left for left, _ in crossed) + EDGE, min(right for _, right in crossed) - EDGE)


def room(outline: Sequence[Curve]) -> Room:
    """Return the room inside an outline."""
    points = flattened(outline)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    middle = (sum(x for x, _ in points) // len(points), (top + bottom) // 2)
    spans = tuple(_around(middle[0], _crossings(points, y + 0.5)) for y in range(top, bottom))
    return Room(top, spans, middle)


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


def _around(middle: int, crossings: Iterator[float]) -> Span:
    """Return the part of a line between the crossings next to the middle."""
    known = list(crossings)
    before = [x for x in known if x <= middle]
    behind = [x for x in known if x > middle]
    return (max(before), min(behind)) if before and behind else (middle, middle)


def _crossings(points: list[Point], line: float) -> Iterator[float]:
    for (x, y), (next_x, next_y) in zip(points, points[1:] + points[:1], strict=True):
        if (y <= line) != (next_y <= line):
            yield x + (next_x - x) * (line - y) / (next_y - y)


def _on_curve(half: tuple[Point, Point, Point], step: int) -> Point:
    """Return a point of a quadratic curve; whole numbers give both directions the same points."""
    rest = STEPS - step
    parts = (rest * rest, 2 * rest * step, step * step)
    x, y = (sum(p * point[axis] for p, point in zip(parts, half, strict=True)) for axis in (0, 1))
    return round(x / STEPS**2), round(y / STEPS**2)
