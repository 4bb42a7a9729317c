"""What a drawn chart is made of, in units of a phone's 360 pixels less its margins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from storefront.charts.amounts import in_full
from storefront.charts.data import Chart
from storefront.maps.labels import width

WIDTH = 328
TEXT = 13  # on 360 pixels one unit is one pixel; the style sets the same size
LIGHT = 0.96  # the widths known are those of bold letters
ELLIPSIS = "…"

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Shape:
    """Hold a part of a bar: its place, its series from 0, and what a pointer on it reads."""

    x: float
    y: float
    width: float
    height: float
    series: int
    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """Hold a line of text that begins, is centred or ends at a point."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a line across at a height; the base is the one that bars stand on."""

    x: float
    y: float
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """Hold a chart with the places of all its parts."""

    chart: Chart
    language: str
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[Words, ...]
    lines: tuple[Line, ...] = ()

    @property
    def box(self) -> str:
        """Return what is shown, as SVG's viewBox."""
        return f"0 0 {WIDTH} {self.height:g}"

    @property
    def highest(self) -> tuple[str, str]:
        """Return the name of the longest bar and its amount in full."""
        bar = max(self.chart.bars, key=lambda bar: bar.total)
        return bar.name, in_full(bar.total, self.chart.unit, self.language)


def spoken(chart: Chart, name: str, amount: int, series: int, language: str) -> str:
    """Return what a part of a bar says of itself."""
    written = in_full(amount, chart.unit, language)
    if len(chart.series) == 1:
        return f"{name}: {written}"
    return f"{name}, {chart.series[series]}: {written}"


def wide(text: str) -> float:
    """Return about how wide a text is drawn."""
    return width(text) * TEXT * LIGHT


def at(place: float) -> float:
    """Round a place to what can be seen."""
    return round(place, 1)


def fitted(text: str, most_lines: int = 2) -> list[str]:
    """Break a name into lines as wide as the drawing; what is still too long ends in "…"."""
    lines = [""]
    words = text.split()
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if wide(longer) <= WIDTH:
            lines[-1] = longer
            words.pop(0)
        elif lines[-1] and len(lines) < most_lines:
            lines.append("")
        else:
            lines[-1] = _cut(longer)
            break
    return lines


def _cut(line: str) -> str:
    while wide(line + ELLIPSIS) > WIDTH:
        line = line[:-1]
    return line.rstrip(" ,.-") + ELLIPSIS
