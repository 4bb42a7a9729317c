"""Whether a showcase is to come, open now, closed for the night, or over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from storefront.clock import MARKET_ZONE
from storefront.showcase.models import ARCHIVED, ProgrammeSession, Showcase, ShowcaseDay

BEFORE, OPEN, BETWEEN, OVER, UNDATED = "before", "open", "between", "over", "undated"
NEXT_WITHIN = timedelta(hours=20)
"""How long ahead a session is the next one: not the first of a showcase next month."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Hold how a showcase stands at a moment, and the day that is open or opens next."""

    state: str
    moment: datetime
    day: ShowcaseDay | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether its page is a record from now on."""
        return self.state == OVER

    @property
    def is_open(self) -> bool:
        """Tell whether visitors can walk in at this moment."""
        return self.state == OPEN

    @property
    def waits(self) -> timedelta:
        """Return how long it is until the doors open; none where they are or stay."""
        if self.day is None or self.state not in (BEFORE, BETWEEN):
            return timedelta()
        return self.day.opens_at - self.moment

    @property
    def sleeps(self) -> int:
        """Return how many nights there are until the doors open, by the market's calendar."""
        if self.day is None:
            return 0
        return (self.day.day - self.moment.astimezone(MARKET_ZONE).date()).days


def opening(showcase: Showcase, moment: datetime) -> Opening:
    """Return how a showcase stands at a moment; one that was archived is over."""
    if showcase.state == ARCHIVED or showcase.is_over(moment):
        return Opening(OVER, moment)
    today = showcase.day_at(moment)
    if today:
        return Opening(OPEN, moment, today)
    ahead = showcase.next_day(moment)
    if ahead is None:
        return Opening(UNDATED, moment)
    return Opening(BEFORE if ahead is showcase.days[0] else BETWEEN, moment, ahead)


@dataclass(frozen=True, slots=True)
class Line:
    """Hold a session of the programme as it stands at a moment."""

    session: ProgrammeSession
    is_now: bool = False
    is_next: bool = False
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeDay:
    """Hold a day with its hours and the sessions that begin on it."""

    day: ShowcaseDay
    lines: list[Line]


def programme(showcase: Showcase, now: Opening) -> list[ProgrammeDay]:
    """Return every day with its sessions, "now" and "next" marked while it is not over."""
    moment = now.moment
    upcoming = [
        session.starts_at
        for session in showcase.sessions
        if moment < session.starts_at <= moment + NEXT_WITHIN
    ]
    first = None if now.is_over or not upcoming else min(upcoming)
    days: dict[object, ProgrammeDay] = {day.day: ProgrammeDay(day, []) for day in showcase.days}
    for session in showcase.sessions:
        day = days.get(session.starts_at.astimezone(MARKET_ZONE).date())
        if day:
            day.lines.append(
                Line(
                    session,
                    is_now=not now.is_over and session.starts_at <= moment < session.ends_at,
                    is_next=session.starts_at == first,
                    is_past=session.ends_at <= moment,
                )
            )
    return list(days.values())


def now_and_next(days: list[ProgrammeDay]) -> list[Line]:
    """Return the sessions that go on now, then those that come next."""
    lines = [line for day in days for line in day.lines]
    return [line for line in lines if line.is_now] + [line for line in lines if line.is_next]
