"""Spreadsheets as people send them, and a member's hands to send them with."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from openpyxl import Workbook, load_workbook
from werkzeug.test import TestResponse

from tests.client import ShopClient
from tests.manage.goods import fields_in

START = "/vi/manage/goods/sheets"
Table = list[list[object]]


def csv_file(table: Sequence[Sequence[object]], separator: str = ";", bom: str = "\ufeff") -> bytes:
    """Return a table as Excel in Vietnamese saves “CSV UTF-8”."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(table)
    return (bom + text.getvalue()).encode()


def unicode_text(table: Sequence[Sequence[object]]) -> bytes:
    """Return a table as Excel saves “Unicode text”."""
    return csv_file(table, "\t", "").decode().encode("utf-16")


def xlsx_file(table: Sequence[Sequence[object]]) -> bytes:
    """Return a table as a workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FORMATS = {
    "xlsx": xlsx_file,
    "csv": csv_file,
    "commas": lambda table: csv_file(table, ",", ""),
    "sep": lambda table: b"sep=;\r\n" + csv_file(table, ";", ""),
    "utf16": unicode_text,
}


def table_in(data: bytes) -> Table:
    """Return the rows of a file that the shop wrote."""
    if data.startswith(b"PK"):
        sheet = load_workbook(io.BytesIO(data)).worksheets[0]
        return [["" if c is None else c for c in row] for row in sheet.iter_rows(values_only=True)]
    text = data.decode("utf-8-sig")
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")]


def downloaded(client: ShopClient, kind: str = "xlsx", name: str = "goods") -> bytes:
    """Return what the shop hands out."""
    answer = client.get(f"{START}/{name}.{kind}")
    assert answer.status_code == 200
    return bytes(answer.data)


def send(client: ShopClient, data: bytes, name: str = "hàng.xlsx") -> TestResponse:
    """Send a file."""
    form = {"csrf_token": client.token_from(START), "sheet": (io.BytesIO(data), name)}
    return client.post(START, data=form, content_type="multipart/form-data")


def previewed(client: ShopClient, data: bytes) -> tuple[str, str]:
    """Send a file that is taken; return the address of its preview, and the page."""
    answer = send(client, data)
    assert answer.status_code == 303, answer.text
    address = answer.headers["Location"]
    page = client.get(address)
    assert page.status_code == 200
    return address, page.text


def apply(client: ShopClient, address: str, **more: str) -> TestResponse:
    """Press the button of a preview."""
    form = fields_in(client.get(address).text, address)
    return client.post(address, data=form | more)


def changed(table: Table, row: int, cells: Mapping[str, object]) -> Table:
    """Return a table with other cells in one row, by their headings."""
    again = [list(each) for each in table]
    for heading, cell in cells.items():
        again[row][again[0].index(heading)] = cell
    return again


def added(table: Table, cells: Mapping[str, object]) -> Table:
    """Return a table with one row more."""
    return changed([*table, [""] * len(table[0])], len(table), cells)
