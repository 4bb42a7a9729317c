"""Which pages a device may keep."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.accounts.services import create_user
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.installing.keeping import HEADER
from storefront.ordering.models import Purchase
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.routes import addresses
from tests.shopping import give_details, order_form, place_order, put_in_cart
from tests.shops import visitor

PASSWORD = "một mật khẩu dài"
NEVER = (
    "/vi/checkout",
    "/vi/checkout/review",
    "/vi/orders/lookup",
    "/vi/login",
    "/vi/account",
    "/vi/complaints",
    "/vi/offline",
    "/vi/products/no-such-thing",
    "/vi/orders/AbCdEfGhIjKlMnOpQrStUv",
    "/",
)


@pytest.fixture
def product(app: Flask) -> Product:
    with app.app_context():
        make_market()
        product = make_product(slug="cam", cooperative=make_cooperative(slug="htx-cam"), stock=9)
        create_user("lead@demo.example", PASSWORD, "operator")
        db.session.commit()
        return product


def kept_as(client: ShopClient, address: str, **headers: str) -> str | None:
    return client.get(address, headers=headers).headers.get(HEADER)


def buy(app: Flask, client: ShopClient, product: Product) -> str:
    """Buy something; return the address of the purchase."""
    with app.app_context():
        put_in_cart(client, db.session.merge(product))
    give_details(client)
    address = place_order(client).headers["Location"]
    assert "/orders/" in address
    return address


def sign_in(client: ShopClient) -> None:
    token = client.token_from("/vi/login")
    data = {"identifier": "lead@demo.example", "password": PASSWORD, "csrf_token": token}
    assert client.post("/vi/login", data=data).status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "/vi/",
        "/en/products?q=cam",
        "/vi/products/cam",
        "/en/cooperatives/htx-cam",
        "/vi/pages/terms",
    ],
)
def test_public_pages_are_kept(client: ShopClient, product: Product, address: str) -> None:
    assert kept_as(client, address) == "pages"


def test_cart_and_purchase_are_kept_apart(app: Flask, client: ShopClient, product: Product) -> None:
    assert kept_as(client, "/vi/cart") == "private"
    assert kept_as(client, buy(app, client, product)) == "private"


def test_nothing_else_is_kept(app: Flask, client: ShopClient, product: Product) -> None:
    buy(app, client, product)
    with app.app_context():
        put_in_cart(client, db.session.merge(product))
    assert order_form(client)  # the review stands open now
    for address in NEVER:
        assert kept_as(client, address) is None, address
    for address in addresses(app):
        answer = visitor(app).get(address)
        kind = answer.headers.get(HEADER)
        assert kind in (None, "pages", "private"), address
        if kind == "pages":
            assert answer.headers["Cache-Control"].startswith("public"), address
        if kind == "private":
            assert address in ("/vi/cart", "/en/cart")


def test_parts_of_pages_are_not_kept(client: ShopClient, product: Product) -> None:
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    for address in ("/vi/products?q=cam", "/vi/cart", "/vi/search/suggestions?q=cam"):
        assert kept_as(client, address, **part) is None, address


def test_refused_forms_are_not_kept(app: Flask, client: ShopClient, product: Product) -> None:
    address = buy(app, client, product)
    with app.app_context():
        code = db.session.scalars(select(Purchase)).one().orders[0].code
    refusals = {
        "/vi/cart/items": {"product_id": "0"},
        "/vi/orders": {},
        f"{address}/{code}/cancellation": {},
    }
    for target, data in refusals.items():
        answer = client.post(target, data=data)
        assert answer.status_code >= 400, target
        assert HEADER not in answer.headers


def test_what_staff_see_is_forgotten_when_they_sign_out(
    client: ShopClient, product: Product
) -> None:
    assert kept_as(client, "/vi/products/cam") == "pages"
    sign_in(client)
    assert kept_as(client, "/vi/products/cam") == "private"
    assert kept_as(client, "/vi/account") is None
