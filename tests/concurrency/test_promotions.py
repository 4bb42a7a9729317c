"""Many at once at a booth: exactly so many pay the event price as its limit says."""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from storefront.auditing.services import audit
from storefront.cart.services import SESSION_NAME, cart_of
from storefront.cart.vouchers import name_voucher
from storefront.catalogue.models import Product
from storefront.database import db, only_reading
from storefront.ordering.models import LineItem, Order
from storefront.ordering.services import cancel_order
from storefront.promotions.models import EventPrice, Voucher
from tests.client import ShopClient
from tests.concurrency.threads import at_once
from tests.factories import make_cooperative, make_market, make_product
from tests.factories.orders import make_cart
from tests.factories.promotions import code_of, make_booth_of, make_event_price, make_voucher
from tests.shopping import order_form
from tests.shops import visitor

BUYERS, LIMIT = 20, 7


@pytest.fixture
def booth(app: Flask) -> Iterator[tuple[int, str]]:
    """Give the variant at an event price and the code of its booth."""
    with app.app_context():
        make_market()
        product = make_product(price=85_000, stock=500, cooperative=make_cooperative())
        stand = make_booth_of(product)
        make_event_price(stand, product, 75_000, quantity_limit=LIMIT)
        make_voucher(stand, code="TEN", use_limit=LIMIT)
        found = product.id, code_of(stand)
        db.session.commit()
    yield found
    with app.app_context():
        assert list(audit()) == []


def ready_buyer(
    app: Flask, product_id: int, *, code: str = "", voucher: bool = False
) -> tuple[ShopClient, dict[str, str]]:
    """Return a browser at the review, and the form that orders."""
    buyer, key = visitor(app), secrets.token_urlsafe(24)
    with app.app_context():
        product = db.session.get_one(Product, product_id)
        cart = make_cart((product, 1), session_key=key)
        cart.items[0].source = code
        db.session.commit()
        if voucher:
            name_voucher(cart_of(key) or cart, "ten")
            db.session.commit()
    with buyer.session_transaction() as session:
        session[SESSION_NAME] = key
    return buyer, order_form(buyer)


def ordering(buyer: ShopClient, form: dict[str, str]) -> Callable[[], int]:
    return lambda: buyer.post("/en/orders", data=form).status_code


def test_without_the_guard_more_pay_less_than_the_limit(app: Flask, booth: tuple[int, str]) -> None:
    """Show what the guard is for: look at the count first, then write what was worked out."""
    all_have_looked = threading.Barrier(BUYERS // 2)

    def naive_take() -> bool:
        with app.app_context():
            with only_reading():
                seen = db.session.scalars(db.select(EventPrice)).one()
                used, limit = seen.used, seen.quantity_limit or 0
                db.session.commit()
            all_have_looked.wait()
            if used >= limit:
                return False
            price = db.session.scalars(
                db.select(EventPrice).execution_options(populate_existing=True)
            ).one()
            price.used = used + 1
            db.session.commit()
            return True

    assert sum(at_once([naive_take] * (BUYERS // 2))) == BUYERS // 2 > LIMIT
    with app.app_context():
        price = db.session.scalars(db.select(EventPrice)).one()
        assert price.used < LIMIT
        price.used = 0
        db.session.commit()


def test_twenty_buyers_of_seven_packs_get_exactly_seven(app: Flask, booth: tuple[int, str]) -> None:
    product_id, code = booth
    buyers = [ready_buyer(app, product_id, code=code) for _ in range(BUYERS)]
    assert {form["shown_total"] for _, form in buyers} == {"100000"}
    answers = at_once([ordering(*buyer) for buyer in buyers])
    assert Counter(answers) == {303: LIMIT, 409: BUYERS - LIMIT}
    with app.app_context():
        assert db.session.scalars(db.select(EventPrice.used)).one() == LIMIT
        prices = db.session.scalars(db.select(LineItem.unit_price_vnd)).all()
        assert prices == [75_000] * LIMIT


def test_twenty_buyers_of_seven_vouchers_use_exactly_seven(
    app: Flask, booth: tuple[int, str]
) -> None:
    product_id, _code = booth
    buyers = [ready_buyer(app, product_id, voucher=True) for _ in range(BUYERS)]
    answers = at_once([ordering(*buyer) for buyer in buyers])
    assert Counter(answers) == {303: LIMIT, 409: BUYERS - LIMIT}
    with app.app_context():
        assert db.session.scalars(db.select(Voucher.used)).one() == LIMIT


def test_orders_and_cancellations_at_once_count_right(app: Flask, booth: tuple[int, str]) -> None:
    product_id, code = booth
    for _ in range(LIMIT):
        buyer, form = ready_buyer(app, product_id, code=code)
        assert ordering(buyer, form)() == 303
    with app.app_context():
        ids = db.session.scalars(db.select(Order.id)).all()
        db.session.scalars(db.select(EventPrice)).one().quantity_limit = 2 * LIMIT
        db.session.commit()
    late = [ready_buyer(app, product_id, code=code) for _ in range(LIMIT)]

    def cancelling(order_id: int) -> Callable[[], int]:
        def cancel() -> int:
            with app.app_context():
                changed = cancel_order(db.session.get_one(Order, order_id))
                db.session.commit()
                return int(changed)

        return cancel

    acts = [cancelling(order_id) for order_id in ids] * 2 + [ordering(*buyer) for buyer in late]
    answers = at_once(acts)
    assert sum(answers[: 2 * LIMIT]) == LIMIT
    assert set(answers[2 * LIMIT :]) == {303}
    with app.app_context():
        assert db.session.scalars(db.select(EventPrice.used)).one() == LIMIT
