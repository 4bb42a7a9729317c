"""The cart, through its pages."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.cart.models import CartItem
from storefront.catalogue.models import Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.stock.models import StockRecord
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product, make_variant, only_variant


@pytest.fixture(autouse=True)
def _in_shop(app: Flask) -> None:
    with app.app_context():
        make_market()
        db.session.commit()


def quantities(app: Flask) -> list[int]:
    """Return the quantities of all cart items, read anew."""
    with app.app_context():
        return list(db.session.scalars(db.select(CartItem.quantity).order_by(CartItem.id)))


def shop_with(app: Flask, **values: object) -> dict[str, int]:
    """Make one product and return its variant and cooperative."""
    with app.app_context():
        product = make_product(**values)  # type: ignore[arg-type]
        db.session.commit()
        return {"variant": only_variant(product).id, "product": product.id}


def add(client: ShopClient, variant: int, quantity: object = 1) -> None:
    """Send the form of a product page."""
    client.post("/en/cart/items", data={"product_id": variant, "quantity": quantity})


def test_goods_go_into_the_cart_without_a_token(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app)
    answer = client.post("/vi/cart/items", data={"product_id": ids["variant"], "quantity": "2"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/vi/cart"
    page = client.get("/vi/cart").get_data(as_text=True)
    assert "100.000\u00a0₫" in page
    assert quantities(app) == [2]


def test_putting_in_twice_adds_up(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app)
    add(client, ids["variant"], 2)
    add(client, ids["variant"], 3)
    assert quantities(app) == [5]


@pytest.mark.parametrize("quantity", ["0", "-1", "abc", "10⁹", "1000000000", "", "1.5", "٣"])
def test_wrong_quantity_is_refused_with_the_form(
    app: Flask, client: ShopClient, quantity: str
) -> None:
    ids = shop_with(app)
    answer = client.post(
        "/en/cart/items", data={"product_id": ids["variant"], "quantity": quantity}
    )
    assert answer.status_code == 422
    assert "whole number from 1 to 999" in answer.get_data(as_text=True)
    assert quantities(app) == []


def test_more_than_in_stock_is_refused_and_tells_how_many_are_left(
    app: Flask, client: ShopClient
) -> None:
    ids = shop_with(app, stock=4)
    answer = client.post("/en/cart/items", data={"product_id": ids["variant"], "quantity": "5"})
    assert answer.status_code == 409
    assert "Only 4 are left." in answer.get_data(as_text=True)
    assert quantities(app) == []


@pytest.mark.parametrize("variant", ["999999", "abc", "", "1\x00", "99999999999999999999"])
def test_unknown_product_is_refused(app: Flask, client: ShopClient, variant: str) -> None:
    answer = client.post("/en/cart/items", data={"product_id": variant, "quantity": "1"})
    assert answer.status_code in (404, 422)
    assert quantities(app) == []


def test_product_without_a_price_is_refused(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app, price=None)
    answer = client.post("/en/cart/items", data={"product_id": ids["variant"], "quantity": "1"})
    assert answer.status_code == 409
    assert quantities(app) == []


def test_archived_product_is_gone(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app, status="archived")
    answer = client.post("/en/cart/items", data={"product_id": ids["variant"], "quantity": "1"})
    assert answer.status_code == 410
    assert quantities(app) == []


def test_form_of_another_site_is_refused(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app)
    answer = client.post(
        "/en/cart/items",
        data={"product_id": ids["variant"], "quantity": "1"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    assert answer.status_code == 403
    assert quantities(app) == []


def test_quantity_changes_by_the_plain_form(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app)
    add(client, ids["variant"], 2)
    token = client.token_from("/en/cart")
    data = {"csrf_token": token, "quantity": "7"}
    assert client.post(f"/en/cart/items/{ids['variant']}", data=data).status_code == 303
    assert quantities(app) == [7]


def test_quantity_changes_in_place_with_htmx(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app)
    add(client, ids["variant"], 2)
    answer = client.post(
        f"/en/cart/items/{ids['variant']}",
        data={"csrf_token": client.token_from("/en/cart"), "quantity": "3"},
        headers={"HX-Request": "true", "HX-Request-Type": "partial"},
    )
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "<html" not in text
    assert "₫150,000" in text
    assert 'id="cart-badge"' in text


def test_zero_takes_a_line_out(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app)
    add(client, ids["variant"], 2)
    data = {"csrf_token": client.token_from("/en/cart"), "quantity": "0"}
    client.post(f"/en/cart/items/{ids['variant']}", data=data)
    assert quantities(app) == []


def test_change_without_a_token_comes_back_filled(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app)
    add(client, ids["variant"], 2)
    answer = client.post(f"/en/cart/items/{ids['variant']}", data={"quantity": "7"})
    assert answer.status_code == 400
    assert 'value="7"' in answer.get_data(as_text=True)
    assert quantities(app) == [2]


@pytest.mark.parametrize("quantity", ["-1", "abc", "10⁹", "1000"])
def test_wrong_change_stays_in_its_field(app: Flask, client: ShopClient, quantity: str) -> None:
    ids = shop_with(app)
    add(client, ids["variant"], 2)
    data = {"csrf_token": client.token_from("/en/cart"), "quantity": quantity}
    answer = client.post(f"/en/cart/items/{ids['variant']}", data=data)
    assert answer.status_code == 422
    assert f'value="{quantity}"' in answer.get_data(as_text=True)
    assert quantities(app) == [2]


def test_cart_tells_what_changed_since(app: Flask, client: ShopClient) -> None:
    ids = shop_with(app, stock=5)
    add(client, ids["variant"], 4)
    with app.app_context():
        variant = db.session.get_one(Variant, ids["variant"])
        variant.price_vnd = 60_000
        db.session.get_one(StockRecord, ids["variant"]).on_hand = 3
        db.session.commit()
    page = client.get("/en/cart").get_data(as_text=True)
    assert "it was ₫50,000, it is ₫60,000 now" in page
    assert "Only 3 are left now" in page


def test_cart_is_grouped_by_maker_with_what_is_missing_to_free_delivery(
    app: Flask, client: ShopClient
) -> None:
    with app.app_context():
        first, second = make_cooperative(), make_cooperative()
        variants = [
            only_variant(make_product(cooperative=maker, price=50_000)).id
            for maker in (first, second, first)
        ]
        names = [first.name_en, second.name_en]
        db.session.commit()
    for variant in variants:
        add(client, variant)
    page = client.get("/en/cart").get_data(as_text=True)
    assert page.index(names[0]) < page.index(names[1])
    assert page.count("<section") == 2
    assert "₫50,000 more from this maker" in page
    assert "₫100,000 more from this maker" in page


def test_pack_sizes_are_lines_of_their_own(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        product = make_product(price=50_000)
        small = only_variant(product).id
        big = make_variant(product, price=90_000, label_en="2 kg bag").id
        db.session.commit()
    add(client, small)
    add(client, big)
    page = client.get("/en/cart").get_data(as_text=True)
    assert "2 kg bag" in page
    assert quantities(app) == [1, 1]


def test_cart_of_a_closed_shop_says_so(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        maker = make_cooperative()
        variant = only_variant(make_product(cooperative=maker)).id
        db.session.commit()
    add(client, variant)
    with app.app_context():
        db.session.execute(db.update(Cooperative).values(status="closed"))
        db.session.commit()
    assert "takes no orders just now" in client.get("/en/cart").get_data(as_text=True)
