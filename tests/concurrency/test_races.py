"""Races: many at once, and everything still sold, paid and given back exactly once."""

from __future__ import annotations

import secrets
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.auditing.services import audit
from storefront.cart.services import SESSION_NAME
from storefront.catalogue.models import Product
from storefront.database import db, only_reading
from storefront.ordering.deadlines import expire_unpaid_orders
from storefront.ordering.errors import InvalidTransition
from storefront.ordering.models import Order, Purchase, StateChange
from storefront.ordering.services import cancel_order
from storefront.payments.models import Payment
from storefront.payments.services import record_bank_transaction
from storefront.payments.statements import StatementLine
from storefront.stock.models import StockRecord
from tests.client import ShopClient
from tests.concurrency.threads import Answer, at_once
from tests.factories import make_cooperative, make_market, make_product, only_variant, stock_of
from tests.factories.orders import make_cart, make_order
from tests.shopping import order_form
from tests.shops import visitor

BUYERS, PACKS = 50, 10


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        make_market()
        db.session.commit()
    yield
    with app.app_context():
        assert list(audit()) == []


def in_app(app: Flask, act: Callable[..., Answer], *arguments: object) -> Callable[[], Answer]:
    def run() -> Answer:
        with app.app_context():
            return act(*arguments)

    return run


def ready_buyer(app: Flask, *products: Product) -> tuple[ShopClient, dict[str, str]]:
    """Return a browser at the review, and the form that orders."""
    buyer, key = visitor(app), secrets.token_urlsafe(24)
    with app.app_context():
        make_cart(*((product, 1) for product in products), session_key=key)
        db.session.commit()
    with buyer.session_transaction() as session:
        session[SESSION_NAME] = key
    return buyer, order_form(buyer)


def ordering(buyer: ShopClient, form: dict[str, str]) -> Callable[[], int]:
    return lambda: buyer.post("/en/orders", data=form).status_code


