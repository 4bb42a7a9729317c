"""How long a purchase remembers its buyer."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from storefront import clock
from storefront.database import db
from storefront.ordering.models import Order, OrderNote, Purchase

# Contracts are kept for three years (E-commerce Law 122/2025/QH15); the privacy page says so.
KEEP_BUYERS = timedelta(days=3 * 365 + 1)


def forget_buyers(now: datetime | None = None) -> int:
    """Blank who and where in purchases older than three years; return how many.

    What members noted on their orders goes too; goods, amounts, states and the commune stay
    for the books.
    """
    purchases = db.session.scalars(
        update(Purchase)
        .where(Purchase.placed_at < (now or clock.now()) - KEEP_BUYERS, Purchase.phone != "")
        .values(full_name="", phone="", email="", street="", note="")
        .returning(Purchase.id)
        .execution_options(synchronize_session=False)
    )
    blanked = purchases.all()
    if blanked:
        orders = select(Order.id).where(Order.purchase_id.in_(blanked))
        db.session.execute(
            delete(OrderNote)
            .where(OrderNote.order_id.in_(orders))
            .execution_options(synchronize_session=False)
        )
    return len(blanked)
