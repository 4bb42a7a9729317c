"""A chart over time: one column for each week or hour, none left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from storefront.charts.amounts import in_short
from storefront.charts.data import Chart
from storefront.charts.drawing import TEXT, WIDTH, Drawing, Line, Shape, Words, at, spoken, wide
from storefront.charts.scale import ticks

TOP, PLOT, BOTTOM = 12, 156, 24
BASE = TOP + PLOT
AXIS_GAP, LABEL_GAP = 6, 8
FILLED = 0.72  # of the room of a column
WIDEST, NARROWEST = 36.0, 1.0


@dataclass(frozen=True, slots=True)
class _Room:
    """Hold where the columns begin, and from one to the next."""

    left: float
    pitch: float

    def middle(self, place: int) -> float:
        return self.left + self.pitch * (place + 0.5)


def draw_columns(chart: Chart, language: str) -> Drawing:
    """Draw bars upwards from left to right, with an axis of round amounts.

    Of the columns' names as many stand below as have room, the last always among them.
    """
    marks = ticks(max((bar.total for bar in chart.bars), default=0))
    axis = [in_short(mark, chart.unit, language) for mark in marks]
    names = [bar.tick or bar.name for bar in chart.bars]
    room = _room(max(map(wide, axis)) + AXIS_GAP, names)
    lines, words = [], []
    for mark, text in zip(marks, axis, strict=True):
        y = at(BASE - PLOT * mark / marks[-1])
        lines.append(Line(at(room.left), y, is_base=mark == 0))
        words.append(Words(at(room.left - AXIS_GAP), at(y + TEXT / 3), text, "end"))
    shapes = tuple(_shapes(chart, language, room, marks[-1]))
    return Drawing(
        chart, language, BASE + BOTTOM, shapes, (*words, *_below(names, room)), tuple(lines)
    )


def _room(left: float, names: Sequence[str]) -> _Room:
    """Share what is right of the axis out; the last name may be wider than its column."""
    columns, widest = max(1, len(names)), max(map(wide, names), default=0)
    pitch = min((WIDTH - left) / columns, (WIDTH - left - widest / 2) / (columns - 0.5))
    return _Room(left, pitch)


def _shapes(chart: Chart, language: str, room: _Room, highest: int) -> Iterator[Shape]:
    breadth = max(NARROWEST, min(WIDEST, room.pitch * FILLED))
    for place, bar in enumerate(chart.bars):
        x = room.middle(place) - breadth / 2
        below = 0
        for series, amount in enumerate(bar.amounts):
            below += amount
            if amount:
                y, height = BASE - PLOT * below / highest, PLOT * amount / highest
                words = spoken(chart, bar.name, amount, series, language)
                yield Shape(at(x), at(y), at(breadth), at(height), series, words)


def _below(names: Sequence[str], room: _Room) -> Iterator[Words]:
    """Yield the columns' names, from the last one backwards as many as have room."""
    if not names:
        return
    every = ceil((max(map(wide, names)) + LABEL_GAP) / room.pitch)
    for place in range(len(names) - 1, -1, -every):
        yield Words(at(room.middle(place)), BASE + TEXT + 5, names[place], "middle")
