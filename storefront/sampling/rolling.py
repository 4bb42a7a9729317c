"""Keeping the sample showcase on: when its first day has passed, all of it moves on."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select

from storefront import clock
from storefront.database import Model, db
from storefront.showcase.models import Showcase


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


def _shift(row: Model, by: timedelta, *columns: str) -> None:
    for name in columns:
        moment: date | datetime | None = getattr(row, name)
        if moment is not None:
            setattr(row, name, moment + by)
