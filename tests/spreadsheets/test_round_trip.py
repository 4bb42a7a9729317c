"""What goes out comes back the same, however nasty it is, and is no formula on the way."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask

from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_product, make_variant
from tests.manage.desk import MEMBER, make_two_shops, signed_in
from tests.manage.goods import market_with_kinds, my_cooperative
from tests.spreadsheets.files import csv_file, downloaded, previewed, table_in, xlsx_file

NASTY = [
    "=cmd|' /C calc'!A0",
    "+84 là số",
    "-10% hôm nay",
    "@SUM(A1:A9)",
    "'=đã có dấu",
    "''",
    '"Cam" nói "ngon"; thật, nhé',
    "Dòng một\nDòng hai\n\nDòng bốn",
    unicodedata.normalize("NFD", "Cam Hoà Bình đặc biệt"),
    "  hai   khoảng trắng  ",
    "# không phải hướng dẫn",
    "00123",
    "1e5",
    "TRUE",
    "2026-11-22",
    "11-2",
    "#REF",
    "＝1+1",
    "\u200bẩn\u200b",
    "đ" * 400,
    "<b>đậm</b>",
    "🍊 cam",
]


@pytest.fixture
def member(app: Flask) -> ShopClient:
    make_two_shops(app)
    market_with_kinds(app)
    with app.app_context():
        for number, text in enumerate(NASTY):
            product = make_product(
                cooperative=my_cooperative(),
                slug=f"kho-{number}",
                name_vi=text,
                name_en=text,
                description_vi=text,
                ingredients_en=text,
                origin_vi=text,
                season_first=11,
                season_last=2,
                ship_days="27",
                reach="district",
                status="hidden",
                variant={"label_vi": text, "code": f"goi-{number}", "weight_g": 1_234},
                price=None if number % 2 else 500,
            )
            make_variant(product, label_vi=text, weight_g=20_000, is_active=False, code="")
        db.session.commit()
    return signed_in(app, MEMBER)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_nasty_goods_come_back_unchanged(app: Flask, member: ShopClient, kind: str) -> None:
    data = downloaded(member, kind)
    for other in (data, xlsx_file(table_in(data)), csv_file(table_in(data), ",")):
        _, page = previewed(member, other)
        assert 'class="sheet-goods"' not in page
        assert 'class="sheet-faults"' not in page
        assert 'name="digest"' not in page


def test_no_cell_that_goes_out_is_a_formula(app: Flask, member: ShopClient) -> None:
    for kind in ("xlsx", "csv"):
        cells = [cell for row in table_in(downloaded(member, kind)) for cell in row]
        texts = [cell for cell in cells if isinstance(cell, str)]
        assert any("cmd|" in text for text in texts)
        assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_quote_that_kept_a_formula_away_is_not_taken_in(app: Flask, member: ShopClient) -> None:
    table = [["Tên hàng", "Loại hàng", "Quy cách"], ["'=Cam mới", "Trái cây", "'+1 kg"]]
    for data in (csv_file(table), xlsx_file(table)):
        _, page = previewed(member, data)
        assert "<h3>=Cam mới" in page
        assert "<h4>+1 kg" in page


def test_numbers_in_groups_as_excel_writes_a_csv_mean_the_same(app: Flask) -> None:
    make_two_shops(app)
    with app.app_context():
        make_product(cooperative=my_cooperative(), slug="nhieu", price=85_000, stock=12_500)
        db.session.commit()
    member = signed_in(app, MEMBER)
    [headings, *rows] = table_in(downloaded(member, "csv"))
    shown = {"85000": "85.000", "12500": "12.500"}
    table = [headings, *([shown.get(str(cell), cell) for cell in row] for row in rows)]
    assert "12.500" in str(table)
    _, page = previewed(member, csv_file(table))
    assert "sheet-faults" not in page and "sheet-goods" not in page
    place = next(at for at, row in enumerate(table) if "nhieu" in row)
    table[place][headings.index("Tồn kho")] = "13.000"
    _, page = previewed(member, csv_file(table))
    assert "sheet-faults" not in page and "13000" in page
