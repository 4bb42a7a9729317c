"""A chart by name: one bar below another, each under its name and with its amount."""

from __future__ import annotations

from storefront.charts.amounts import in_short
from storefront.charts.data import Chart
from storefront.charts.drawing import TEXT, WIDTH, Drawing, Shape, Words, at, fitted, spoken, wide

TOP = 3.0  # for the marks above capitals
LINE = 17
THICK = 14
ABOVE, BELOW = 5, 12  # a bar's distance from its name, and from the next
BESIDE = 6


def draw_rows(chart: Chart, language: str) -> Drawing:
    """Draw bars from left to right, each as long as its amount among the others."""
    amounts = [in_short(bar.total, chart.unit, language) for bar in chart.bars]
    room = WIDTH - BESIDE - max(map(wide, amounts), default=0)
    highest = max((bar.total for bar in chart.bars), default=0) or 1
    shapes: list[Shape] = []
    words: list[Words] = []
    y = TOP
    for bar, amount in zip(chart.bars, amounts, strict=True):
        for line in fitted(bar.name):
            y += LINE
            words.append(Words(0, at(y - 4), line))
        y += ABOVE
        x = 0.0
        for series, part in enumerate(bar.amounts):
            length = room * part / highest
            if part:
                told = spoken(chart, bar.name, part, series, language)
                shapes.append(Shape(at(x), at(y), max(1, at(length)), THICK, series, told))
            x += length
        words.append(Words(at(x + BESIDE), at(y + THICK / 2 + TEXT / 3), amount, strong=True))
        y += THICK + BELOW
    return Drawing(chart, language, at(y), tuple(shapes), tuple(words))
