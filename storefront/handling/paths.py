"""Which steps are open to an order, and which of them is the one to take next: pure rules."""

from __future__ import annotations

from storefront.ordering.changes import states_of
from storefront.ordering.models import Order
from storefront.ordering.states import ENDED, available_statuses

TRANSFER = "bank_transfer"


def next_step(order: Order, came_vnd: int, went_vnd: int) -> str | None:
    """Return the one step that an order waits for, None when nobody has to do anything.

    The amounts are what came in for the order and what was given back, in đồng.
    """
    kept = came_vnd - went_vnd
    if order.status in ENDED:
        return "refund" if kept > 0 else None
    if order.status == "placed":
        return "payment" if order.payment_method == TRANSFER else "confirmation"
    if order.status == "completed":
        return "refund" if order.fulfilment_status == "returned" and kept > 0 else None
    steps = {
        "pending": "packing",
        "packed": "handover",
        "handed_over": "delivery",
        "delivered": "payment",
        "returned": "cancellation",
    }
    return steps[order.fulfilment_status]


def steps_of(order: Order, came_vnd: int, went_vnd: int) -> tuple[str, ...]:
    """Return every step open to an order, the next one first."""
    kept = came_vnd - went_vnd
    following = available_statuses(states_of(order), "fulfilment")
    wanted = (
        (next_step(order, came_vnd, went_vnd), True),
        ("payment", kept < order.total_vnd and _may_be_paid(order)),
        ("unpacking", "pending" in following),
        ("return", "returned" in following),
        ("cancellation", "cancelled" in available_statuses(states_of(order), "order")),
        ("refund", kept > 0 and (is_over(order) or kept > order.total_vnd)),
    )
    return tuple(dict.fromkeys(step for step, is_open in wanted if step and is_open))


def _may_be_paid(order: Order) -> bool:
    """Tell whether money may come: late transfers too, but no cash before the call."""
    if order.payment_method == TRANSFER:
        return True
    return order.status == "confirmed" and order.fulfilment_status != "returned"


def is_over(order: Order) -> bool:
    """Tell whether an order has come to nothing: what was paid for it is to be given back."""
    return order.status in ENDED or order.fulfilment_status == "returned"
