"""The rules of money."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, func, or_, select

from storefront.auditing.rules import Rule, found
from storefront.ordering.models import Order
from storefront.payments.models import BankTransaction, Payment
from storefront.payments.services import derive_payment_status

COUNTED = ("matched", "short", "over")


def wrong_payment_states() -> Iterator[str]:
    """Find orders whose payment's state is not what their money makes it."""
    amount = Payment.amount_vnd
    came = func.coalesce(func.sum(amount).filter(amount > 0), 0).label("came")
    went = func.coalesce(func.sum(-amount).filter(amount < 0), 0).label("went")
    rows = (
        select(Order.code, Order.total_vnd, Order.payment_status, came, went)
        .outerjoin(Payment, Payment.order_id == Order.id)
        .group_by(Order.id)
        .having(or_(Order.payment_status != "awaiting", func.count(Payment.id) > 0))
    )
    for row in found(rows):
        right = derive_payment_status(row.total_vnd, row.came, row.went)
        if right != row.payment_status:
            yield (
                f"order {row.code}: payment stands at {row.payment_status!r}, but {row.came} VND"
                f" came and {row.went} VND went back of {row.total_vnd} VND: {right!r}"
            )


def paid_but_not_confirmed() -> Iterator[str]:
    """Find transfers that were paid in full and still wait."""
    waiting = and_(
        Order.payment_method == "bank_transfer",
        Order.payment_status == "paid",
        Order.status == "placed",
    )
    for row in found(select(Order.code).where(waiting)):
        yield f"order {row.code} is paid, but not confirmed"


def wrongly_counted_lines() -> Iterator[str]:
    """Find bank lines counted twice, not at all, or for another order or amount than stated."""
    counted = BankTransaction.state.in_(COUNTED)
    agrees = and_(
        Payment.amount_vnd == BankTransaction.amount_vnd,
        Payment.order_id == BankTransaction.order_id,
    )
    payments = func.count(Payment.id)
    agreeing = func.count(Payment.id).filter(agrees)
    rows = (
        select(BankTransaction.id, BankTransaction.state, payments.label("payments"))
        .outerjoin(Payment, Payment.bank_transaction_id == BankTransaction.id)
        .group_by(BankTransaction.id)
        .having(
            or_(and_(counted, or_(payments != 1, agreeing != 1)), and_(~counted, payments != 0))
        )
    )
    for row in found(rows):
        yield f"bank line {row.id} ({row.state}) stands behind {row.payments} payments"


def wrong_accounts() -> Iterator[str]:
    """Find transfers counted for an order that is paid into another account."""
    rows = (
        select(BankTransaction.id, Order.code)
        .join(Payment, Payment.bank_transaction_id == BankTransaction.id)
        .join(Order, Order.id == Payment.order_id)
        .where(Order.account_number != BankTransaction.account_number)
    )
    for row in found(rows):
        yield f"bank line {row.id} came to another account than order {row.code} is paid into"


RULES = (
    Rule("An order's payment stands where its money puts it", wrong_payment_states),
    Rule("A transfer paid in full confirms its order", paid_but_not_confirmed),
    Rule("A bank line counts once, for its order and amount, or not at all", wrongly_counted_lines),
    Rule("Money counts for orders of the account it came to", wrong_accounts),
)
