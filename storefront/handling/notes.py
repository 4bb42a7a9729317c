"""What members note on an order for each other; no buyer ever sees it."""

from __future__ import annotations

from sqlalchemy import select

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.database import db
from storefront.ordering.changes import lock_order
from storefront.ordering.models import Order, OrderNote


def add_note(order: Order, body: str, *, by: User, after_id: int) -> bool:
    """Note something on an order.

    `after_id` is the last note that its writer saw, 0 for none: False when they noted the same
    after that, by a second tap.
    """
    lock_order(order)
    repeated = db.session.scalar(
        select(OrderNote.id).where(
            OrderNote.order_id == order.id,
            OrderNote.id > after_id,
            OrderNote.user_id == by.id,
            OrderNote.body == body,
        )
    )
    if repeated is not None:
        return False
    db.session.add(
        OrderNote(order_id=order.id, user_id=by.id, actor=by.name or by.identifier, body=body)
    )
    note(by.cooperative, by, "order.noted", order, order.code)
    db.session.flush()
    return True
