"""Changing the account a maker is paid into: asked for, approved by a second person, waited for.

The old account stays the live one until the wait is over; orders keep the account that they were
placed with. Every step is one conditional UPDATE, so that of two at once only one happens.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.accounts.models import AccessLink, User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative
from storefront.database import db, only_reading
from storefront.payments.account_mail import tell_everyone
from storefront.payments.accounts import NewAccount, live_account, short_account
from storefront.payments.models import OPEN_CHANGES, AccountChange, BankAccount

WAIT = timedelta(hours=24)
# Whoever the asker let in so lately may be the asker at another phone.
STRANGER_AFTER = timedelta(hours=24)
TOLD_AFTERWARDS = timedelta(days=7)
LATEST = 20

log = logging.getLogger(__name__)


class ChangeRefused(ValueError):
    """Say why a step cannot be taken.

    `reason` is "not_yours", "same" (the live account already), "another_open", "asker" (who asked
    cannot approve), or "let_in" (who was let in by the asker lately cannot either).
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChangeEnded(LookupError):
    """Say that a change is no longer where the step could be taken: somebody was quicker."""


def open_change(shop: Cooperative) -> AccountChange | None:
    """Return the change of a shop that is asked for or approved, if there is one."""
    return db.session.scalar(_changes(_is_open(), AccountChange.cooperative_id == shop.id))


def change_to_tell(shop: Cooperative, now: datetime | None = None) -> AccountChange | None:
    """Return the change that every member should see: the open one, or one done these days."""
    since = (now or clock.now()) - TOLD_AFTERWARDS
    done = (AccountChange.state == "done") & (AccountChange.ended_at > since)
    wanted = _changes(_is_open() | done, AccountChange.cooperative_id == shop.id)
    return db.session.scalars(wanted.order_by(AccountChange.id.desc()).limit(1)).first()


def changes_of(shop: Cooperative) -> Sequence[AccountChange]:
    """Return the latest changes of a shop, newest first."""
    wanted = _changes(AccountChange.cooperative_id == shop.id)
    return db.session.scalars(wanted.order_by(AccountChange.id.desc()).limit(LATEST)).all()


def find_change(change_id: int, shop: Cooperative | None = None) -> AccountChange | None:
    """Return a change; with a shop, only one of that shop."""
    narrowed = [] if shop is None else [AccountChange.cooperative_id == shop.id]
    return db.session.scalar(_changes(AccountChange.id == change_id, *narrowed))


def all_open_changes() -> Sequence[AccountChange]:
    """Return the open changes of all shops for the operator, those that wait for approval first."""
    wanted = _changes(_is_open()).options(joinedload(AccountChange.cooperative))
    order = (AccountChange.state.desc(), AccountChange.asked_at, AccountChange.id)
    return db.session.scalars(wanted.order_by(*order)).all()


