"""The floor plan as visitors tap it: a grid drawn in SVG, each booth of a maker a link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storefront.illustrations.palettes import palette_for
from storefront.maps.labels import width
from storefront.showcase.models import Booth, FloorMark, Showcase
from storefront.showcase.wording import mark_name

CELL = 44
"""A cell's side in CSS pixels: what a thumb needs."""

GAP = 2
MARK_SIZE, LINE = 13, 14
ROOMY_COLUMNS = 14
"""Up to so many columns a phone shows the whole plan with cells of 24 pixels and more."""


@dataclass(frozen=True, slots=True)
class Plot:
    """Hold a rectangle of the drawing."""

    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> tuple[int, int]:
        """Return the point in its middle."""
        return self.x + self.width // 2, self.y + self.height // 2


@dataclass(frozen=True, slots=True)
class Stand:
    """Hold a booth as it is drawn; one without a maker is an outline."""

    booth: Booth
    plot: Plot
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Landmark:
    """Hold what stands beside the booths, with its name broken into lines."""

    kind: str
    plot: Plot
    lines: Sequence[str]

    @property
    def first_line(self) -> int:
        """Return where its first line of words stands."""
        return self.plot.middle[1] - (len(self.lines) - 1) * LINE // 2


@dataclass(frozen=True, slots=True)
class Floor:
    """Hold a drawn floor plan."""

    width: int
    height: int
    stands: Sequence[Stand]
    marks: Sequence[Landmark]
    is_roomy: bool


def floor_of(showcase: Showcase) -> Floor | None:
    """Return the drawn floor; None where no booth has a place on it yet."""
    placed = [booth for booth in showcase.booths if booth.floor_column is not None]
    if not placed:
        return None
    return Floor(
        showcase.grid_columns * CELL,
        showcase.grid_rows * CELL,
        [Stand(booth, _plot(booth), _tint(booth)) for booth in _in_reading_order(placed)],
        [_landmark(mark) for mark in showcase.marks],
        showcase.grid_columns <= ROOMY_COLUMNS,
    )


def _in_reading_order(booths: Sequence[Booth]) -> list[Booth]:
    return sorted(booths, key=lambda booth: (booth.floor_row or 0, booth.floor_column or 0))


def _plot(thing: Booth | FloorMark) -> Plot:
    column, row = thing.floor_column or 1, thing.floor_row or 1
    return Plot(
        (column - 1) * CELL + GAP,
        (row - 1) * CELL + GAP,
        thing.floor_width * CELL - 2 * GAP,
        thing.floor_height * CELL - 2 * GAP,
    )


def _tint(booth: Booth) -> str:
    maker = booth.cooperative if booth.is_taken else None
    return palette_for(maker.district.slug).tint if maker else ""


def _landmark(mark: FloorMark) -> Landmark:
    plot = _plot(mark)
    words = [] if mark.kind == "wall" else _lines(mark_name(mark.kind), plot.width)
    return Landmark(mark.kind, plot, words)


def _lines(text: str, room: int) -> list[str]:
    """Break words into lines that fit a width."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer) * MARK_SIZE <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
