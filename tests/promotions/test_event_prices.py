"""Event prices from the sign to the order, and what ends them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from storefront import clock
from storefront.auditing.services import audit
from storefront.cart.models import CartItem
from storefront.database import db
from storefront.ordering import promises
from storefront.ordering.models import Order
from storefront.ordering.services import cancel_order
from storefront.showcase.models import Booth
from tests.client import ShopClient
from tests.factories import make_product
from tests.factories.promotions import code_of, make_booth_of
from tests.promotions.buying import (
    LOWER,
    REGULAR,
    give_voucher,
    make_fair,
    the_order,
    type_code,
)
from tests.shopping import give_details, order_form, place_order
from tests.shops import everything, visitor


def at_review(client: ShopClient) -> ShopClient:
    assert give_details(client).status_code == 303
    return client


def shown(client: ShopClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_who_comes_by_the_sign_buys_at_the_event_price(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app, limit=12)
    page = shown(client, f"/en/products/{fair.slug}?at={fair.code.lower()}")
    assert f'name="at" value="{fair.code}"' in page
    assert "₫75,000" in page
    assert "The regular price is ₫85,000. 12 left at this price." in page
    assert f'<link rel="canonical" href="http://localhost/en/products/{fair.slug}">' in page
    assert fair.buy(client, fair.first, 2, at=fair.code).status_code == 303
    cart = shown(client, "/vi/cart")
    assert "75.000" in cart
    assert "85.000" in cart
    review = shown(at_review(client), "/en/checkout/review")
    assert "The regular price is ₫85,000" in review
    assert place_order(client).status_code == 303
    assert fair.used() == 2
    with app.app_context():
        order = the_order(app)
        line = order.line_items[0]
        assert (line.unit_price_vnd, line.regular_price_vnd, line.line_vnd) == (
            LOWER,
            REGULAR,
            150_000,
        )
        assert line.source == fair.code
        assert order.total_vnd == 150_000  # from 150,000 on delivery is free
        assert list(audit()) == []
        token = order.purchase.token
    assert "regular ₫85,000" in shown(client, f"/en/orders/{token}")


def test_without_the_sign_the_page_and_the_price_are_the_regular_ones(
    app: Flask, client: ShopClient
) -> None:
    fair = make_fair(app)
    page = shown(client, f"/en/products/{fair.slug}")
    assert 'name="at"' not in page
    assert "75,000" not in page
    fair.buy(client, fair.first)
    place_order(at_review(client))
    with app.app_context():
        line = the_order(app).line_items[0]
        assert (line.unit_price_vnd, line.regular_price_vnd, line.source) == (REGULAR, None, "")


@pytest.mark.parametrize("at", ["ABCDEF", "' OR 1=1", "", "x" * 5_000, "\x00"])
def test_codes_that_say_nothing_are_passed_over(app: Flask, client: ShopClient, at: str) -> None:
    fair = make_fair(app)
    assert 'name="at"' not in shown(client, f"/en/products/{fair.slug}?at={at[:100]}")
    assert fair.buy(client, fair.first, at=at).status_code == 303
    with app.app_context():
        item = db.session.scalars(db.select(CartItem)).one()
        assert (item.source, item.price_seen_vnd) == ("", REGULAR)


def test_a_code_of_a_fair_where_the_maker_does_not_stand_is_passed_over(
    app: Flask, client: ShopClient
) -> None:
    fair = make_fair(app)
    with app.app_context():
        elsewhere = code_of(make_booth_of(make_product()))
        db.session.commit()
    assert fair.buy(client, fair.first, at=elsewhere).status_code == 303
    with app.app_context():
        assert db.session.scalars(db.select(CartItem)).one().source == ""


def test_the_code_stays_when_more_is_added_without_it(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    fair.buy(client, fair.first, at=fair.code)
    fair.buy(client, fair.first)
    with app.app_context():
        item = db.session.scalars(db.select(CartItem)).one()
        assert (item.quantity, item.source, item.price_seen_vnd) == (2, fair.code, LOWER)


def test_before_the_opening_the_regular_price_holds_and_is_told(
    app: Flask, client: ShopClient
) -> None:
    fair = make_fair(app, days_ahead=3)
    assert "until then the regular price" in shown(
        client, f"/en/products/{fair.slug}?at={fair.code}"
    )
    fair.buy(client, fair.first, at=fair.code)
    assert "until then the regular price" in shown(client, "/en/cart")
    place_order(at_review(client))
    with app.app_context():
        assert the_order(app).goods_vnd == REGULAR
    assert fair.used() == 0


def test_an_ended_fair_keeps_the_visit_and_tells_the_regular_price(
    app: Flask, client: ShopClient
) -> None:
    fair = make_fair(app, days_ahead=-5)
    page = shown(client, f"/en/products/{fair.slug}?at={fair.code}")
    assert "now the regular price" in page
    fair.buy(client, fair.first, at=fair.code)
    place_order(at_review(client))
    with app.app_context():
        line = the_order(app).line_items[0]
        assert (line.unit_price_vnd, line.source) == (REGULAR, fair.code)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"ended_at": clock.now() - timedelta(minutes=1)}, "ended at"),
        ({"starts_at": clock.now() + timedelta(hours=1)}, "until then the regular price"),
        ({"quantity_limit": 1}, "Only 1 pack is left at the showcase price"),
        ({"quantity_limit": 0}, "is sold out: now the regular price"),
        ({"price_vnd": 80_000}, "now costs ₫80,000, not ₫75,000"),
        ({"price_vnd": 90_000}, "now costs ₫85,000, not ₫75,000"),
    ],
)
def test_what_ends_between_review_and_order_asks_again(
    app: Flask, client: ShopClient, values: dict[str, object], reason: str
) -> None:
    fair = make_fair(app, limit=5)
    fair.buy(client, fair.first, 2, at=fair.code)
    form = order_form(at_review(client))
    assert form["shown_total"] == str(2 * LOWER)
    fair.change(**values)
    before = everything(app)
    answer = client.post("/en/orders", data=form)
    assert answer.status_code == 409
    assert reason in answer.get_data(as_text=True)
    assert everything(app) == before
    assert place_order(client).status_code == 303


def test_the_total_that_is_told_counts_nothing_of_what_was_refused(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order takes all packs at the event price, then finds the voucher used up meanwhile."""
    fair = make_fair(app, limit=2)
    voucher_id = give_voucher(fair, code="MOT", value=5_000, use_limit=1)
    fair.buy(client, fair.first, 2, at=fair.code)
    fair.buy(client, fair.second)
    assert type_code(client, "MOT").status_code == 303
    form = order_form(at_review(client))
    monkeypatch.setattr(promises, "take_vouchers", lambda *_wanted: {voucher_id})
    answer = client.post("/en/orders", data=form)
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert f"The total is ₫{2 * LOWER + 50_000 - 5_000:,} now" in page