def ask_change(
    shop: Cooperative, user: User, account: NewAccount, *, now: datetime | None = None
) -> AccountChange:
    """Ask for another account, and tell everyone in the shop.

    Raises ChangeRefused: not a manager's to ask, the live account already, or another change is
    open. The caller has checked the password anew.
    """
    if user.cooperative_id != shop.id or not user.is_manager:
        raise ChangeRefused("not_yours")
    live = live_account(shop)
    if live and not live.is_sample and account == NewAccount.of(live):
        raise ChangeRefused("same")
    change = AccountChange(
        cooperative=shop,
        bank_bin=account.bank_bin,
        number=account.number,
        holder=account.holder,
        asked_by=user,
        asked_at=now or clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(change)
    except IntegrityError as error:
        raise ChangeRefused("another_open") from error
    note(shop, user, "account.change_asked", change, account=short_account(change))
    tell_everyone(change, "asked")
    return change


def may_approve(change: AccountChange, user: User, now: datetime | None = None) -> str:
    """Return why somebody cannot approve a change, "" when they can.

    Another manager of the shop can, or the operator; nobody whom the asker invited or gave a new
    password in the last day: that might be the asker again.
    """
    if change.state != "asked":
        return "ended"
    if user.role == "operator":
        return ""
    if user.cooperative_id != change.cooperative_id or not user.is_manager:
        return "not_yours"
    if user.id == change.asked_by_id:
        return "asker"
    return "let_in" if _let_in_lately(user, change, now or clock.now()) else ""


def approve_change(change: AccountChange, user: User, *, now: datetime | None = None) -> None:
    """Approve a change: after the wait it comes to pass.

    Raises ChangeRefused when it is not this person's to approve, ChangeEnded when it was
    approved, stopped or refused meanwhile.
    """
    now = now or clock.now()
    reason = may_approve(change, user, now)
    if reason == "ended":
        raise ChangeEnded
    if reason:
        raise ChangeRefused(reason)
    _move(
        change,
        AccountChange.state == "asked",
        state="approved",
        approved_by_id=user.id,
        approved_at=now,
        effective_at=now + WAIT,
    )
    note(change.cooperative, user, "account.change_approved", change, account=short_account(change))
    tell_everyone(change, "approved")


def stop_change(change: AccountChange, user: User, *, now: datetime | None = None) -> None:
    """Stop a change before it comes to pass; everybody in the shop may, and the operator.

    What waits for approval and is stopped by somebody else than its asker is refused. Raises
    ChangeRefused for strangers, ChangeEnded when it has ended already.
    """
    if user.role != "operator" and user.cooperative_id != change.cooperative_id:
        raise ChangeRefused("not_yours")
    refused = change.state == "asked" and user.id != change.asked_by_id
    state = "refused" if refused else "stopped"
    stood = AccountChange.state == "asked" if refused else _is_open()
    _move(change, stood, state=state, ended_at=now or clock.now(), ended_by_id=user.id)
    verb = "account.change_refused" if refused else "account.change_stopped"
    note(change.cooperative, user, verb, change, account=short_account(change))
    tell_everyone(change, state)


def apply_due_changes(now: datetime | None = None) -> int:
    """Make the approved accounts whose wait is over the live ones; return how many.

    Commits each by itself; safe to run twice, at once, and beside somebody who stops one.
    """
    now = now or clock.now()
    due = (AccountChange.state == "approved") & (AccountChange.effective_at <= now)
    with only_reading():
        ids = db.session.scalars(select(AccountChange.id).where(due)).all()
        db.session.commit()
    return sum(_apply_one(change_id, due, now) for change_id in ids)


def _apply_one(change_id: int, due: ColumnElement[bool], now: datetime) -> bool:
    change = db.session.get_one(AccountChange, change_id)
    try:
        _move(change, due, state="done", ended_at=now)
    except ChangeEnded:
        db.session.rollback()
        return False
    shop = change.cooperative
    account = db.session.scalar(
        select(BankAccount).where(BankAccount.cooperative_id == shop.id).with_for_update()
    )
    before = short_account(account) if account else ""
    if account is None:
        account = BankAccount(cooperative=shop)
        db.session.add(account)
    account.bank_bin, account.number = change.bank_bin, change.number
    account.holder, account.is_sample = change.holder, False
    note(shop, None, "account.changed", change, before=before, after=short_account(change))
    tell_everyone(change, "done")
    db.session.commit()
    log.info("account change %s is done", change_id)
    return True


def _move(change: AccountChange, stood: ColumnElement[bool], **values: object) -> None:
    """Take a change from where it stood; of two who try at once the second finds it elsewhere."""
    moved = db.session.execute(
        update(AccountChange)
        .where(AccountChange.id == change.id, stood)
        .values(**values)
        .returning(AccountChange.id)
        .execution_options(synchronize_session=False)
    )
    if moved.first() is None:
        raise ChangeEnded
    db.session.refresh(change)


def _let_in_lately(user: User, change: AccountChange, now: datetime) -> bool:
    since = now - STRANGER_AFTER
    if user.invited_by_id == change.asked_by_id and user.created_at > since:
        return True
    reset = select(AccessLink.id).where(
        AccessLink.user_id == user.id,
        AccessLink.issued_by_id == change.asked_by_id,
        AccessLink.issued_at > since,
    )
    return db.session.scalar(reset.limit(1)) is not None


def _is_open() -> ColumnElement[bool]:
    return AccountChange.state.in_(OPEN_CHANGES)


def _changes(*conditions: ColumnElement[bool]) -> Select[AccountChange]:
    return select(AccountChange).where(*conditions)
