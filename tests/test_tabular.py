"""Tables as files: Excel opens them right, and takes nothing in them for a formula."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from storefront.tabular import Cell, neutral, write_csv, write_xlsx

DANGEROUS = ("=1+1", "+84912", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")
LATE = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)  # half past midnight of Monday in Việt Nam


def sheet_of(*rows: list[Cell]) -> list[tuple[object, ...]]:
    book = load_workbook(BytesIO(write_xlsx({"A": rows})))
    return list(book["A"].iter_rows(values_only=True))


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_that_begins_like_a_formula_stays_a_text(text: str) -> None:
    assert neutral(text) == f"'{text}"
    [row] = csv.reader(StringIO(write_csv([[text]]).decode("utf-8-sig"), newline=""), delimiter=";")
    assert row == [f"'{text}"]
    book = load_workbook(BytesIO(write_xlsx({"A": [["Tên"], [text]]})))
    cell = book["A"]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value).startswith("'")


@pytest.mark.parametrize("text", ["", "Cam", "1+1", "cam = ngon", "'=1"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert neutral(text) == text


def test_a_csv_is_what_vietnamese_excel_writes_itself() -> None:
    data = write_csv([["Tên", "đồng"], ["Cam; quýt", -5]])
    assert data == '\ufeffTên;đồng\r\n"Cam; quýt";-5\r\n'.encode()


def test_moments_stand_in_vietnamese_time() -> None:
    assert write_csv([[LATE, date(2026, 11, 22), None]]).decode("utf-8-sig") == (
        "2026-11-23 00:30;2026-11-22;\r\n"
    )
    assert sheet_of([LATE, 7]) == [(datetime(2026, 11, 23, 0, 30), 7)]


def test_a_workbook_keeps_numbers_as_numbers_and_its_headings_in_sight() -> None:
    book = load_workbook(BytesIO(write_xlsx({"Tuần": [["a"], [1_250_000]], "Chợ/[x]": []})))
    assert book.sheetnames == ["Tuần", "Chợ  x "]
    assert book["Tuần"]["A2"].value == 1_250_000
    assert book["Tuần"]["A2"].number_format == "#,##0"
    assert book["Tuần"]["A1"].font.bold
    assert book["Tuần"].freeze_panes == "A2"


def test_characters_that_no_workbook_can_hold_are_left_out() -> None:
    assert sheet_of(["a\x00\x1fb"], ["x" * 40_000]) == [("ab",), ("x" * 32_767,)]
