"""The three life cycles of an order: pure rules on what may follow what.

Order: placed, confirmed, completed, or cancelled, or expired. Payment: awaiting, part-paid,
paid, or refunded, derived from the money received. Fulfilment: pending, packed, handed over,
delivered, or returned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Machine = Literal["order", "payment", "fulfilment"]
Outcome = Literal["done", "ignored", "invalid"]

INITIAL: Mapping[Machine, str] = {
    "order": "placed",
    "payment": "awaiting",
    "fulfilment": "pending",
}

# Money decides the payment's state, so money given back in part leads from paid to part-paid,
# and a new transfer from refunded onwards.
TRANSITIONS: Mapping[Machine, Mapping[str, tuple[str, ...]]] = {
    "order": {
        "placed": ("confirmed", "cancelled", "expired"),
        "confirmed": ("completed", "cancelled"),
        "completed": (),
        "cancelled": (),
        "expired": (),
    },
    "payment": {
        "awaiting": ("part_paid", "paid"),
        "part_paid": ("paid", "refunded"),
        "paid": ("part_paid", "refunded"),
        "refunded": ("part_paid", "paid"),
    },
    "fulfilment": {
        "pending": ("packed",),
        "packed": ("pending", "handed_over"),
        "handed_over": ("delivered", "returned"),
        "delivered": ("returned",),
        "returned": (),
    },
}

ENDED = ("cancelled", "expired")


@dataclass(frozen=True, slots=True)
class States:
    """Hold where an order stands in each of its three life cycles."""

    order: str
    payment: str
    fulfilment: str

    def of(self, machine: Machine) -> str:
        """Return the state in one life cycle."""
        return {"order": self.order, "payment": self.payment, "fulfilment": self.fulfilment}[
            machine
        ]


def judge(states: States, machine: Machine, to: str) -> Outcome:
    """Tell what a wanted change comes to: done, ignored (it stands there already) or invalid."""
    if to == states.of(machine):
        return "ignored"
    if to not in TRANSITIONS[machine].get(states.of(machine), ()):
        return "invalid"
    return "done" if _other_cycles_allow(states, machine, to) else "invalid"


def available_statuses(states: States, machine: Machine) -> tuple[str, ...]:
    """Return the states that can follow now in one life cycle."""
    following = TRANSITIONS[machine].get(states.of(machine), ())
    return tuple(to for to in following if _other_cycles_allow(states, machine, to))


def may_cancel(states: States) -> bool:
    """Tell whether the buyer can still cancel: until packing starts."""
    return states.fulfilment == "pending" and "cancelled" in available_statuses(states, "order")


def is_legal_step(machine: Machine, before: str, after: str) -> bool:
    """Tell whether one state can ever follow another in a life cycle."""
    return after in TRANSITIONS[machine].get(before, ())


def _other_cycles_allow(states: States, machine: Machine, to: str) -> bool:
    """Apply the rules that tie the life cycles together."""
    if machine == "order" and to == "cancelled":
        return states.fulfilment in ("pending", "returned")
    if machine == "order" and to == "expired":
        return states.payment != "paid"
    if machine == "order" and to == "completed":
        return states.fulfilment == "delivered" and states.payment == "paid"
    if machine == "fulfilment" and to in ("packed", "handed_over"):
        return states.order == "confirmed"
    return True
