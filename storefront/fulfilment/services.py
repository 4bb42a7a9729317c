"""Packing, handing over, delivering, taking back."""

from __future__ import annotations

from datetime import datetime

from storefront import clock
from storefront.database import db
from storefront.fulfilment.models import Shipment
from storefront.ordering.changes import change_status, complete_when_done
from storefront.ordering.models import Order


def record_packed(order: Order, *, actor: str, now: datetime | None = None) -> bool:
    """Note that packing has begun; from now on the buyer cannot cancel."""
    return change_status(order, "fulfilment", "packed", actor=actor, now=now)


def hand_over(
    order: Order,
    *,
    actor: str,
    carrier: str = "",
    tracking_number: str = "",
    now: datetime | None = None,
) -> Shipment | None:
    """Give a packed order to a carrier or its buyer, and take its goods off the shelf.

    None when that was done before.
    """
    moment = now or clock.now()
    if not change_status(order, "fulfilment", "handed_over", actor=actor, now=moment):
        return None
    shipment = Shipment(
        order_id=order.id,
        carrier=carrier,
        tracking_number=tracking_number,
        handed_over_at=moment,
    )
    db.session.add(shipment)
    db.session.flush()
    return shipment


def record_delivered(order: Order, *, actor: str, now: datetime | None = None) -> bool:
    """Note that the buyer has the goods; with the money there too the order is complete."""
    changed = change_status(order, "fulfilment", "delivered", actor=actor, now=now)
    complete_when_done(order, actor=actor, now=now)
    return changed


def record_returned(order: Order, *, actor: str, reason: str, now: datetime | None = None) -> bool:
    """Note that the goods came back; a person decides whether they can be sold again."""
    return change_status(order, "fulfilment", "returned", actor=actor, reason=reason, now=now)
