"""Stretches of days in Việt Nam's time, and the weeks and moments they are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from storefront.clock import MARKET_ZONE

DAYS_IN_WEEK = 7
LONGEST_DAYS = 2 * 366


class UnclearPeriod(ValueError):
    """Say that a period ends before it begins or is longer than two years."""


@dataclass(frozen=True, slots=True)
class Week:
    """Hold the days of one ISO week, Monday to Sunday, as far as they lie in a period."""

    first: date
    last: date

    @property
    def number(self) -> str:
        """Return the week's ISO number with its year, such as "2026-W47"."""
        year, week, _day = self.first.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def ends(self) -> datetime:
        """Return the midnight after the last day."""
        return midnight(self.last + timedelta(1))


@dataclass(frozen=True, slots=True)
class Period:
    """Hold a first and a last day, both included. Raises UnclearPeriod."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse what cannot be shown week by week."""
        if not 0 < self.days <= LONGEST_DAYS:
            raise UnclearPeriod

    @property
    def days(self) -> int:
        """Return how many days there are."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """Return the period of as many days that ends the day before."""
        return Period(self.first - timedelta(self.days), self.first - timedelta(1))

    @property
    def starts(self) -> datetime:
        """Return the moment of the first midnight."""
        return midnight(self.first)

    @property
    def ends(self) -> datetime:
        """Return the midnight after the last day."""
        return midnight(self.last + timedelta(1))

    @property
    def weeks(self) -> tuple[Week, ...]:
        """Return the weeks in order; the first and the last may be cut by the period."""
        monday = monday_of(self.first)
        found = []
        while monday <= self.last:
            sunday = monday + timedelta(DAYS_IN_WEEK - 1)
            found.append(Week(max(monday, self.first), min(sunday, self.last)))
            monday += timedelta(DAYS_IN_WEEK)
        return tuple(found)


def last_weeks(number: int, today: date) -> Period:
    """Return so many weeks up to today, this one among them."""
    return Period(monday_of(today) - timedelta((number - 1) * DAYS_IN_WEEK), today)


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(day.weekday())


def midnight(day: date) -> datetime:
    """Return when a day begins in Việt Nam: at 17:00 UTC of the day before.

    Việt Nam has no daylight saving time, so every day has 24 hours; the zone's data says it all
    the same.
    """
    return datetime.combine(day, time(), MARKET_ZONE)
