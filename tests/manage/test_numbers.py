"""The numbers of a shop on its members' phones, and as files."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from urllib.parse import urlencode

import html5lib
import pytest
from flask import Flask
from markupsafe import escape
from openpyxl import load_workbook

from storefront import clock
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.manage.numbers import WEEKS
from storefront.reporting.files import TABLES
from tests.factories import make_cooperative, make_product
from tests.factories.orders import make_order
from tests.manage.desk import MEMBER, signed_in
from tests.manage.order_desk import Desk, queries_of, text_of
from tests.shops import everything

NUMBERS = "/vi/manage/numbers"
GOODS = 50_000
BUYER = ("Nguyễn Thị Hoa", "912345670", "0912 345 670", "Xóm Má")


def confirmed(desk: Desk, days_ago: int = 0) -> str:
    moment = clock.now() - timedelta(days=days_ago)
    return desk.order(placed_at=moment, status="confirmed")


def page_of(desk: Desk, **asked: object) -> str:
    answer = desk.manager.get(f"{NUMBERS}?{urlencode(asked)}")
    assert answer.status_code == 200
    return text_of(answer)


def csv_of(desk: Desk, **asked: object) -> list[list[str]]:
    answer = desk.manager.get(f"{NUMBERS}/file.csv?{urlencode(asked)}")
    assert answer.status_code == 200
    body = answer.get_data()
    assert body.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_page_tells_goods_orders_average_and_fees_and_those_before(desk: Desk) -> None:
    confirmed(desk)
    confirmed(desk)
    confirmed(desk, days_ago=40)
    desk.order(placed_at=clock.now(), status="cancelled")
    page = page_of(desk, weeks=4)
    for told in ("100.000 ₫", "50.000 ₫ (tăng 100%)", "25.000 ₫ (tăng 100%)"):
        assert told in page
    assert "Cam Canh" in page


def test_members_see_the_numbers_as_managers_do(desk: Desk) -> None:
    confirmed(desk)
    assert "50.000 ₫" in text_of(desk.member().get(NUMBERS))
    assert NUMBERS in desk.member().get("/vi/manage/more").get_data(as_text=True)


def test_a_shop_that_sold_nothing_is_told_so(desk: Desk) -> None:
    page = page_of(desk)
    assert "<table" not in page
    assert 'role="img"' not in page
    assert page.count('class="empty"') == 4


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_chart_is_named_and_has_its_table(desk: Desk, language: str) -> None:
    confirmed(desk)
    page = desk.manager.get(f"/{language}/manage/numbers").get_data(as_text=True)
    root = html5lib.parse(page, namespaceHTMLElements=False)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    pictures = [element for element in root.iter() if element.get("role") == "img"]
    assert len(pictures) == 4
    for picture in pictures:
        assert all(name in ids for name in (picture.get("aria-labelledby") or "").split())
    for table in root.iter("table"):
        assert table.find("caption") is not None
        assert all(head.get("scope") in ("col", "row") for head in table.iter("th"))
        assert len({len(list(row)) for row in table.iter("tr")}) == 1
    assert "style=" not in page


def test_every_week_of_the_period_is_told(desk: Desk) -> None:
    for weeks in WEEKS:
        assert len(csv_of(desk, weeks=weeks, table="weeks")) == weeks + 1


def test_days_can_be_typed_as_people_write_them(desk: Desk) -> None:
    confirmed(desk, days_ago=1)
    confirmed(desk, days_ago=3)
    day = clock.today() - timedelta(days=1)
    page = page_of(desk, first=f"{day:%d/%m/%Y}", last=day.isoformat())
    assert f"first={day}&last={day}" in page
    assert len(csv_of(desk, first=day, last=day)) == 2
    assert len(csv_of(desk, first=day - timedelta(days=5), last="")) == 3


UNCLEAR = (
    ("", ""),
    ("hôm qua", "22/11/2026"),
    ("31/2/2026", "22/11/2026"),
    ("22/11/2026", "21/11/2026"),
    ("1/1/2024", "22/11/2026"),
    ("1/1/2026", "<script>"),
    ("9" * 500, "\x00"),
)


def test_unclear_days_are_asked_again_with_all_that_was_typed(desk: Desk) -> None:
    before = everything(desk.app)
    for first, last in UNCLEAR:
        asked = urlencode({"first": first, "last": last})
        answer = desk.manager.get(f"{NUMBERS}?{asked}")
        assert answer.status_code == 422
        page = answer.get_data(as_text=True)
        assert 'role="alert"' in page
        for typed in (first, last):
            if typed.isprintable():
                assert f'value="{escape(typed)}"' in page
        for kind in ("csv", "xlsx"):
            assert desk.manager.get(f"{NUMBERS}/file.{kind}?{asked}").status_code == 404
    assert everything(desk.app) == before


def test_other_numbers_of_weeks_lead_nowhere(desk: Desk) -> None:
    for asked in ("weeks=5", "weeks=", "weeks=12%00", "weeks=%F3%A0%80%B1"):
        for path in ("", "/file.csv", "/file.xlsx"):
            assert desk.manager.get(f"{NUMBERS}{path}?{asked}").status_code == 404


def test_a_table_that_there_is_not_leads_nowhere(desk: Desk) -> None:
    assert desk.manager.get(f"{NUMBERS}/file.csv?table=buyers").status_code == 404


def test_the_workbook_holds_every_table_and_no_buyer(desk: Desk) -> None:
    code = confirmed(desk)
    answer = desk.manager.get(f"{NUMBERS}/file.xlsx?weeks=4")
    assert "attachment; filename=htx-cam-" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.get_data()))
    assert len(book.sheetnames) == len(TABLES)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    cells = [cell for row in rows for cell in row]
    assert code in cells
    assert not any(word in str(cell) for cell in cells for word in BUYER)
    assert cells.count(GOODS) >= len(TABLES)


def test_each_table_is_a_file_that_excel_opens_and_tells_no_buyer(desk: Desk) -> None:
    confirmed(desk)
    for table in TABLES:
        heads, *rows = csv_of(desk, table=table)
        assert {len(row) for row in rows} == {len(heads)}
        cells = [cell for row in rows for cell in row]
        assert str(GOODS) in cells
        assert not any(word in cell for cell in cells for word in BUYER)


def test_a_name_that_looks_like_a_formula_is_only_a_name(desk: Desk) -> None:
    with desk.app.app_context():
        db.session.get_one(Product, desk.product_id).name_vi = '=HYPERLINK("http://x","y")'
        db.session.commit()
    confirmed(desk)
    for table in ("products", "lines"):
        cells = [cell for row in csv_of(desk, table=table) for cell in row]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
        assert not any(cell.startswith("=") for cell in cells)


def test_another_shop_is_in_no_number_and_no_file(desk: Desk) -> None:
    with desk.app.app_context():
        goods = make_product(cooperative=make_cooperative(), name_vi="Chè Shan", price=77_000)
        order = make_order(goods, placed_at=clock.now(), status="confirmed")
        db.session.commit()
        code = order.code
    page = page_of(desk)
    assert "Chè Shan" not in page
    assert "77.000" not in page
    assert not any(code in row for row in csv_of(desk))


def test_more_orders_take_no_more_questions_to_the_database(desk: Desk) -> None:
    confirmed(desk)
    before = queries_of(desk, NUMBERS)
    for _ in range(5):
        confirmed(desk)
    assert queries_of(desk, NUMBERS) == before


def test_the_way_here_is_shut_to_visitors(app: Flask, desk: Desk) -> None:
    assert app is desk.app
    for path in ("", "/file.csv", "/file.xlsx"):
        assert app.test_client().get(f"{NUMBERS}{path}").status_code == 403
    assert signed_in(app, MEMBER).get(NUMBERS).status_code == 200
