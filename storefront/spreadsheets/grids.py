"""Opening files from outside, .xlsx and .csv: rows of texts, or a reason why there are none."""

from __future__ import annotations

import csv
import logging
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any

from storefront.spreadsheets.refusals import SheetRefused

LARGEST_BYTES = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5_000, 100
# A workbook of 5,000 rows with long texts unpacks to a tenth of this.
LARGEST_UNPACKED, MOST_PARTS = 48 * 1024 * 1024, 500
# 5,000 rows with every cell filled have half a million; each costs some 500 bytes to read.
MOST_ELEMENTS = 600_000
# Cells share their texts in a workbook: a small one may mean thousands of times its size.
MOST_CHARACTERS, LONGEST_CELL = 24_000_000, 32_768
_CHUNK = 1024 * 1024

DATE = "\x1adate\x1a"
ERROR = "\x1aerror\x1a"
"""Marks of cells that hold no text: Excel has made a date of it, or a formula has failed."""

_ZIP, _OLD_EXCEL = b"PK", b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SEPARATOR = re.compile(r"\ufeff?sep=([,;\t])\r?\n", re.IGNORECASE)
_SEPARATORS = ";,\t"
_FAILED = re.compile(r"#(?:REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|SPILL!|CALC!)")

log = logging.getLogger(__name__)

Grid = list[tuple[int, list[str]]]


def read_grid(data: bytes) -> Grid:
    """Return the filled rows of the first sheet that is not hidden, with their numbers in it.

    It asks no database, so that nobody waits meanwhile. Raises SheetRefused.
    """
    if not data.strip():
        raise SheetRefused("empty")
    if len(data) > LARGEST_BYTES:
        raise SheetRefused("large")
    if data.startswith(_OLD_EXCEL):
        raise SheetRefused("old_excel")
    rows = _xlsx_rows(data) if data.startswith(_ZIP) else _csv_rows(data)
    grid: Grid = []
    characters = 0
    for number, cells in rows:
        if any(cells):
            grid.append((number, [cell[:LONGEST_CELL] for cell in cells]))
            characters += sum(map(len, grid[-1][1]))
        if len(grid) > MOST_ROWS + 1:
            raise SheetRefused("rows", most=MOST_ROWS)
        if characters > MOST_CHARACTERS:
            raise SheetRefused("unpacked")
    if not grid:
        raise SheetRefused("empty")
    return grid


def _csv_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(data)
    said = _SEPARATOR.match(text)
    separator = said[1] if said else _separator(text)
    first = 2 if said else 1
    reader = csv.reader(
        StringIO(text[said.end() :] if said else text, newline=""), delimiter=separator, strict=True
    )
    try:
        for number, cells in enumerate(reader, start=first):
            yield number, [_failed_or(cell) for cell in cells[:MOST_COLUMNS]]
    except csv.Error:
        raise SheetRefused("broken") from None


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith(_UTF16) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise SheetRefused("encoding") from None
    if "\0" in text:
        raise SheetRefused("kind")
    return text


def _separator(text: str) -> str:
    """Return what parts the cells of the first line that has any."""
    first = next((line for line in text.splitlines() if line.strip(_SEPARATORS + " ")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=bare.count)


def _failed_or(cell: str) -> str:
    return ERROR + cell if _FAILED.fullmatch(cell) else cell


def _xlsx_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    _check_archive(data)
    book = None
    try:
        from openpyxl import load_workbook  # noqa: PLC0415 - a tenth of a second that few need

        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = next(each for each in book.worksheets if each.sheet_state == "visible")
        sheet.reset_dimensions()  # what the file says of itself may be made up
        rows: Iterable[tuple[Any, ...]] = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        for number, cells in enumerate(rows, start=1):
            if number > 4 * MOST_ROWS:
                raise SheetRefused("rows", most=MOST_ROWS)
            yield number, [_text_of(cell) for cell in cells]
    except (SheetRefused, GeneratorExit):
        raise
    except Exception as error:
        # A crafted workbook makes the library fail in any way there is.
        log.info("a workbook could not be read: %r", error)
        raise SheetRefused("broken") from error
    finally:
        if book is not None:
            book.close()


def _check_archive(data: bytes) -> None:
    """Look at what an archive says of its parts, then how much markup is in them."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            if sum(_elements(archive, part) for part in parts) > MOST_ELEMENTS:
                raise SheetRefused("unpacked")
    except SheetRefused:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
        raise SheetRefused("broken") from None


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 1 for part in parts):
        raise SheetRefused("locked")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise SheetRefused("unpacked")
    if not any(part.filename.lower().endswith("workbook.xml") for part in parts):
        raise SheetRefused("kind")


def _elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return about how many elements a part has: small ones are packed to a thousandth."""
    count = 0
    with archive.open(part) as body:
        while chunk := body.read(_CHUNK):
            count += chunk.count(b"<") - chunk.count(b"</")
    return count


def _text_of(cell: Any) -> str:
    """Return what a cell of a workbook holds as somebody would have typed it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "có" if cell else "không"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, (date, datetime, time, timedelta)):
        return DATE + (cell.date() if isinstance(cell, datetime) else cell).__str__()
    return _failed_or(str(cell))
