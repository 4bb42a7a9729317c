"""Spreadsheets at the desk: goods out and in again, all or nothing, once."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.activity.models import Activity
from storefront.catalogue.models import Product
from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_product, make_variant, only_variant, stock_of
from tests.manage.desk import MEMBER, make_two_shops, signed_in
from tests.manage.goods import market_with_kinds, my_cooperative, the_product
from tests.shops import everything, visitor
from tests.spreadsheets.files import (
    FORMATS,
    START,
    added,
    apply,
    changed,
    downloaded,
    previewed,
    table_in,
)


@pytest.fixture
def member(app: Flask) -> ShopClient:
    make_two_shops(app)
    market_with_kinds(app)
    with app.app_context():
        product = make_product(
            cooperative=my_cooperative(), name_vi="Cam lòng vàng", slug="cam-long-vang", stock=10
        )
        make_variant(product, label_vi="Thùng 10 kg", weight_g=10_250, price=450_000, position=1)
        db.session.commit()
    return signed_in(app, MEMBER)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_was_downloaded_changes_nothing(app: Flask, member: ShopClient, kind: str) -> None:
    data = downloaded(member, kind)
    assert "Thùng 10 kg" in str(table_in(data))
    _, page = previewed(member, data)
    assert "Không có gì thay đổi" in page or "Nothing changes" in page


@pytest.mark.parametrize("kind", FORMATS)
def test_a_price_a_stock_and_new_goods_come_in(app: Flask, member: ShopClient, kind: str) -> None:
    table = table_in(downloaded(member))
    row = next(at for at, each in enumerate(table) if "cam-long-vang" in each)
    table = changed(table, row, {"Giá": "55k", "Tồn kho": 7, "Tên hàng": "Cam lòng đỏ"})
    table = added(table, {"Tên hàng": "Mật ong", "Loại hàng": "trai cay", "Quy cách": "Lọ 500 g",
                          "Giá": 120000, "Tồn kho": 5})  # fmt: skip
    table = added(table, {"Tên hàng": "Mật ong", "Quy cách": "Lọ 1 kg", "Giá": "1tr2"})
    address, page = previewed(member, FORMATS[kind](table))
    assert "Mật ong" in page and "55.000" in page
    assert apply(member, address).status_code == 303
    with app.app_context():
        product = the_product(slug="cam-long-vang")
        assert (product.name_vi, product.revision) == ("Cam lòng đỏ", 2)
        assert only_variant(product).price_vnd == 55_000
        assert stock_of(product).on_hand == 7
        honey = the_product(slug="mat-ong")
        packs = [(p.label_vi, p.weight_g, p.price_vnd) for p in honey.variants]
        assert packs == [("Lọ 500 g", 500, 120_000), ("Lọ 1 kg", 1_000, 1_200_000)]
        assert (stock_of(honey).on_hand, honey.status) == (5, "published")
    assert "/products/mat-ong" in visitor(app).get("/vi/products?q=mat+ong").text
