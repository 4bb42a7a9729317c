"""The rules of stock."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import and_, case, func, or_, select

from storefront.auditing.rules import Rule, found
from storefront.ordering.models import LineItem, Order
from storefront.stock.models import StockRecord, StockReservation

OPEN = ("held", "allocated")


def impossible_counts() -> Iterator[str]:
    """Find stock below zero, and more promised than there is."""
    on_hand, reserved = StockRecord.on_hand, StockRecord.reserved
    wrong = or_(on_hand < 0, reserved < 0, reserved > on_hand)
    for row in found(select(StockRecord.variant_id, on_hand, reserved).where(wrong)):
        yield f"variant {row.variant_id}: {row.on_hand} on hand, {row.reserved} reserved"


def wrong_sums() -> Iterator[str]:
    """Find counts that differ from the sum of their open reservations."""
    promised = (
        select(StockReservation.variant_id, func.sum(StockReservation.quantity).label("promised"))
        .where(StockReservation.status.in_(OPEN))
        .group_by(StockReservation.variant_id)
        .subquery()
    )
    amount = func.coalesce(promised.c.promised, 0)
    counted = (
        select(StockRecord.variant_id, StockRecord.reserved, amount.label("promised"))
        .outerjoin(promised, promised.c.variant_id == StockRecord.variant_id)
        .where(StockRecord.reserved != amount)
    )
    for row in found(counted):
        yield (
            f"variant {row.variant_id}: {row.reserved} reserved, but {row.promised} promised to"
            " orders"
        )
    uncounted = (
        select(promised.c.variant_id, promised.c.promised)
        .outerjoin(StockRecord, StockRecord.variant_id == promised.c.variant_id)
        .where(StockRecord.variant_id.is_(None))
    )
    for row in found(uncounted):
        yield f"variant {row.variant_id}: {row.promised} promised to orders, but no stock record"


def wrong_reservations() -> Iterator[str]:
    """Find line items without a reservation that fits their order's state."""
    handed_over = Order.fulfilment_status.in_(("handed_over", "delivered", "returned"))
    expected = case(
        (Order.status == "placed", "held"),
        (handed_over, "shipped"),
        (Order.status.in_(("cancelled", "expired")), "released"),
        else_="allocated",
    )
    wrong = or_(
        StockReservation.id.is_(None),
        StockReservation.status != expected,
        StockReservation.variant_id != LineItem.variant_id,
        StockReservation.quantity != LineItem.quantity,
        and_(StockReservation.status == "held", StockReservation.held_until.is_(None)),
    )
    rows = (
        select(Order.code, Order.status, LineItem.id, StockReservation.status.label("kept"))
        .join(LineItem, LineItem.order_id == Order.id)
        .outerjoin(StockReservation, StockReservation.line_item_id == LineItem.id)
        .where(wrong)
    )
    for row in found(rows):
        yield (
            f"order {row.code} ({row.status}): the reservation of line {row.id} is"
            f" {row.kept or 'missing'}, or of another variant, quantity or time"
        )


RULES = (
    Rule("Stock is never below zero, and no more is reserved than is on hand", impossible_counts),
    Rule("What is reserved is the sum of what orders were promised", wrong_sums),
    Rule("Every line of an order has the reservation of its order's state", wrong_reservations),
)