def test_the_reason_is_told_in_the_visitors_language(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    fair.buy(client, fair.first, at=fair.code)
    form = order_form(at_review(client), "vi")
    fair.change(ended_at=clock.now())
    answer = client.post("/vi/orders", data=form)
    assert answer.status_code == 409
    assert "85.000" in answer.get_data(as_text=True)


def test_alcohol_never_has_an_event_price(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app, goods={"is_alcohol": True})
    assert "75,000" not in shown(client, f"/en/products/{fair.slug}?at={fair.code}")
    fair.buy(client, fair.first, at=fair.code)
    with app.app_context():
        assert db.session.scalars(db.select(CartItem)).one().price_seen_vnd == REGULAR


def test_a_maker_who_left_has_no_event_prices(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    fair.buy(client, fair.first, at=fair.code)
    with app.app_context():
        db.session.get_one(Booth, fair.booth_id).state = "left"
        db.session.commit()
    place_order(at_review(client))
    with app.app_context():
        line = the_order(app).line_items[0]
        assert (line.unit_price_vnd, line.source) == (REGULAR, fair.code)


def test_a_cancelled_order_gives_its_packs_back_once(app: Flask) -> None:
    fair = make_fair(app, limit=3)
    for _ in range(2):
        buyer = visitor(app)
        fair.buy(buyer, fair.first, at=fair.code)
        place_order(at_review(buyer))
    assert fair.used() == 2
    with app.app_context():
        order_id = db.session.scalars(db.select(Order.id)).first()
    for _ in range(2):
        with app.app_context():
            cancel_order(db.session.get_one(Order, order_id))
            db.session.commit()
    assert fair.used() == 1
    with app.app_context():
        assert list(audit()) == []


def test_the_booth_and_the_screen_show_the_event_price_and_the_regular_one(
    app: Flask, client: ShopClient
) -> None:
    fair = make_fair(app, limit=2)
    booth, screen = fair.pages()
    for path in (booth, screen):
        page = shown(client, path)
        assert "₫75,000" in page
        assert "showcase price, regular ₫85,000" in page
    assert fair.buy(client, fair.first, 2, at=fair.code).status_code == 303
    assert at_review(client).get("/en/checkout/review").status_code == 200
    assert place_order(client).status_code == 303
    for path in (booth, screen):
        page = shown(visitor(app), path)
        assert "₫85,000" in page
        assert "showcase price" not in page
