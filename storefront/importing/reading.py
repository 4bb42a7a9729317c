"""Reading one CSV file: every cell clean, every fault named by file, line, column and reason."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storefront.text import clean_line

BYTE_ORDER_MARKS_OF_UTF16 = (b"\xff\xfe", b"\xfe\xff")
UNREADABLE = "\N{REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Name one fault; line 0 stands for the file, an empty column for the whole line."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.column, self.reason) if part)


class ImportRefused(ValueError):
    """Say that nothing was imported, and every reason why."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(map(str, self.problems)))


class BadCell(ValueError):
    """Say what is wrong with one cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """Describe a column: how a filled cell is read, and what an empty one means.

    `needed` columns must stand in the header, `filled` ones have something in every row.
    `parse` raises BadCell; None stands for a column that is known and not read.
    """

    name: str
    parse: Callable[[str], Any] | None = clean_line
    empty: Any = ""
    needed: bool = True
    filled: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one row's values by column; columns missing from the header are missing here."""

    file: str
    line: int
    values: dict[str, Any]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def get(self, column: str, default: Any = None) -> Any:
        """Return a value, or the default where the file has no such column."""
        return self.values.get(column, default)

    def problem(self, column: str, reason: str) -> Problem:
        """Return a fault of one cell."""
        return Problem(self.file, self.line, column, reason)


def read_table(
    path: Path, columns: Sequence[Column], key: Sequence[str], problems: list[Problem]
) -> list[Row] | None:
    """Read a file, adding every fault to `problems`; `key` must be unique.

    A faulty row comes with what could be read of it, so that rows of other files can still be
    checked against it. Returns None when the file or its header cannot be read.
    """
    records = _records(path, problems)
    header = next(records, None)
    if header is None:
        if not any(problem.file == path.name for problem in problems):
            problems.append(Problem(path.name, 1, "", "the file is empty"))
        return None
    names = [clean_line(name) for name in header[1]]
    faults = list(_header_faults(path.name, names, columns))
    problems += faults
    if faults:
        return None
    known = {column.name: column for column in columns}
    order = [known[name] for name in names]
    rows = [_row(path.name, line, cells, order, problems) for line, cells in records]
    problems += _repeated(rows, key)
    return rows


def _records(path: Path, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each record begins, and its cells."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        problems.append(Problem(path.name, 0, "", "no such file"))
        return
    except OSError as error:
        problems.append(Problem(path.name, 0, "", error.strerror or "cannot be read"))
        return
    if data.startswith(BYTE_ORDER_MARKS_OF_UTF16):
        problems.append(Problem(path.name, 1, "", "the file is UTF-16; save it as UTF-8"))
        return
    text = data.decode("utf-8-sig", errors="replace")
    first_line = text.partition("\n")[0]
    semicolons = ";" in first_line and "," not in first_line  # Excel in Vietnamese
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=",;"[semicolons], strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(path.name, line, "", f"broken row: {error}"))


def _header_faults(file: str, names: list[str], columns: Sequence[Column]) -> Iterator[Problem]:
    known = {column.name for column in columns}
    for position, name in enumerate(names):
        if name in names[:position]:
            yield Problem(file, 1, name, "the column stands twice")
        elif name not in known:
            yield Problem(file, 1, name or "(no name)", "unknown column")
    for column in columns:
        if column.needed and column.name not in names:
            yield Problem(file, 1, column.name, "missing column")


def _row(
    file: str, line: int, cells: list[str], columns: list[Column], problems: list[Problem]
) -> Row:
    """Read one record, adding its faults; a faulty cell counts as empty."""
    row = Row(file, line, {column.name: column.empty for column in columns if column.parse})
    if len(cells) != len(columns):
        at = columns[min(len(cells), len(columns) - 1)].name
        reason = f"broken row: {len(cells)} cells where the header has {len(columns)}"
        problems.append(row.problem(at, reason))
    for column, cell in zip(columns, cells, strict=False):
        if column.parse is None:
            continue
        try:
            row.values[column.name] = _value(column, column.parse, cell)
        except BadCell as error:
            if len(cells) == len(columns):
                problems.append(row.problem(column.name, str(error)))
    return row


def _value(column: Column, parse: Callable[[str], Any], cell: str) -> Any:
    if UNREADABLE in cell:
        raise BadCell("not UTF-8 text")
    if "\0" in cell:
        raise BadCell("a NUL character")
    if not clean_line(cell):
        if column.filled:
            raise BadCell("must not be empty")
        return column.empty
    return parse(cell)


def _repeated(rows: list[Row], key: Sequence[str]) -> Iterator[Problem]:
    """Name every row whose key an earlier row has."""
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        value = tuple(row.get(column) for column in key)
        if not value[0]:
            continue
        if value in first:
            shown = " ".join(str(part) for part in value)
            yield row.problem(key[-1], f"{shown!r} stands on line {first[value]} already")
        first.setdefault(value, row.line)
