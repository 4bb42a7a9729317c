"""A bank line that names no order, and the orders that it may well pay for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time

from sqlalchemy import select, update
from sqlalchemy.orm import contains_eager

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.ordering.changes import lock_order
from storefront.ordering.models import Order
from storefront.payments.models import BankTransaction
from storefront.payments.services import (
    TRANSFER,
    amount_due,
    received_for_all,
    record_payment,
)

MOST_SUGGESTED = 5
NOON = time(12)


class NoLongerFits(Exception):
    """Say that a line or an order changed, so that the one no longer pays for the other."""


def suggested_orders(
    shop: Cooperative, transfers: Collection[BankTransaction]
) -> dict[int, Sequence[Order]]:
    """Return, by the line's id, a maker's orders that each line without an order may pay for.

    Such an order waits for exactly this money on this account and was placed before it came; the
    newest come first.
    """
    nameless = [line for line in transfers if line.state == "unmatched"]
    waiting = db.session.scalars(
        select(Order)
        .join(Order.purchase)
        .where(
            Order.cooperative_id == shop.id,
            Order.status == "placed",
            Order.payment_method == TRANSFER,
            Order.account_number.in_({line.account_number for line in nameless}),
        )
        .options(contains_eager(Order.purchase))
        .order_by(Order.id.desc())
    ).all()
    received = received_for_all(waiting)
    dues = [(order, order.total_vnd - received[order.id]) for order in waiting]
    return {
        line.id: [order for order, due in dues if _fits(line, order, due)][:MOST_SUGGESTED]
        for line in nameless
    }


def assign_transfer(transfer: BankTransaction, order: Order, *, by: User) -> bool:
    """Count a line for an order as its payment, and forget the payer's words.

    False when it was counted for this order before. Raises NoLongerFits when either has changed;
    then the caller rolls back.
    """
    lock_order(order)
    db.session.refresh(transfer)
    if transfer.order_id == order.id and transfer.state == "matched":
        return False
    if transfer.state != "unmatched" or not _fits(transfer, order, amount_due(order)):
        raise NoLongerFits
    taken = db.session.scalar(
        update(BankTransaction)
        .where(BankTransaction.id == transfer.id, BankTransaction.state == "unmatched")
        .values(state="matched", order_id=order.id, memo="")
        .returning(BankTransaction.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        raise NoLongerFits
    db.session.refresh(transfer)
    record_payment(
        order,
        transfer.amount_vnd,
        method=TRANSFER,
        actor=f"user:{by.id}",
        bank_transaction=transfer,
        received_at=datetime.combine(transfer.booked_on, NOON, tzinfo=clock.MARKET_ZONE),
    )
    note(
        by.cooperative,
        by,
        "transfer.assigned",
        order,
        order.code,
        amount_vnd=transfer.amount_vnd,
    )
    return True


def _fits(transfer: BankTransaction, order: Order, due_vnd: int) -> bool:
    placed_on = order.placed_at.astimezone(clock.MARKET_ZONE).date()
    return (
        order.status == "placed"
        and order.payment_method == TRANSFER
        and order.account_number == transfer.account_number
        and due_vnd == transfer.amount_vnd
        and placed_on <= transfer.booked_on
    )
