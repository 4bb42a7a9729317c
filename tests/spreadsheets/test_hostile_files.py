"""Files that are no goods: refused with a reason, and nothing changes."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date

import pytest
from flask import Flask
from openpyxl import Workbook

from storefront.database import db
from storefront.spreadsheets.columns import columns_for, headings, plain
from storefront.spreadsheets.grids import LARGEST_BYTES, MOST_ROWS, Grid, read_grid
from storefront.spreadsheets.reading import read_sheet
from storefront.spreadsheets.refusals import SheetRefused
from tests.client import ShopClient
from tests.manage.desk import MEMBER, make_two_shops, signed_in
from tests.manage.goods import alert_in
from tests.shops import everything
from tests.spreadsheets.files import Table, csv_file, send, xlsx_file

SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<dimension ref="A1:XFD1048576"/><sheetData>%s</sheetData></worksheet>'
)
GOOD: Table = [["Mã hàng", "Tên hàng", "Giá"], ["cam", "Cam", 85000.0]]
BOMB = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def repacked(data: bytes, *, without: str = "", **parts: bytes) -> bytes:
    """Return a workbook with other parts in the place of its own, by the ends of their names."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if without and without in name:
                continue
            stem = name.rpartition("/")[2].partition(".")[0]
            new.writestr(name, parts.pop(stem, b"") or old.read(name))
        for stem, body in parts.items():
            new.writestr(f"{stem}.bin", body)
    return out.getvalue()


def plain_zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("hello.txt", "hello")
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(xlsx_file(GOOD))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.start_dir
    for at in range(start, len(data) - 4):
        if data[at : at + 4] == b"PK\x01\x02":
            data[at + 8] |= 1
    return bytes(data)


