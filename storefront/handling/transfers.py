"""Bank lines that no order could simply be paid with: a person looks, and says when it is done."""

from __future__ import annotations

from sqlalchemy import Select, and_, case, func, or_, select, update
from sqlalchemy.orm import contains_eager

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.ordering.models import Order
from storefront.payments.models import BankAccount, BankTransaction
from storefront.payments.services import SETTLED

COUNTED = ("short", "over")  # their money stands behind a payment already


def waiting_transfers(shop: Cooperative) -> Select[BankTransaction]:
    """Return the query for a maker's bank lines that a person has to look at, newest first.

    A transfer that was short waits no longer once its order is paid in full.
    """
    made_up = and_(BankTransaction.state == "short", Order.payment_status == "paid")
    return (
        _transfers_of(shop)
        .where(BankTransaction.state.not_in(SETTLED), ~func.coalesce(made_up, False))
        .options(contains_eager(BankTransaction.order).joinedload(Order.purchase))
        .order_by(BankTransaction.id.desc())
    )


def transfer_of(shop: Cooperative, transfer_id: int) -> BankTransaction | None:
    """Return a line of a maker's own, whether or not it still waits for a person."""
    return db.session.scalar(_transfers_of(shop).where(BankTransaction.id == transfer_id))


def find_transfer(shop: Cooperative, transfer_id: int) -> BankTransaction | None:
    """Return a line of a maker's own that waits for a person."""
    return db.session.scalar(waiting_transfers(shop).where(BankTransaction.id == transfer_id))


def _transfers_of(shop: Cooperative) -> Select[BankTransaction]:
    """Return the query for the lines of a maker's orders, and of its accounts now and before."""
    accounts = or_(
        BankTransaction.account_number.in_(
            select(BankAccount.number).where(BankAccount.cooperative_id == shop.id)
        ),
        BankTransaction.account_number.in_(
            select(Order.account_number).where(
                Order.cooperative_id == shop.id, Order.account_number != ""
            )
        ),
    )
    ours = or_(Order.cooperative_id == shop.id, and_(BankTransaction.order_id.is_(None), accounts))
    return select(BankTransaction).outerjoin(BankTransaction.order).where(ours)


def end_transfer(transfer: BankTransaction, *, by: User) -> bool:
    """Note that a person has dealt with a line, and forget its payer's words.

    False when somebody else did so at the same moment.
    """
    ended = db.session.scalar(
        update(BankTransaction)
        .where(BankTransaction.id == transfer.id, BankTransaction.state.not_in(SETTLED))
        .values(
            state=case((BankTransaction.state.in_(COUNTED), "matched"), else_="ignored"), memo=""
        )
        .returning(BankTransaction.id)
        .execution_options(synchronize_session=False)
    )
    if ended is None:
        return False
    note(by.cooperative, by, "transfer.ended", amount_vnd=transfer.amount_vnd)
    return True
