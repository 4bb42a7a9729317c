"""An impatient thumb: the same form sent several times at once."""

from __future__ import annotations

from flask import Flask

from storefront.cart.models import Cart, CartChoice
from storefront.database import db
from tests.client import ShopClient
from tests.concurrency.threads import at_once
from tests.factories import make_cooperative, make_market, make_product, only_variant
from tests.shopping import give_details, order_form

TAPS = 6


def tap(app: Flask, client: ShopClient, address: str, data: dict[str, object]) -> list[int]:
    """Send one form several times at once from one browser; return the statuses."""
    cookie = client.get_cookie("session")
    assert cookie

    def send() -> int:
        other = app.test_client()
        other.set_cookie("session", cookie.value)
        return other.post(address, data=data).status_code

    return at_once([send] * TAPS)


def test_first_goods_of_a_cart_that_is_not_there_yet(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        make_market()
        sold_out = only_variant(make_product(stock=0)).id
        wanted = only_variant(make_product(stock=50)).id
        db.session.commit()
    refused = client.post("/en/cart/items", data={"product_id": sold_out, "quantity": 1})
    assert refused.status_code == 409
    data: dict[str, object] = {"product_id": wanted, "quantity": 1}
    assert set(tap(app, client, "/en/cart/items", data)) == {303}
    with app.app_context():
        cart = db.session.scalars(db.select(Cart)).one()
        assert [item.quantity for item in cart.items] == [TAPS]


def test_choice_of_fetching_is_kept_once(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        make_market()
        maker = make_cooperative(terms={"offers_pickup": True})
        wanted = only_variant(make_product(cooperative=maker)).id
        slug = maker.slug
        db.session.commit()
    client.post("/en/cart/items", data={"product_id": wanted, "quantity": 1})
    give_details(client)
    data: dict[str, object] = {
        "csrf_token": order_form(client)["csrf_token"],
        f"delivery-{slug}": "pickup",
    }
    assert set(tap(app, client, "/en/checkout/review", data)) == {303}
    with app.app_context():
        assert db.session.scalars(db.select(CartChoice.pickup)).all() == [True]
