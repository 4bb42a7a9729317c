"""Reading a spreadsheet of goods: which column is which, and what stands in its cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from storefront.spreadsheets.columns import NAME, SLUG, Column, headings, plain
from storefront.spreadsheets.grids import Grid
from storefront.spreadsheets.refusals import SheetRefused
from storefront.text import clean_line

INSTRUCTION = "#"
"""What the first cell of a row begins with that speaks to people only."""
LOOKED_THROUGH = 10
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row: its number in the file, and its texts by column; empty cells are not there."""

    number: int
    cells: Mapping[str, str]

    def get(self, column: Column) -> str:
        """Return a cell's text, "" for none."""
        return self.cells.get(column.name, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a spreadsheet as it was read.

    `headings` are those of the file, by column; `unread` are those of columns nobody knows.
    """

    headings: Mapping[str, str]
    rows: Sequence[Row]
    unread: Sequence[str]

    def has(self, column: Column) -> bool:
        """Tell whether the sheet has a column; without it nothing is said."""
        return column.name in self.headings

    def kept(self) -> dict[str, Any]:
        """Return the sheet as JSON keeps it."""
        return {
            "headings": dict(self.headings),
            "rows": [[row.number, dict(row.cells)] for row in self.rows],
            "unread": list(self.unread),
        }

    @classmethod
    def from_kept(cls, content: Mapping[str, Any]) -> Sheet:
        """Return a sheet that was kept."""
        rows = [Row(number, cells) for number, cells in content["rows"]]
        return cls(content["headings"], rows, content["unread"])


def read_sheet(grid: Grid, columns: Sequence[Column]) -> Sheet:
    """Find the columns in the rows of a file. Raises SheetRefused."""
    place, names, unread = _heading_row(grid, headings(columns))
    rows = []
    for number, cells in grid[place + 1 :]:
        if cells[0].lstrip().startswith(INSTRUCTION):
            continue
        filled = {
            names[at].name: text for at, text in enumerate(cells) if text.strip() and at in names
        }
        if filled:
            rows.append(Row(number, filled))
    if not rows:
        raise SheetRefused("no_goods")
    shown = {column.name: grid[place][1][at] for at, column in names.items()}
    return Sheet({name: _heading(words) for name, words in shown.items()}, rows, unread)


def _heading_row(grid: Grid, known: dict[str, Column]) -> tuple[int, dict[int, Column], list[str]]:
    """Find the row of headings: the first that names the goods."""
    for place, (_, cells) in enumerate(grid[:LOOKED_THROUGH]):
        found = {at: known[plain(cell)] for at, cell in enumerate(cells) if plain(cell) in known}
        if not {SLUG, NAME}.intersection(found.values()):
            continue
        twice = [at for at, column in found.items() if list(found.values()).count(column) > 1]
        if twice:
            raise SheetRefused("column_twice", column=_heading(cells[twice[-1]]))
        unread = [
            _heading(cell) for at, cell in enumerate(cells) if cell.strip() and at not in found
        ]
        return place, found, unread
    raise SheetRefused("no_headings")


def _heading(words: str) -> str:
    return clean_line(words)[:_LONGEST_HEADING]
