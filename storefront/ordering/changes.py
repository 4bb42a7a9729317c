"""The one function that changes an order's state, and what each change means beside it.

Locks are taken in one order everywhere: the cart or the order, then event prices, then vouchers,
each in the order of their ids, then the stock in the order of its variants.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from sqlalchemy import select

from storefront import clock
from storefront.database import db
from storefront.ordering.errors import InvalidTransition
from storefront.ordering.models import LineItem, Order, StateChange
from storefront.ordering.states import ENDED, Machine, States, available_statuses, judge
from storefront.promotions.services import give_back
from storefront.promotions.vouchers import give_voucher_back
from storefront.stock.services import allocate_stock, release_stock, ship_stock

SYSTEM, BUYER = "system", "buyer"

STOCK_CONSEQUENCES: Mapping[tuple[Machine, str], Callable[[Collection[int]], None]] = {
    ("order", "confirmed"): allocate_stock,
    ("order", "cancelled"): release_stock,
    ("order", "expired"): release_stock,
    ("fulfilment", "handed_over"): ship_stock,
}
COLUMNS: Mapping[Machine, str] = {
    "order": "status",
    "payment": "payment_status",
    "fulfilment": "fulfilment_status",
}

log = logging.getLogger(__name__)


def states_of(order: Order) -> States:
    """Return where an order stands in its three life cycles."""
    return States(order.status, order.payment_status, order.fulfilment_status)


def lock_order(order: Order) -> None:
    """Read an order anew and keep it for this transaction."""
    db.session.refresh(order, with_for_update={"of": Order})


def change_status(  # noqa: PLR0913
    order: Order,
    machine: Machine,
    to: str,
    *,
    actor: str,
    reason: str = "",
    now: datetime | None = None,
) -> bool:
    """Move an order to another state, with its record and its consequences.

    The order is locked and read anew first, so that of two changes at once the second is
    judged by what the first left. False when it stands there already; raises
    InvalidTransition when it cannot go there.
    """
    lock_order(order)
    before = states_of(order).of(machine)
    outcome = judge(states_of(order), machine, to)
    if outcome == "ignored":
        return False
    if outcome == "invalid":
        raise InvalidTransition(order.code, machine, before, to)
    setattr(order, COLUMNS[machine], to)
    db.session.add(
        StateChange(
            order_id=order.id,
            machine=machine,
            from_status=before,
            to_status=to,
            actor=actor,
            reason=reason,
            changed_at=now or clock.now(),
        )
    )
    db.session.flush()
    items = line_item_ids(order)
    if machine == "order" and to in ENDED:
        give_back(items, now=now)
        give_voucher_back(order.id, now)
    consequence = STOCK_CONSEQUENCES.get((machine, to))
    if consequence:
        consequence(items)
    log.info("order %s: %s %s -> %s by %s", order.code, machine, before, to, actor)
    return True


def complete_when_done(order: Order, *, actor: str, now: datetime | None = None) -> bool:
    """Complete an order once its goods are delivered and its money is there."""
    if "completed" not in available_statuses(states_of(order), "order"):
        return False
    return change_status(order, "order", "completed", actor=actor, now=now)


def line_item_ids(order: Order) -> list[int]:
    """Return the ids of an order's line items."""
    return list(db.session.scalars(select(LineItem.id).where(LineItem.order_id == order.id)))
