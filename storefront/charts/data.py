"""What a chart shows, before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Unit = Literal["number", "vnd"]


@dataclass(frozen=True, slots=True)
class Bar:
    """Hold one bar: its name and one amount, none negative, for each series of its chart.

    `tick` is what stands under a column, where there is little room; the name by default.
    Raises ValueError for a negative amount.
    """

    name: str
    amounts: tuple[int, ...]
    tick: str = ""

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if min(self.amounts, default=0) < 0:
            raise ValueError("a bar cannot be negative")

    @property
    def total(self) -> int:
        """Return all series together."""
        return sum(self.amounts)


@dataclass(frozen=True, slots=True)
class Chart:
    """Hold a chart: bars with a common unit, and the names of the series they are stacked of.

    `slug` names it on its page, where no other has the same. `rest` says in words what was too
    small to be drawn, "" where all is drawn.
    """

    slug: str
    title: str
    series: tuple[str, ...]
    bars: tuple[Bar, ...]
    unit: Unit = "number"
    rest: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to draw."""
        return not any(bar.total for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the figures of a chart as a table: the first cell of a row names it.

    `total` is a last row, empty when the rows cannot be added up.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()


def largest(bars: Sequence[Bar], most: int) -> tuple[tuple[Bar, ...], tuple[Bar, ...]]:
    """Part bars into the largest, so many at most, and the rest; what is nothing is in neither.

    The rest stays undrawn, to be told in words: as one bar it may dwarf all that have names.
    """
    ordered = tuple(sorted((bar for bar in bars if bar.total), key=lambda bar: -bar.total))
    return ordered[:most], ordered[most:]
