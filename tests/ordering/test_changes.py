"""Changing an order's state: recorded, and felt by the stock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.database import db
from storefront.fulfilment.models import Shipment
from storefront.fulfilment.services import (
    hand_over,
    record_delivered,
    record_packed,
    record_returned,
)
from storefront.ordering.changes import change_status
from storefront.ordering.deadlines import expire_unpaid_orders, lapse_unconfirmed_orders
from storefront.ordering.errors import InvalidTransition
from storefront.ordering.models import Order, StateChange
from storefront.ordering.services import cancel_order, confirm_order
from storefront.payments.services import record_payment
from tests.factories import NOON, make_product, stock_of
from tests.factories.orders import make_order

LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def history(order: Order) -> list[tuple[str, str, str, str]]:
    changes = db.session.scalars(
        select(StateChange).where(StateChange.order_id == order.id).order_by(StateChange.id)
    )
    return [(c.machine, c.from_status, c.to_status, c.actor) for c in changes]


def packed_order() -> Order:
    order = make_order(make_product(stock=20), 3, payment_method="cod")
    confirm_order(order, actor="user:1")
    record_packed(order, actor="user:1")
    return order


def test_a_change_leaves_who_when_from_and_to() -> None:
    order = make_order(make_product())
    assert change_status(order, "order", "cancelled", actor="user:7", reason="asked", now=LATER)
    change = db.session.scalars(select(StateChange).order_by(StateChange.id.desc())).first()
    assert change is not None
    assert (change.machine, change.from_status, change.to_status) == (
        "order", "placed", "cancelled",
    )  # fmt: skip
    assert (change.actor, change.reason, change.changed_at) == ("user:7", "asked", LATER)


def test_a_change_already_made_is_ignored_and_not_recorded() -> None:
    order = make_order(make_product())
    assert cancel_order(order) is True
    assert cancel_order(order) is False
    assert len(history(order)) == 2


def test_an_impossible_change_is_refused_and_changes_nothing() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3)
    with pytest.raises(InvalidTransition):
        change_status(order, "fulfilment", "packed", actor="user:1")
    assert order.fulfilment_status == "pending"
    assert len(history(order)) == 1
    assert (stock_of(product).on_hand, stock_of(product).reserved) == (20, 3)


def test_cancelling_twice_gives_stock_back_once() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3)
    cancel_order(order)
    cancel_order(order)
    assert (stock_of(product).on_hand, stock_of(product).reserved) == (20, 0)


def test_a_confirmed_order_can_still_be_cancelled_by_its_buyer() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3, payment_method="cod")
    confirm_order(order, actor="user:1")
    cancel_order(order)
    assert order.status == "cancelled"
    assert stock_of(product).reserved == 0


def test_once_packing_started_the_buyer_cannot_cancel() -> None:
    order = packed_order()
    with pytest.raises(InvalidTransition):
        cancel_order(order)
    assert order.status == "confirmed"


def test_the_goods_leave_the_shelf_when_handed_over() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3, payment_method="cod")
    confirm_order(order, actor="user:1")
    record_packed(order, actor="user:1")
    shipment = hand_over(order, actor="user:1", carrier="VNPost", tracking_number="EH1")
    assert hand_over(order, actor="user:1") is None
    assert shipment is not None
    assert (stock_of(product).on_hand, stock_of(product).reserved) == (17, 0)
    assert db.session.scalars(select(Shipment.tracking_number)).all() == ["EH1"]


def test_an_order_is_complete_when_delivered_and_paid() -> None:
    order = packed_order()
    hand_over(order, actor="user:1")
    record_delivered(order, actor="user:1")
    assert order.status == "confirmed"
    record_payment(order, order.total_vnd, method="cod", actor="user:1")
    assert (order.status, order.payment_status) == ("completed", "paid")


def test_a_paid_order_is_complete_on_delivery() -> None:
    order = make_order(make_product())
    record_payment(order, order.total_vnd, method="bank_transfer", actor="system")
    record_packed(order, actor="user:1")
    hand_over(order, actor="user:1")
    record_delivered(order, actor="user:1")
    assert order.status == "completed"


def test_a_refused_parcel_comes_back_and_the_order_can_be_cancelled() -> None:
    order = packed_order()
    hand_over(order, actor="user:1")
    record_returned(order, actor="user:1", reason="refused at the door")
    change_status(order, "order", "cancelled", actor="user:1")
    assert (order.status, order.fulfilment_status) == ("cancelled", "returned")


def test_a_hold_ends_at_its_time_and_gives_the_stock_back() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3)
    assert order.hold_until is not None
    assert expire_unpaid_orders(order.hold_until - timedelta(seconds=1)) == 0
    assert expire_unpaid_orders(order.hold_until) == 1
    assert expire_unpaid_orders(order.hold_until) == 0
    assert order.status == "expired"
    assert stock_of(product).reserved == 0
    assert history(order)[-1] == ("order", "placed", "expired", "system")


def test_a_part_paid_transfer_expires_too_and_its_money_stays_recorded() -> None:
    order = make_order(make_product())
    record_payment(order, 1_000, method="bank_transfer", actor="system")
    assert order.hold_until is not None
    expire_unpaid_orders(order.hold_until)
    assert (order.status, order.payment_status) == ("expired", "part_paid")


def test_a_paid_transfer_does_not_expire() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3)
    record_payment(order, order.total_vnd, method="bank_transfer", actor="system")
    assert order.hold_until is not None
    assert expire_unpaid_orders(order.hold_until + timedelta(days=9)) == 0
    assert order.status == "confirmed"
    assert stock_of(product).reserved == 3


def test_an_unconfirmed_cash_order_lapses_and_a_confirmed_one_does_not() -> None:
    product = make_product(stock=20)
    waiting = make_order(product, 3, payment_method="cod")
    confirmed = make_order(product, 2, payment_method="cod")
    confirm_order(confirmed, actor="user:1")
    assert waiting.confirm_until is not None
    assert lapse_unconfirmed_orders(waiting.confirm_until) == 1
    assert (waiting.status, confirmed.status) == ("expired", "confirmed")
    assert stock_of(product).reserved == 2


def test_each_deadline_job_leaves_the_other_kind_alone() -> None:
    transfer = make_order(make_product())
    cash = make_order(make_product(), payment_method="cod")
    much_later = NOON + timedelta(days=30)
    assert lapse_unconfirmed_orders(much_later) == 1
    assert transfer.status == "placed"
    assert expire_unpaid_orders(much_later) == 1
    assert cash.status == transfer.status == "expired"
