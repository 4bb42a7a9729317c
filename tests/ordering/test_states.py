"""The three life cycles: what may follow what, and what ties them together."""

from __future__ import annotations

import pytest

from storefront.ordering.models import FULFILMENT_STATUSES, ORDER_STATUSES, PAYMENT_STATUSES
from storefront.ordering.states import (
    INITIAL,
    TRANSITIONS,
    Machine,
    States,
    available_statuses,
    is_legal_step,
    judge,
    may_cancel,
)

PLACED = States("placed", "awaiting", "pending")
CONFIRMED = States("confirmed", "paid", "pending")


def test_every_state_of_the_models_has_its_rules() -> None:
    assert tuple(TRANSITIONS["order"]) == ORDER_STATUSES
    assert tuple(TRANSITIONS["payment"]) == PAYMENT_STATUSES
    assert tuple(TRANSITIONS["fulfilment"]) == FULFILMENT_STATUSES
    for machine, rules in TRANSITIONS.items():
        assert INITIAL[machine] in rules
        assert {after for following in rules.values() for after in following} <= set(rules)


@pytest.mark.parametrize(
    ("states", "machine", "to", "outcome"),
    [
        (PLACED, "order", "confirmed", "done"),
        (PLACED, "order", "placed", "ignored"),
        (PLACED, "order", "completed", "invalid"),
        (States("expired", "awaiting", "pending"), "order", "confirmed", "invalid"),
        (States("cancelled", "paid", "pending"), "order", "cancelled", "ignored"),
        (PLACED, "payment", "paid", "done"),
        (PLACED, "payment", "refunded", "invalid"),
        (CONFIRMED, "payment", "paid", "ignored"),
        (PLACED, "fulfilment", "packed", "invalid"),
        (CONFIRMED, "fulfilment", "packed", "done"),
        (CONFIRMED, "fulfilment", "delivered", "invalid"),
        (States("cancelled", "awaiting", "pending"), "fulfilment", "packed", "invalid"),
        (States("confirmed", "paid", "packed"), "order", "cancelled", "invalid"),
        (States("confirmed", "paid", "returned"), "order", "cancelled", "done"),
        (States("confirmed", "paid", "delivered"), "order", "completed", "done"),
        (States("confirmed", "awaiting", "delivered"), "order", "completed", "invalid"),
        (States("placed", "paid", "pending"), "order", "expired", "invalid"),
        (PLACED, "order", "no such state", "invalid"),
    ],
)
def test_a_change_is_done_ignored_or_invalid(
    states: States, machine: Machine, to: str, outcome: str
) -> None:
    assert judge(states, machine, to) == outcome


def test_staff_see_only_what_can_follow_now() -> None:
    assert available_statuses(PLACED, "order") == ("confirmed", "cancelled", "expired")
    assert available_statuses(PLACED, "fulfilment") == ()
    assert available_statuses(CONFIRMED, "fulfilment") == ("packed",)
    assert available_statuses(States("confirmed", "paid", "packed"), "order") == ()


@pytest.mark.parametrize(
    ("states", "allowed"),
    [
        (PLACED, True),
        (CONFIRMED, True),
        (States("confirmed", "paid", "packed"), False),
        (States("confirmed", "paid", "returned"), False),
        (States("completed", "paid", "delivered"), False),
        (States("expired", "awaiting", "pending"), False),
        (States("cancelled", "awaiting", "pending"), False),
    ],
)
def test_buyers_can_cancel_until_packing_starts(states: States, allowed: bool) -> None:
    assert may_cancel(states) is allowed


def test_steps_are_judged_without_the_other_cycles_for_the_record() -> None:
    assert is_legal_step("fulfilment", "pending", "packed")
    assert not is_legal_step("order", "", "confirmed")
