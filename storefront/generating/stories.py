"""What becomes of generated orders after they were placed, and how often."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from random import Random
from typing import cast

from storefront.clock import MARKET_ZONE
from storefront.database import db
from storefront.fulfilment.models import Shipment
from storefront.ordering.changes import COLUMNS, states_of
from storefront.ordering.models import Order, StateChange
from storefront.ordering.states import Machine, judge
from storefront.payments.models import BankTransaction, Payment

Step = tuple[Machine, str, str]
CONFIRMED: tuple[Step, ...] = (("order", "confirmed", "system"),)
PAID: tuple[Step, ...] = (("payment", "paid", "system"), *CONFIRMED)
PACKED: tuple[Step, ...] = (("fulfilment", "packed", "system"),)
SENT: tuple[Step, ...] = (*PACKED, ("fulfilment", "handed_over", "system"))
DELIVERED: tuple[Step, ...] = (*SENT, ("fulfilment", "delivered", "system"))
COMPLETED: tuple[Step, ...] = (("order", "completed", "system"),)
CANCELLED: tuple[Step, ...] = (("order", "cancelled", "buyer"),)
EXPIRED: tuple[Step, ...] = (("order", "expired", "system"),)

# How an order's story goes on after it was placed, and how often, by its way of payment.
STORIES: Mapping[str, tuple[tuple[int, tuple[Step, ...]], ...]] = {
    "cod": (
        (12, ()),
        (8, CONFIRMED),
        (6, CONFIRMED + PACKED),
        (6, CONFIRMED + SENT),
        (50, (*CONFIRMED, *DELIVERED, ("payment", "paid", "system"), *COMPLETED)),
        (10, CANCELLED),
        (8, EXPIRED),
    ),
    "bank_transfer": (
        (12, ()),
        (8, PAID),
        (6, PAID + PACKED),
        (6, PAID + SENT),
        (54, PAID + DELIVERED + COMPLETED),
        (4, CANCELLED),
        (10, EXPIRED),
    ),
}


def choose_story(method: str, rng: Random) -> tuple[Step, ...]:
    """Return what will happen to an order."""
    weights, stories = zip(*STORIES[method], strict=True)
    return cast(tuple[Step, ...], rng.choices(stories, weights=weights)[0])


def live(order: Order, story: Sequence[Step], now: datetime, rng: Random) -> None:
    """Lead an order through its states, each change recorded after the one before."""
    order.status, order.payment_status, order.fulfilment_status = "placed", "awaiting", "pending"
    step_length = (now - order.placed_at) / (len(story) + 1) * rng.uniform(0.2, 0.9)
    moment = order.placed_at
    for machine, to, actor in story:
        moment += step_length
        if judge(states_of(order), machine, to) != "done":
            raise ValueError(f"{machine} cannot become {to}")
        before = states_of(order).of(machine)
        setattr(order, COLUMNS[machine], to)
        order.state_changes.append(
            StateChange(
                machine=machine, from_status=before, to_status=to, actor=actor, changed_at=moment
            )
        )
        if to == "paid":
            _pay(order, moment)
        elif to == "handed_over":
            db.session.add(Shipment(order=order, carrier="Viettel Post", handed_over_at=moment))


def _pay(order: Order, moment: datetime) -> None:
    """Record the money of an order: a matched bank line, or cash that the carrier brought."""
    transaction = None
    if order.payment_method == "bank_transfer":
        transaction = BankTransaction(
            checksum=hashlib.sha256(f"generated {order.code}".encode()).hexdigest(),
            account_number=order.account_number,
            amount_vnd=order.total_vnd,
            booked_on=moment.astimezone(MARKET_ZONE).date(),
            state="matched",
            order=order,
            imported_at=moment,
        )
    db.session.add(
        Payment(
            order=order,
            amount_vnd=order.total_vnd,
            method=order.payment_method,
            bank_transaction=transaction,
            actor="system",
            received_at=moment,
        )
    )
