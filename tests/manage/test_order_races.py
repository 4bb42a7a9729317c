"""Two members at one order: one takes the step, the other is told who did."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from storefront import clock
from storefront.activity.models import Activity
from storefront.auditing.services import audit
from storefront.database import db
from storefront.ordering.models import Order, StateChange
from storefront.payments.models import Payment
from storefront.payments.services import record_payment
from tests.client import ShopClient
from tests.concurrency.threads import at_once
from tests.manage.order_desk import TOTAL, Desk, text_of
from tests.shops import everything

MONEY = {"amount": "75.000", "day": clock.today().isoformat()}


def pressing(
    desk: Desk, client: ShopClient, code: str, step: str, **typed: str
) -> Callable[[], TestResponse]:
    """Open the order's screen, and return the press of a button on it."""
    data = {**desk.form(code, step, client), **typed}
    return lambda: client.post(f"/vi/manage/orders/{code}/{step}", data=data)


def test_without_the_guard_one_transfer_is_counted_twice(app: Flask, desk: Desk) -> None:
    """Show what the guard is for: the service alone cannot know that both mean one transfer."""
    code = desk.order(method="bank_transfer")

    def record() -> None:
        with app.app_context():
            order = db.session.scalars(select(Order).where(Order.code == code)).one()
            record_payment(order, TOTAL, method="bank_transfer", actor="user:1")
            db.session.commit()

    at_once([record, record])
    with app.app_context():
        assert db.session.scalars(select(Payment.amount_vnd)).all() == [TOTAL, TOTAL]


@pytest.mark.parametrize(
    ("method", "step", "typed"),
    [("cod", "confirmation", {}), ("bank_transfer", "payment", MONEY)],
)
def test_of_two_members_at_once_the_second_is_told_who_did_it(
    app: Flask, desk: Desk, method: str, step: str, typed: dict[str, str]
) -> None:
    code = desk.order(method=method)
    member = desk.member()
    answers = at_once(
        [
            pressing(desk, desk.manager, code, step, **typed),
            pressing(desk, member, code, step, **typed),
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    first = "Chị Ấn" if answers[0].status_code == 303 else "Anh Bường"
    refused = next(answer for answer in answers if answer.status_code == 409)
    alert = text_of(refused).split('role="alert"')[1].split("</div>")[0]
    assert first in alert
    with app.app_context():
        assert len(db.session.scalars(select(Payment)).all()) == (step == "payment")
        assert len(db.session.scalars(select(Activity)).all()) == 1
        assert list(audit()) == []


def test_confirming_and_cancelling_at_once_ends_in_one_way(app: Flask, desk: Desk) -> None:
    code = desk.order()
    member = desk.member()
    answers = at_once(
        [
            pressing(desk, desk.manager, code, "confirmation"),
            pressing(desk, member, code, "cancellation", reason="hết hàng"),
        ]
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    with app.app_context():
        changes = db.session.scalars(select(StateChange.to_status)).all()
        assert len(changes) == 2
        assert list(audit()) == []


@pytest.mark.parametrize(
    ("method", "step", "typed"), [("cod", "confirmation", {}), ("bank_transfer", "payment", MONEY)]
)
def test_a_double_tap_gets_the_same_answer_and_counts_once(
    app: Flask, desk: Desk, method: str, step: str, typed: dict[str, str]
) -> None:
    code = desk.order(method=method)
    press = pressing(desk, desk.manager, code, step, **typed)
    answers = at_once([press] * 4)
    assert {(a.status_code, a.headers["Location"]) for a in answers} == {
        (303, f"/vi/manage/orders/{code}")
    }
    before = everything(app)
    assert press().status_code == 303
    assert everything(app) == before
    with app.app_context():
        assert len(db.session.scalars(select(Payment)).all()) == (step == "payment")
        assert len(db.session.scalars(select(Activity)).all()) == 1


def test_two_transfers_in_parts_are_both_counted(app: Flask, desk: Desk) -> None:
    code = desk.order(method="bank_transfer")
    for amount in ("30.000", "30.000", "15.000"):
        answer = desk.press(code, "payment", amount=amount, day=MONEY["day"])
        assert answer.status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Payment.amount_vnd)).all() == [30_000, 30_000, 15_000]
    assert desk.read(code).status == "confirmed"


def test_a_conflict_keeps_what_was_typed(desk: Desk) -> None:
    code = desk.order(method="bank_transfer")
    late = pressing(desk, desk.member(), code, "payment", amount="45.000", day=MONEY["day"])
    desk.press(code, "payment", amount="30.000", day=MONEY["day"])
    answer = late()
    assert answer.status_code == 409
    assert 'value="45.000"' in text_of(answer)
    assert "30.000 ₫" in text_of(answer)
