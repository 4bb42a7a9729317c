"""The next step of an order, taken once however many take it at the same time.

A form carries the stand of the order that its reader saw. The step is taken under the order's
lock, and only while that stand still holds; a second tap of the same person gets the same answer,
anybody else is told what happened meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.database import db
from storefront.fulfilment.services import (
    hand_over,
    record_delivered,
    record_packed,
    record_returned,
)
from storefront.handling.paths import steps_of
from storefront.ordering.changes import change_status, lock_order
from storefront.ordering.models import Order, StateChange
from storefront.ordering.services import confirm_order
from storefront.ordering.states import Machine
from storefront.payments.models import Payment
from storefront.payments.services import received_for, record_payment

LONGEST_ID = 9  # digits of an id that a column can hold


class ChangedMeanwhile(Exception):
    """Say that an order no longer stands as it was seen, or cannot take that step now."""


@dataclass(frozen=True, slots=True)
class Details:
    """Hold what a step needs beside the press of its button; amounts in đồng."""

    amount_vnd: int = 0
    received_at: datetime | None = None
    carrier: str = ""
    tracking_number: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Hold what a step does, the line it leaves in the log, and the state it leads to."""

    verb: str
    run: Callable[[Order, Details, str], object]
    leads_to: tuple[Machine, str] | None = None


def _pay(order: Order, details: Details, actor: str) -> object:
    return record_payment(
        order,
        details.amount_vnd,
        method=order.payment_method,
        actor=actor,
        received_at=details.received_at,
    )


def _refund(order: Order, details: Details, actor: str) -> object:
    return record_payment(
        order,
        -details.amount_vnd,
        method=order.payment_method,
        actor=actor,
        received_at=details.received_at,
    )


def _hand_over(order: Order, details: Details, actor: str) -> object:
    return hand_over(
        order,
        actor=actor,
        carrier=details.carrier,
        tracking_number=details.tracking_number,
    )


def _cancel(order: Order, details: Details, actor: str) -> object:
    return change_status(order, "order", "cancelled", actor=actor, reason=details.reason)


ACTS: Mapping[str, Act] = {
    "confirmation": Act(
        "order.confirmed",
        lambda order, _details, actor: confirm_order(order, actor=actor),
        ("order", "confirmed"),
    ),
    "payment": Act("payment.recorded", _pay),
    "packing": Act(
        "order.packed",
        lambda order, _details, actor: record_packed(order, actor=actor),
        ("fulfilment", "packed"),
    ),
    "unpacking": Act(
        "order.unpacked",
        lambda order, _details, actor: change_status(order, "fulfilment", "pending", actor=actor),
        ("fulfilment", "pending"),
    ),
    "handover": Act("order.handed_over", _hand_over, ("fulfilment", "handed_over")),
    "delivery": Act(
        "order.delivered",
        lambda order, _details, actor: record_delivered(order, actor=actor),
        ("fulfilment", "delivered"),
    ),
    "return": Act(
        "order.returned",
        lambda order, details, actor: record_returned(order, actor=actor, reason=details.reason),
        ("fulfilment", "returned"),
    ),
    "cancellation": Act("order.cancelled", _cancel, ("order", "cancelled")),
    "refund": Act("payment.returned", _refund),
}


def stand_of(order: Order) -> str:
    """Write down how an order stands: its states, and the last change and payment of it."""
    change_id, payment_id = db.session.execute(
        select(
            select(func.max(StateChange.id))
            .where(StateChange.order_id == order.id)
            .scalar_subquery(),
            select(func.max(Payment.id)).where(Payment.order_id == order.id).scalar_subquery(),
        )
    ).one()
    states = (order.status, order.payment_status, order.fulfilment_status)
    return ".".join((*states, str(change_id or 0), str(payment_id or 0)))


def take_step(order: Order, step: str, details: Details, *, by: User, seen: str) -> bool:
    """Take a step that is one of `ACTS`, with its line in the log.

    False when the same person took it already on what they saw; raises ChangedMeanwhile when the
    order stands otherwise than `seen`, or when the step is not open to it.
    """
    lock_order(order)
    actor = f"user:{by.id}"
    act = ACTS[step]
    if stand_of(order) != seen:
        amount = -details.amount_vnd if step == "refund" else details.amount_vnd
        if _taken_already(order, act, amount, actor, seen):
            return False
        raise ChangedMeanwhile
    if step not in steps_of(order, *received_for(order)):
        raise ChangedMeanwhile
    act.run(order, details, actor)
    amounts = {"amount_vnd": details.amount_vnd} if details.amount_vnd else {}
    note(by.cooperative, by, act.verb, order, order.code, **amounts)
    return True


def seen_ids(seen: str) -> tuple[int, int]:
    """Return the ids of the last change and the last payment in a stand; 0 for what is none."""
    parts = seen.split(".")[-2:]
    ids = [int(p) if p.isascii() and p.isdigit() and len(p) <= LONGEST_ID else 0 for p in parts]
    return (ids[0], ids[1]) if len(ids) == 2 else (0, 0)


def _taken_already(order: Order, act: Act, amount_vnd: int, actor: str, seen: str) -> bool:
    """Tell whether what came first after the stand seen is this very step of this very person."""
    change_id, payment_id = seen_ids(seen)
    if act.leads_to is None:
        payment = db.session.scalars(
            select(Payment)
            .where(Payment.order_id == order.id, Payment.id > payment_id)
            .order_by(Payment.id)
        ).first()
        return payment is not None and (payment.actor, payment.amount_vnd) == (actor, amount_vnd)
    change = db.session.scalars(
        select(StateChange)
        .where(StateChange.order_id == order.id, StateChange.id > change_id)
        .order_by(StateChange.id)
    ).first()
    return change is not None and (change.actor, change.machine, change.to_status) == (
        actor,
        *act.leads_to,
    )
