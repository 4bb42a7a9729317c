"""Tables as files that people open in Excel: .csv as Vietnamese Excel reads it, and .xlsx."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from typing import Any

from storefront.clock import MARKET_ZONE

Cell = str | int | date | datetime | None
Row = Sequence[Cell]

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BOM = "\ufeff"

# OWASP, "CSV Injection"; the wide forms count as formulas where Excel speaks Japanese or Chinese.
_BEGINS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\]")
_LONGEST_CELL = 32_767
_LONGEST_TITLE = 31
_NARROWEST, _WIDEST = 8, 48
_FORMATS: Mapping[type, str] = {int: "#,##0", date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm"}


def neutral(cell: str) -> str:
    """Return a text that no spreadsheet takes for a formula: such a one gets a leading '.

    Numbers are no texts and stay as they are, negative ones too.
    """
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell


def write_csv(rows: Iterable[Row]) -> bytes:
    """Write one table with a byte order mark and `;`, as Excel in Vietnamese opens it right."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow([_as_text(cell) for cell in row])
    return (BOM + text.getvalue()).encode()


def write_xlsx(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """Write tables as the sheets of one workbook, each by its title; first rows are headings.

    A title loses what Excel forbids and all after 31 characters. Moments stand in Vietnamese time.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - a tenth of a second that few requests need

    cell_of = _maker_of_cells()
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(_NOT_IN_A_TITLE.sub(" ", title)[:_LONGEST_TITLE])
        sheet.freeze_panes = "A2"
        for column, width in zip(_letters(rows), _widths(rows), strict=True):
            sheet.column_dimensions[column].width = width
        for number, row in enumerate(rows):
            sheet.append([cell_of(sheet, cell, bold=number == 0) for cell in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _as_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return neutral(cell)
    if isinstance(cell, datetime):
        return f"{_local(cell):%Y-%m-%d %H:%M}"
    return "" if cell is None else str(cell)


def _maker_of_cells() -> Callable[..., Any]:
    """Return what makes a cell of a sheet; a plain text needs none, which is much faster."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    strong = Font(bold=True)

    def cell_of(sheet: Any, cell: Cell, *, bold: bool) -> Any:
        value: Any = cell
        if isinstance(cell, str):
            value = neutral(_NOT_IN_XML.sub("", cell))[:_LONGEST_CELL]
        elif isinstance(cell, datetime):
            value = _local(cell)
        if not bold and isinstance(cell, str):
            return value
        written = WriteOnlyCell(sheet, value=value)
        if type(cell) in _FORMATS:
            written.number_format = _FORMATS[type(cell)]
        if bold:
            written.font = strong
        return written

    return cell_of


def _local(moment: datetime) -> datetime:
    """Return the Vietnamese time of a moment without its zone, which Excel does not know."""
    return moment.astimezone(MARKET_ZONE).replace(tzinfo=None)


def _letters(rows: Sequence[Row]) -> list[str]:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return [get_column_letter(place + 1) for place in range(max(map(len, rows), default=0))]


def _widths(rows: Sequence[Row]) -> list[int]:
    """Return how wide each column is in characters, by its longest cell."""
    widths = [_NARROWEST] * max(map(len, rows), default=0)
    for row in rows:
        for place, cell in enumerate(row):
            widths[place] = max(widths[place], min(_WIDEST, len(_as_text(cell)) + 2))
    return widths
