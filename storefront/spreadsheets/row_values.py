"""Reading the cells of a row: what a value would be, or what is wrong with it."""

from __future__ import annotations

import re
from typing import Any

from storefront.spreadsheets.cells import BadCell
from storefront.spreadsheets.columns import KEEP, Column
from storefront.spreadsheets.grids import DATE, ERROR
from storefront.spreadsheets.plan import Fault
from storefront.spreadsheets.reading import Row
from storefront.tabular import neutral
from storefront.text import clean_line, clean_text

_WRITTEN_NEUTRAL = re.compile(r"'(?=\s*[=+\-@\t\r\n＝＋－＠])")
_LONGEST_SHOWN = 80


def without_quote(text: str) -> str:
    """Take off the ' that kept a text from being a formula."""
    return text[1:] if _WRITTEN_NEUTRAL.match(text) else text


def typed_word(row: Row, column: Column) -> str:
    """Return what a cell holds as one clean line."""
    return clean_line(without_quote(row.get(column)))


def shown(text: str) -> str:
    """Return what was typed, short enough to be told, without our own marks."""
    words = clean_line(text.replace(DATE, "").replace(ERROR, ""))
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"


def value_of(row: Row, column: Column, now: Any) -> Any:
    """Return what a cell says, given what stands there. Raises BadCell.

    A cell that is as it was written says nothing new, even where nobody could type it today.
    """
    text = row.get(column)
    if not text.strip():
        return now if column.empty is KEEP else column.empty
    if text.startswith(DATE):
        raise BadCell("date")
    if text.startswith(ERROR):
        raise BadCell("failed")
    if now is not KEEP:
        written = str("" if (cell := column.write(now)) is None else cell)
        if text in (written, neutral(written)) or _clean(text) in (
            _clean(written),
            _clean(neutral(written)),
        ):
            return now
    return column.read(without_quote(text))


def fault_of(row: Row, column: Column, error: BadCell) -> Fault:
    """Return a bad cell with the place where it stands."""
    return Fault(row.number, column.name, shown(row.get(column)), error.reason, error.values)


def _clean(text: str) -> str:
    return clean_text(text)
