"""The stretches of time that a showcase is looked at in: each hour it was open, and around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from storefront.clock import MARKET_ZONE
from storefront.reporting.periods import midnight
from storefront.showcase.models import Showcase

BEFORE, HOUR, DAY, BETWEEN, AFTER = "before", "hour", "day", "between", "after"
AN_HOUR = timedelta(hours=1)
MOST_HOURS = 72  # more make columns that nobody can tell apart: days are counted instead
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hold a time from the end of the one before until `ends`.

    `kind` says what it is; an hour and a day begin at `starts`. What is between days is the
    night after a day.
    """

    kind: str
    starts: datetime
    ends: datetime

    @property
    def day(self) -> date:
        """Return the market's day on which it begins."""
        return self.starts.astimezone(MARKET_ZONE).date()


def stretches_of(showcase: Showcase) -> tuple[Stretch, ...]:
    """Return the stretches of a showcase from the beginning to the end of time, without gaps.

    Full hours by the market's clock; an opening at 8:30 counts with the hour from 8:00.
    """
    opens = [(_floor(day.opens_at), _ceiling(day.closes_at)) for day in showcase.days]
    if not opens:
        return (Stretch(BEFORE, FOR_EVER, FOR_EVER),)
    hours = sum((closes - starts) // AN_HOUR for starts, closes in opens)
    inner = _days(showcase) if hours > MOST_HOURS else list(_hours(opens))
    first, last = inner[0].starts, inner[-1].ends
    return (Stretch(BEFORE, first, first), *inner, Stretch(AFTER, last, FOR_EVER))


def place_of(moment: datetime, stretches: Sequence[Stretch]) -> int:
    """Return which of the stretches a moment lies in."""
    return next(place for place, each in enumerate(stretches) if moment < each.ends)


def ends_of(stretches: Sequence[Stretch]) -> list[datetime]:
    """Return the ends of all stretches but the last, as `reporting.sales.slot` wants them."""
    return [stretch.ends for stretch in stretches[:-1]]


def _hours(opens: Sequence[tuple[datetime, datetime]]) -> Iterator[Stretch]:
    before: datetime | None = None
    for starts, closes in opens:
        if before is not None and before < starts:
            yield Stretch(BETWEEN, before, starts)
        hour = starts if before is None else max(before, starts)
        while hour < closes:
            yield Stretch(HOUR, hour, hour + AN_HOUR)
            hour += AN_HOUR
        before = hour


def _days(showcase: Showcase) -> list[Stretch]:
    first, last = showcase.days[0].day, showcase.days[-1].day
    return [
        Stretch(DAY, midnight(day), midnight(day + timedelta(1)))
        for day in (first + timedelta(later) for later in range((last - first).days + 1))
    ]


def _floor(moment: datetime) -> datetime:
    """Return the beginning of an hour: Việt Nam's hours begin with those of UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _ceiling(moment: datetime) -> datetime:
    return -((_floor(moment) - moment) // AN_HOUR) * AN_HOUR + _floor(moment)
