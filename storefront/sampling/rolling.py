"""Keeping the sample showcase on: when its first day has passed, all of it moves on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select

from storefront import clock
from storefront.database import Model, db
from storefront.leads.models import MeetingSlot
from storefront.showcase.models import Booth, Showcase


def roll_samples(now: datetime) -> int:
    """Move sample showcases so that their first day is today; return how many moved."""
    today = now.astimezone(clock.MARKET_ZONE).date()
    samples = db.session.scalars(select(Showcase).where(Showcase.is_sample)).all()
    late = [showcase for showcase in samples if showcase.days and showcase.days[0].day < today]
    for showcase in late:
        _move(showcase, today - showcase.days[0].day)
    db.session.flush()
    return len(late)


def _move(showcase: Showcase, by: timedelta) -> None:
    # The last day first: two of one showcase may never have the same date.
    for day in reversed(showcase.days):
        _shift(day, by, "day", "opens_at", "closes_at")
        db.session.flush()
    for session in showcase.sessions:
        _shift(session, by, "starts_at", "ends_at")
    for slot in _slots_latest_first(showcase):
        _shift(slot, by, "starts_at", "ends_at")
        db.session.flush()


def _slots_latest_first(showcase: Showcase) -> Sequence[MeetingSlot]:
    """Return the times in an order in which none moves to where another still stands."""
    return db.session.scalars(
        select(MeetingSlot)
        .join(MeetingSlot.booth)
        .where(Booth.showcase_id == showcase.id)
        .order_by(MeetingSlot.starts_at.desc())
    ).all()


def _shift(row: Model, by: timedelta, *columns: str) -> None:
    for name in columns:
        moment: date | datetime | None = getattr(row, name)
        if moment is not None:
            setattr(row, name, moment + by)
