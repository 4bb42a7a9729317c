"""Another province's folder makes another market, in both languages, with no code change."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.database import db
from storefront.importing import import_folder
from tests.client import ShopClient
from tests.importing.folders import OTHER_PROVINCE


@pytest.fixture
def visitor(app: Flask, client: ShopClient) -> ShopClient:
    with app.app_context():
        import_folder(OTHER_PROVINCE)
        db.session.commit()
    return client


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/vi/", ["Chợ Xứ Dừa", "Chợ Lách", "Mỏ Cày Bắc"]),
        ("/en/", ["Coconut Land Market", "Cho Lach", "Mo Cay Bac"]),
        ("/vi/districts", ["Chợ Lách", "Mỏ Cày Bắc"]),
        ("/en/districts/mo-cay-bac", ["Bến Xưa Coconut Candy Co., Ltd"]),
        ("/vi/cooperatives/htx-cay-giong", ["Vườn ươm bên sông Hàm Luông", "Cây giống sầu riêng"]),
        ("/en/cooperatives/htx-cay-giong", ["A nursery on the Hàm Luông river"]),
        ("/vi/products/keo-dua", ["Kẹo dừa Bến Xưa", "45.000", "hộp 350 g"]),
        ("/en/products/keo-dua", ["Bến Xưa coconut candy", "45,000", "box, 350 g"]),
        ("/en/products/ruou-dua", ["Rượu dừa Bà Tư"]),
        ("/vi/products?q=keo+dua", ["Kẹo dừa Bến Xưa"]),
        ("/en/products", ["Rượu dừa Bà Tư", "Bến Xưa coconut candy"]),
    ],
)
def test_its_pages_speak_of_its_own_goods(
    visitor: ShopClient, address: str, words: list[str]
) -> None:
    answer = visitor.get(address)

    assert answer.status_code == 200
    page = answer.get_data(as_text=True)
    assert [word for word in words if word not in page] == []
    assert "Hòa Bình" not in page


def test_its_priced_goods_can_be_ordered_and_the_others_ask_the_maker(visitor: ShopClient) -> None:
    candy = visitor.get("/en/products/keo-dua").get_data(as_text=True)
    assert 'data-stock="120"' in candy
    assert 'action="/en/cart/items"' in candy

    seedling = visitor.get("/en/products/cay-giong-sau-rieng").get_data(as_text=True)
    assert 'data-stock="0"' in seedling
    assert 'action="/en/cart/items"' not in seedling
