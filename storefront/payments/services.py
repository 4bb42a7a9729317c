"""Money received: what it makes of an order's payment, and which bank line pays for what."""

from __future__ import annotations

import logging
import re
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.booth_sales.matching import pay_sale
from storefront.database import db
from storefront.ordering.changes import SYSTEM, change_status, complete_when_done, lock_order
from storefront.ordering.codes import find_codes
from storefront.ordering.models import Order
from storefront.ordering.states import ENDED
from storefront.payments.models import BankAccount, BankTransaction, Payment
from storefront.payments.statements import StatementLine

TRANSFER = "bank_transfer"
SETTLED = ("matched", "ignored")  # nobody has to look at these lines again

_SEPARATORS = re.compile(r"[\s.\-]+")

log = logging.getLogger(__name__)


class UnknownAccount(ValueError):
    """Say that no maker is or was paid into an account."""


def derive_payment_status(total_vnd: int, received_vnd: int, returned_vnd: int = 0) -> str:
    """Return the state of a payment from the money received and given back, in đồng."""
    if received_vnd <= 0:
        return "awaiting"
    kept = received_vnd - returned_vnd
    if kept <= 0:
        return "refunded"
    return "paid" if kept >= total_vnd else "part_paid"


def received_for(order: Order, until_id: int | None = None) -> tuple[int, int]:
    """Return what came in for an order and what was given back, in đồng.

    `until_id` is the last payment that counts, for whoever saw no later one.
    """
    amount = Payment.amount_vnd
    counted = [Payment.order_id == order.id]
    if until_id is not None:
        counted.append(Payment.id <= until_id)
    came, went = db.session.execute(
        select(
            func.coalesce(func.sum(amount).filter(amount > 0), 0),
            func.coalesce(func.sum(-amount).filter(amount < 0), 0),
        ).where(*counted)
    ).one()
    return int(came), int(went)


def received_for_all(orders: Collection[Order]) -> dict[int, int]:
    """Return what came in for each order, less what was given back, in đồng by order id."""
    sums = db.session.execute(
        select(Payment.order_id, func.sum(Payment.amount_vnd))
        .where(Payment.order_id.in_([order.id for order in orders]))
        .group_by(Payment.order_id)
    )
    return dict.fromkeys((order.id for order in orders), 0) | {
        order_id: int(amount) for order_id, amount in sums
    }


def amount_due(order: Order) -> int:
    """Return what is still to be paid for an order, in đồng."""
    came, went = received_for(order)
    return max(0, order.total_vnd - came + went)


def record_payment(  # noqa: PLR0913
    order: Order,
    amount_vnd: int,
    *,
    method: str,
    actor: str,
    bank_transaction: BankTransaction | None = None,
    received_at: datetime | None = None,
    now: datetime | None = None,
) -> Payment:
    """Record money received for an order, or given back when negative.

    The payment's state follows; a transfer paid in full confirms an order that was placed.
    `received_at` says when the money came, if that was before it is recorded.
    """
    lock_order(order)
    payment = Payment(
        order_id=order.id,
        amount_vnd=amount_vnd,
        method=method,
        bank_transaction=bank_transaction,
        actor=actor,
        received_at=received_at or now or clock.now(),
    )
    db.session.add(payment)
    db.session.flush()
    status = derive_payment_status(order.total_vnd, *received_for(order))
    change_status(order, "payment", status, actor=actor, now=now)
    if status == "paid" and order.payment_method == TRANSFER and order.status == "placed":
        change_status(order, "order", "confirmed", actor=actor, reason="paid in full", now=now)
    complete_when_done(order, actor=actor, now=now)
    return payment


def normal_account(text: str) -> str:
    """Return an account number as it is stored: without blanks, dots and dashes."""
    return _SEPARATORS.sub("", text).upper()


def known_account(text: str) -> str:
    """Return the number of an account that makers are or were paid into.

    Raises UnknownAccount.
    """
    number = normal_account(text)
    of_maker = select(BankAccount.id).where(BankAccount.number == number).limit(1)
    of_order = select(Order.id).where(Order.account_number == number).limit(1)
    if db.session.scalar(of_maker) is None and db.session.scalar(of_order) is None:
        raise UnknownAccount(f"no maker is paid into account {number!r}")
    return number


def record_bank_transaction(
    account_number: str, line: StatementLine, *, now: datetime | None = None
) -> BankTransaction | None:
    """Keep one line of a statement, and count it for the order whose code its memo holds.

    None when the line is known already. Its words are kept only while a person may need them.
    """
    checksum = line.checksum(account_number)
    if _is_known(checksum):
        return None
    transaction = BankTransaction(
        checksum=checksum,
        account_number=account_number,
        amount_vnd=line.amount_vnd,
        booked_on=line.booked_on,
        reference=line.reference,
        state="unmatched",
        imported_at=now or clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(transaction)
    except IntegrityError:
        return None
    transaction.state = _match(transaction, line.memo, now)
    if transaction.state == "unmatched" and pay_sale(transaction, line.memo, now):
        transaction.state = "ignored"  # no order's money: the sale at the booth knows its line
    transaction.memo = "" if transaction.state in SETTLED else line.memo
    db.session.flush()
    log.info("bank line %s: %s", transaction.id, transaction.state)
    return transaction


def _is_known(checksum: str) -> bool:
    known = select(BankTransaction.id).where(BankTransaction.checksum == checksum)
    return db.session.scalar(known) is not None


def _match(transaction: BankTransaction, memo: str, now: datetime | None) -> str:
    """Pay for the one order that a memo names, and return the line's state."""
    if transaction.amount_vnd <= 0:
        return "ignored"
    named = select(Order).where(
        Order.code.in_(find_codes(memo)),
        Order.account_number == transaction.account_number,
        Order.payment_method == TRANSFER,
    )
    orders = db.session.scalars(named).all()
    if len(orders) != 1:
        return "unmatched"
    order = transaction.order = orders[0]
    lock_order(order)
    due = amount_due(order)
    if order.status in ENDED:
        return "late"
    if due == 0:
        return "duplicate"
    record_payment(
        order,
        transaction.amount_vnd,
        method=TRANSFER,
        actor=SYSTEM,
        bank_transaction=transaction,
        now=now,
    )
    if transaction.amount_vnd == due:
        return "matched"
    return "short" if transaction.amount_vnd < due else "over"