HOSTILE = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n\r\n", "empty"),
    "old Excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_excel"),
    "a locked archive": (locked_zip(), "locked"),
    "a picture": (b"\xff\xd8\xff\xe0" + bytes(range(256)), "encoding"),
    "a PDF": (b"%PDF-1.7\n1 0 obj\n", "no_headings"),
    "another archive": (plain_zip(), "kind"),
    "half an archive": (xlsx_file(GOOD)[:900], "broken"),
    "no sheet": (repacked(xlsx_file(GOOD), without="sheet1"), "broken"),
    "no workbook": (repacked(xlsx_file(GOOD), without="workbook.xml"), "kind"),
    "a bomb": (repacked(xlsx_file(GOOD), bomb=bytes(60 * 1024 * 1024)), "unpacked"),
    "a million cells in one row": (
        repacked(xlsx_file(GOOD), sheet1=SHEET % (b"<row>" + b"<c/>" * 1_000_000 + b"</row>")),
        "unpacked",
    ),
    "one long text a thousand times": (
        xlsx_file([[*GOOD[0], "Mô tả"], *[["cam", "Cam", 85000, "dài " * 8_000]] * 1_000]),
        "unpacked",
    ),
    "a sum that is wrong": (xlsx_file(GOOD).replace(b"xl/work", b"xl/dork", 1), "broken"),
    "entities": (repacked(xlsx_file(GOOD), workbook=BOMB + b"<workbook>&b;</workbook>"), "broken"),
    "Vietnamese of old": ("Mã hàng;Giá".encode("cp1258", "replace") + b"\xd0\xf5", "encoding"),
    "a NUL": (b"M\xc3\xa3 h\xc3\xa0ng\0", "kind"),
    "an open quote": ('Mã hàng;Giá\n"cam;1000'.encode(), "broken"),
    "no headings": (csv_file([["a", "b"], ["c", "d"]]), "no_headings"),
    "a column twice": (csv_file([["Mã hàng", "Giá", "Gia"], ["a", 1, 2]]), "column_twice"),
    "headings alone": (csv_file(GOOD[:1]), "no_goods"),
    "too many rows": (csv_file([GOOD[0], *[GOOD[1]] * (MOST_ROWS + 1)]), "rows"),
    "a row far below": (
        repacked(
            xlsx_file(GOOD),
            sheet1=SHEET % b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        ),
        "rows",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_spreadsheet_of_goods_is_refused_with_a_reason(name: str) -> None:
    data, reason = HOSTILE[name]
    with pytest.raises(SheetRefused) as refused:
        read_sheet(read_grid(data), columns_for([]))
    assert refused.value.reason == reason


def test_the_member_is_told_why_and_nothing_changes(app: Flask) -> None:
    make_two_shops(app)
    member = signed_in(app, MEMBER)
    before = everything(app)
    told = set()
    for name, (data, _) in HOSTILE.items():
        answer = send(member, data, "../../<b>.xlsx")
        assert answer.status_code == 422, name
        told.add(alert_in(answer))
    assert len(told) == len({reason for _, reason in HOSTILE.values()})
    answer = send(member, csv_file(GOOD) + b" " * (LARGEST_BYTES + 1))
    assert answer.status_code == 413
    answer = send(member, b"x" * (LARGEST_BYTES + 200_000))
    assert answer.status_code == 413
    assert everything(app) == before


def test_numbers_dates_and_truths_of_a_workbook_are_read_as_they_were_meant() -> None:
    data = xlsx_file([["Tên hàng"], [85000.0, 1.5, True, False, date(2026, 2, 11), "#REF!"]])
    [_, (number, cells)] = read_grid(data)
    assert number == 2
    assert cells[:4] == ["85000", "1.5", "có", "không"]
    assert cells[4].endswith("2026-02-11") and cells[4] != "2026-02-11"
    assert cells[5].endswith("#REF!") and cells[5] != "#REF!"


def test_no_two_columns_go_by_the_same_heading() -> None:
    columns = columns_for([])
    names = {plain(word) for c in columns for word in (c.heading.vi, c.heading.en, c.name)}
    assert set(headings(columns)) == names
    for language in ("vi", "en"):
        assert len({plain(c.heading.in_locale(language)) for c in columns}) == len(columns)


def test_empty_rows_above_and_between_keep_the_numbers_of_rows() -> None:
    table: Table = [[], ["Danh sách hàng của hợp tác xã"], [], *GOOD, [], ["", "Bưởi", 1]]
    for data in (csv_file(table), xlsx_file(table)):
        sheet = read_sheet(read_grid(data), columns_for([]))
        assert [row.number for row in sheet.rows] == [5, 7]


def test_a_form_of_another_kind_is_refused(app: Flask, client: ShopClient) -> None:
    assert client.get("/vi/manage/goods/sheets").status_code == 403


def test_the_first_sheet_that_is_not_hidden_is_read() -> None:
    book = Workbook()
    hidden, shown = book.worksheets[0], book.create_sheet("Hàng")
    hidden.sheet_state = "hidden"
    hidden.append(["Tên hàng"])
    hidden.append(["Nháp"])
    for row in GOOD:
        shown.append(row)
    file = io.BytesIO()
    book.save(file)
    assert read_grid(file.getvalue())[1][1][:3] == ["cam", "Cam", "85000"]


def test_merged_cells_and_headings_in_loose_marks_are_read() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    loose = [unicodedata.normalize("NFD", str(heading)) for heading in GOOD[0]]
    for row in (["Danh sách"], loose, GOOD[1], ["", "", 60000]):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    file = io.BytesIO()
    book.save(file)
    first, second = read_sheet(read_grid(file.getvalue()), columns_for([])).rows
    assert first.cells == {"slug": "cam", "name_vi": "Cam", "price_vnd": "85000"}
    assert (second.number, second.cells) == (4, {"price_vnd": "60000"})


def test_while_a_file_is_read_nobody_waits_for_the_database(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_two_shops(app)
    member = signed_in(app, MEMBER)
    asked: list[bool] = []

    def reading(data: bytes) -> Grid:
        asked.append(db.session.registry().in_transaction())
        return read_grid(data)

    monkeypatch.setattr("storefront.manage.sheets.read_grid", reading)
    assert send(member, xlsx_file([["Tên hàng"], ["Cam"]])).status_code == 303
    assert asked == [False]
