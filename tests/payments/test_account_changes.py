"""Changing a bank account: two people, a day's wait, and a way back at every step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.accounts.access import accept_invitation, invite_member, issue_reset
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.activity.models import Activity
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.mail.models import OutboxMessage
from storefront.ordering.models import Order
from storefront.payments.account_changes import (
    WAIT,
    ChangeEnded,
    ChangeRefused,
    apply_due_changes,
    approve_change,
    ask_change,
    change_to_tell,
    find_change,
    open_change,
    stop_change,
)
from storefront.payments.accounts import (
    NewAccount,
    WrongAccount,
    live_account,
    read_holder,
    read_number,
    trial_payload,
)
from storefront.payments.models import AccountChange
from storefront.payments.vietqr import parse_vietqr
from tests.concurrency.threads import at_once
from tests.factories import NOON, make_cooperative, make_market, make_product
from tests.factories.orders import make_order

PASSWORD = "mật khẩu của chợ"
OLD = {"bank_bin": "970436", "number": "0011000000", "holder": "HTX CAM CAO PHONG"}
NEW = NewAccount("970415", "1234567890", "HTX CAM MOI")


@dataclass(frozen=True, slots=True)
class Shop:
    maker: Cooperative
    asker: User
    second: User
    member: User
    operator: User
    stranger: User


@pytest.fixture
def shop(app: Flask) -> Iterator[Shop]:
    with app.app_context():
        make_market()
        maker, other = make_cooperative(account=OLD), make_cooperative()
        people = [
            create_user("0912345678", PASSWORD, "cooperative", maker, name="Chị Ấn"),
            create_user("hai@example.com", PASSWORD, "cooperative", maker, name="Anh Hai"),
            create_user("ba@example.com", PASSWORD, "cooperative", maker, member_role="member"),
            create_user("op@example.com", PASSWORD, "operator"),
            create_user("0987654321", PASSWORD, "cooperative", other),
        ]
        db.session.commit()
        yield Shop(maker, *people)


def live_number(shop: Shop) -> str:
    db.session.expire_all()
    account = live_account(shop.maker)
    assert account is not None
    return account.number


def told() -> list[str]:
    return list(db.session.scalars(select(OutboxMessage.recipient).order_by(OutboxMessage.id)))


def test_the_old_account_is_live_until_the_job_comes_after_the_wait(shop: Shop) -> None:
    product = make_product(cooperative=shop.maker)
    change = ask_change(shop.maker, shop.asker, NEW, now=NOON)
    before = make_order(product)
    approve_change(change, shop.second, now=NOON + timedelta(hours=1))
    db.session.commit()
    due = NOON + timedelta(hours=1) + WAIT
    assert apply_due_changes(due - timedelta(seconds=1)) == 0
    assert live_number(shop) == OLD["number"]
    assert apply_due_changes(due) == 1
    assert live_number(shop) == NEW.number
    assert apply_due_changes(due) == 0
    after = make_order(product)
    assert (before.account_number, before.bank_bin) == (OLD["number"], OLD["bank_bin"])
    assert (after.account_number, after.account_holder) == (NEW.number, NEW.holder)
    assert (
        db.session.scalar(select(Order.account_number).where(Order.id == before.id))
        == (OLD["number"])
    )
    assert change.state == "done"


def test_what_nobody_approved_never_comes_to_pass(shop: Shop) -> None:
    ask_change(shop.maker, shop.asker, NEW, now=NOON)
    db.session.commit()
    assert apply_due_changes(NOON + timedelta(days=400)) == 0
    assert live_number(shop) == OLD["number"]


def test_everyone_with_an_address_is_told_at_every_step_in_both_languages(shop: Shop) -> None:
    change = ask_change(shop.maker, shop.asker, NEW, now=NOON)
    assert told() == ["hai@example.com", "ba@example.com"]
    approve_change(change, shop.second, now=NOON)
    assert len(told()) == 4
    db.session.commit()
    apply_due_changes(NOON + WAIT)
    assert len(told()) == 6
    for body in db.session.scalars(select(OutboxMessage.body)):
        assert "•••7890" in body
        assert NEW.number not in body
        assert "account" in body  # the English half


def test_every_step_is_in_the_log(shop: Shop) -> None:
    change = ask_change(shop.maker, shop.asker, NEW, now=NOON)
    approve_change(change, shop.operator, now=NOON)
    db.session.commit()
    apply_due_changes(NOON + WAIT)
    lines = db.session.scalars(select(Activity).order_by(Activity.id)).all()
    assert [line.verb for line in lines] == [
        "account.change_asked",
        "account.change_approved",
        "account.changed",
    ]
    assert NEW.number not in str([line.details for line in lines])


@pytest.mark.parametrize("who", ["member", "operator", "stranger"])
def test_only_managers_of_the_shop_ask(shop: Shop, who: str) -> None:
    with pytest.raises(ChangeRefused, match="not_yours"):
        ask_change(shop.maker, getattr(shop, who), NEW)
    assert open_change(shop.maker) is None


@pytest.mark.parametrize(
    ("who", "reason"), [("asker", "asker"), ("member", "not_yours"), ("stranger", "not_yours")]
)
def test_who_asked_and_who_has_no_say_cannot_approve(shop: Shop, who: str, reason: str) -> None:
    change = ask_change(shop.maker, shop.asker, NEW)
    with pytest.raises(ChangeRefused, match=reason):
        approve_change(change, getattr(shop, who))
    assert change.state == "asked"


def test_who_was_let_in_by_the_asker_today_may_be_the_asker(shop: Shop) -> None:
    change = ask_change(shop.maker, shop.asker, NEW)
    _, secret = invite_member(shop.maker, "manager", shop.asker)
    invited = accept_invitation(secret, "0901234567", "Ai đó", PASSWORD)
    issue_reset(shop.second, shop.asker)
    for user in (invited, shop.second):
        with pytest.raises(ChangeRefused, match="let_in"):
            approve_change(change, user)
    approve_change(change, shop.operator)
    assert change.state == "approved"


def test_who_was_let_in_long_ago_is_a_second_person(shop: Shop) -> None:
    _, secret = invite_member(shop.maker, "manager", shop.asker)
    invited = accept_invitation(secret, "0901234567", "Ai đó", PASSWORD)
    invited.created_at -= timedelta(days=2)
    change = ask_change(shop.maker, shop.asker, NEW)
    approve_change(change, invited)
    assert change.state == "approved"


@pytest.mark.parametrize("who", ["asker", "second", "member", "operator"])
@pytest.mark.parametrize("approved", [False, True])
def test_everybody_in_the_shop_and_the_operator_can_stop_it(
    shop: Shop, who: str, approved: bool
) -> None:
    change = ask_change(shop.maker, shop.asker, NEW, now=NOON)
    if approved:
        approve_change(change, shop.second, now=NOON)
    stop_change(change, getattr(shop, who), now=NOON + timedelta(hours=23))
    db.session.commit()
    assert change.state == ("stopped" if approved or who == "asker" else "refused")
    assert apply_due_changes(NOON + timedelta(days=9)) == 0
    assert live_number(shop) == OLD["number"]


def test_a_stranger_cannot_stop_it(shop: Shop) -> None:
    change = ask_change(shop.maker, shop.asker, NEW)
    with pytest.raises(ChangeRefused):
        stop_change(change, shop.stranger)
    assert change.is_open


def test_what_has_ended_stays_ended(shop: Shop) -> None:
    change = ask_change(shop.maker, shop.asker, NEW)
    stop_change(change, shop.asker)
    with pytest.raises(ChangeEnded):
        stop_change(change, shop.second)
    with pytest.raises(ChangeEnded):
        approve_change(change, shop.second)


def test_one_change_at_a_time_and_not_to_the_same_account(shop: Shop) -> None:
    with pytest.raises(ChangeRefused, match="same"):
        ask_change(shop.maker, shop.asker, NewAccount(**OLD))
    change = ask_change(shop.maker, shop.asker, NEW)
    with pytest.raises(ChangeRefused, match="another_open"):
        ask_change(shop.maker, shop.second, NewAccount("970436", "99990000", "AI DO"))
    stop_change(change, shop.second)
    assert ask_change(shop.maker, shop.asker, NEW).state == "asked"


def test_a_first_account_needs_approval_and_the_wait_too(app: Flask, shop: Shop) -> None:
    account = live_account(shop.maker)
    db.session.delete(account)
    db.session.commit()
    change = ask_change(shop.maker, shop.asker, NEW, now=NOON)
    approve_change(change, shop.operator, now=NOON)
    db.session.commit()
    assert live_account(shop.maker) is None
    apply_due_changes(NOON + WAIT)
    assert live_number(shop) == NEW.number


def test_members_see_an_open_change_and_one_done_these_days(shop: Shop) -> None:
    assert change_to_tell(shop.maker) is None
    change = ask_change(shop.maker, shop.asker, NEW, now=NOON)
    assert change_to_tell(shop.maker) == change
    approve_change(change, shop.second, now=NOON)
    db.session.commit()
    apply_due_changes(NOON + WAIT)
    db.session.expire_all()
    assert change_to_tell(shop.maker, NOON + timedelta(days=3)) == change
    assert change_to_tell(shop.maker, NOON + timedelta(days=9)) is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [("0011 0000 123", "00110000123"), ("19.03-55", "190355"), ("vqra1b2", "VQRA1B2")],
)
def test_numbers_are_read_as_typed(typed: str, number: str) -> None:
    assert read_number(typed) == number


@pytest.mark.parametrize("typed", ["", "123", "1" * 20, "12345/6", "\u043cama1234"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(WrongAccount):
        read_number(typed)


def test_a_name_loses_its_marks_and_grows_capitals() -> None:
    assert read_holder("  Hợp tác xã  Đường Sơn ") == "HOP TAC XA DUONG SON"
    for typed in ("", "A", "A" * 71, "TÊN <b>"):
        with pytest.raises(WrongAccount):
            read_holder(typed)


def test_the_test_code_says_that_it_is_one() -> None:
    read = parse_vietqr(trial_payload(NEW))
    assert (read.bank_bin, read.account_number) == (NEW.bank_bin, NEW.number)
    assert (read.amount_vnd, read.memo) == (1_000, "TEST")


def test_of_many_who_act_at_once_one_thing_happens(app: Flask, shop: Shop) -> None:
    """Two approve, one stops, two runners apply: whatever came first, the account agrees."""
    change_id = ask_change(shop.maker, shop.asker, NEW, now=NOON).id
    ids = {name: getattr(shop, name).id for name in ("second", "operator", "member")}
    db.session.commit()

    def approving(name: str) -> str:
        with app.app_context():
            change = find_change(change_id)
            assert change is not None
            try:
                approve_change(change, db.session.get_one(User, ids[name]), now=NOON)
            except ChangeEnded:
                return "late"
            db.session.commit()
            return "done"

    def stopping() -> str:
        with app.app_context():
            change = find_change(change_id)
            assert change is not None
            try:
                stop_change(change, db.session.get_one(User, ids["member"]), now=NOON)
            except ChangeEnded:
                return "late"
            db.session.commit()
            return "done"

    def applying() -> str:
        with app.app_context():
            return "done" if apply_due_changes(NOON + WAIT) else "late"

    assert sorted(at_once([lambda: approving("second"), lambda: approving("operator")])) == [
        "done",
        "late",
    ]
    answers = at_once([stopping, applying, applying])
    assert answers.count("done") == 1
    with app.app_context():
        state = db.session.get_one(AccountChange, change_id).state
        assert state == ("stopped" if answers[0] == "done" else "done")
        live = live_account(db.session.get_one(Cooperative, shop.maker.id))
        assert live is not None and live.number == (
            OLD["number"] if state == "stopped" else NEW.number
        )
        noted = select(func.count()).select_from(Activity).where(Activity.verb == "account.changed")
        assert db.session.scalar(noted) == (state == "done")