def test_without_the_guard_more_is_sold_than_there_is(app: Flask) -> None:
    """Show what the guard is for: look at the stock first, then write what was worked out."""
    with app.app_context():
        product = make_product(stock=PACKS)
        db.session.commit()
        variant_id = only_variant(product).id
    all_have_looked = threading.Barrier(BUYERS // 5)

    def naive_sale() -> bool:
        with only_reading():
            seen = db.session.get_one(StockRecord, variant_id)
            left, reserved = seen.on_hand - seen.reserved, seen.reserved
            db.session.commit()
        all_have_looked.wait()
        if left < 2:
            return False
        db.session.get_one(StockRecord, variant_id, populate_existing=True).reserved = reserved + 2
        db.session.commit()
        return True

    sold = sum(at_once([in_app(app, naive_sale)] * (BUYERS // 5))) * 2
    with app.app_context():
        assert sold > PACKS
        assert stock_of(product).reserved < sold
        stock_of(product).reserved = 0
        db.session.commit()


def test_fifty_buyers_of_ten_packs_buy_exactly_ten(app: Flask) -> None:
    with app.app_context():
        product = make_product(stock=PACKS)
        db.session.commit()
    buyers = [ready_buyer(app, product) for _ in range(BUYERS)]
    answers = at_once([ordering(*buyer) for buyer in buyers])
    assert Counter(answers) == {303: PACKS, 409: BUYERS - PACKS}
    with app.app_context():
        assert (stock_of(product).on_hand, stock_of(product).reserved) == (PACKS, PACKS)
        assert db.session.scalar(select(func.count()).select_from(Purchase)) == PACKS


def test_twenty_identical_posts_make_one_purchase(app: Flask) -> None:
    with app.app_context():
        product = make_product(stock=20)
        db.session.commit()
    buyer, form = ready_buyer(app, product)
    cookie = buyer.get_cookie("session")
    assert cookie is not None

    def post() -> tuple[int, str]:
        same_browser = visitor(app)
        same_browser.set_cookie("session", cookie.value)
        answer = same_browser.post("/en/orders", data=form)
        return answer.status_code, answer.headers.get("Location", "")

    answers = set(at_once([post] * 20))
    assert len(answers) == 1
    assert answers.pop()[0] == 303
    with app.app_context():
        assert stock_of(product).reserved == 1


def test_orders_of_the_same_goods_in_any_order_do_not_block_each_other(app: Flask) -> None:
    with app.app_context():
        goods = [make_product(stock=99, cooperative=make_cooperative()) for _ in range(4)]
        db.session.commit()
    buyers = [ready_buyer(app, *(goods if number % 2 else reversed(goods))) for number in range(16)]
    answers = at_once([ordering(*buyer) for buyer in buyers])
    assert set(answers) == {303}
    with app.app_context():
        assert [stock_of(product).reserved for product in goods] == [16] * 4


def test_paying_cancelling_and_expiring_at_once_ends_in_one_way(app: Flask) -> None:
    with app.app_context():
        product = make_product(stock=99)
        orders = [make_order(product, 1) for _ in range(8)]
        db.session.commit()
        ids = [order.id for order in orders]
        after = max(o.hold_until for o in orders if o.hold_until) + timedelta(minutes=1)

    def pay(order_id: int) -> None:
        order = db.session.get_one(Order, order_id)
        line = StatementLine(2, date(2026, 11, 22), order.total_vnd, order.code, f"FT{order_id}")
        record_bank_transaction(order.account_number, line)
        db.session.commit()

    def cancel(order_id: int) -> None:
        try:
            cancel_order(db.session.get_one(Order, order_id))
        except InvalidTransition:
            db.session.rollback()
        db.session.commit()

    acts: list[Callable[[], object]] = [in_app(app, expire_unpaid_orders, after)]
    acts += [in_app(app, pay, order_id) for order_id in ids]
    acts += [in_app(app, cancel, order_id) for order_id in ids]
    at_once(acts)
    with app.app_context():
        ended = db.session.scalars(
            select(StateChange.order_id).where(StateChange.to_status.in_(("cancelled", "expired")))
        ).all()
        assert len(ended) == len(set(ended))
        open_orders = db.session.scalar(
            select(func.count()).select_from(Order).where(Order.status == "confirmed")
        )
        assert stock_of(product).reserved == open_orders


def test_twenty_cancellations_give_the_stock_back_once(app: Flask) -> None:
    with app.app_context():
        product = make_product(stock=20)
        order_id = make_order(product, 3).id
        make_order(product, 5)
        db.session.commit()

    def cancel() -> bool:
        changed = cancel_order(db.session.get_one(Order, order_id))
        db.session.commit()
        return changed

    assert sum(at_once([in_app(app, cancel)] * 20)) == 1
    with app.app_context():
        assert stock_of(product).reserved == 5


def test_a_statement_imported_twice_at_once_counts_once(app: Flask) -> None:
    with app.app_context():
        order = make_order(make_product(), 1)
        db.session.commit()
        account, total, code = order.account_number, order.total_vnd, order.code

    def take() -> bool:
        line = StatementLine(2, date(2026, 11, 22), total, code, "FT1")
        known = record_bank_transaction(account, line) is None
        db.session.commit()
        return known

    assert sum(not known for known in at_once([in_app(app, take)] * 10)) == 1
    with app.app_context():
        assert db.session.scalars(select(Payment.amount_vnd)).all() == [total]


def test_two_sweeps_at_once_end_each_hold_once(app: Flask) -> None:
    with app.app_context():
        product = make_product(stock=99)
        orders = [make_order(product, 1) for _ in range(6)]
        db.session.commit()
        after = max(o.hold_until for o in orders if o.hold_until)
    swept = at_once([in_app(app, expire_unpaid_orders, after)] * 4)
    assert sum(swept) == 6
    with app.app_context():
        assert stock_of(product).reserved == 0
