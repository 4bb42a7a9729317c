"""What time does to orders: holds end, and cash orders that nobody confirmed lapse."""

from __future__ import annotations

import logging
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from storefront import clock
from storefront.database import db, only_reading
from storefront.ordering.changes import SYSTEM, change_status, lock_order
from storefront.ordering.errors import InvalidTransition
from storefront.ordering.models import Order

log = logging.getLogger(__name__)

NOT_PAID, NOT_CONFIRMED = "not paid in time", "not confirmed in time"


def expire_unpaid_orders(now: datetime | None = None) -> int:
    """Expire transfers that were not paid in full by the end of their hold; return how many.

    Commits each order by itself. Safe to run twice at once, and beside payments: whoever locks
    the order first decides.
    """
    return _expire(Order.hold_until, NOT_PAID, now or clock.now())


def lapse_unconfirmed_orders(now: datetime | None = None) -> int:
    """Expire cash orders that their maker did not confirm in time; return how many.

    Commits each order by itself; safe to run twice at once.
    """
    return _expire(Order.confirm_until, NOT_CONFIRMED, now or clock.now())


def _expire(deadline: InstrumentedAttribute[datetime | None], reason: str, now: datetime) -> int:
    with only_reading():
        overdue = db.session.scalars(
            select(Order.id).where(Order.status == "placed", deadline <= now).order_by(deadline)
        ).all()
        db.session.commit()
    return sum(_expire_one(order_id, reason, now) for order_id in overdue)


def _expire_one(order_id: int, reason: str, now: datetime) -> bool:
    order = db.session.get_one(Order, order_id)
    lock_order(order)
    try:
        changed = order.status == "placed" and change_status(
            order, "order", "expired", actor=SYSTEM, reason=reason, now=now
        )
    except InvalidTransition:
        # Such as a cash order that was paid unconfirmed: a person decides; the others go on.
        db.session.rollback()
        log.warning("order %s is overdue and cannot expire", order_id)
        return False
    db.session.commit()
    return changed
