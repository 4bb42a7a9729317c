"""Periods: days in Vietnamese time, whole weeks, the same stretch before."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from storefront.reporting.periods import Period, UnclearPeriod, last_weeks

SUNDAY = date(2026, 11, 22)


def test_a_day_begins_at_midnight_in_viet_nam() -> None:
    assert Period(SUNDAY, SUNDAY).starts == datetime(2026, 11, 21, 17, tzinfo=UTC)
    assert Period(SUNDAY, SUNDAY).ends == datetime(2026, 11, 22, 17, tzinfo=UTC)


def test_the_last_weeks_begin_on_a_monday_and_end_today() -> None:
    period = last_weeks(12, SUNDAY)
    assert (period.first, period.last) == (date(2026, 8, 31), SUNDAY)
    assert len(period.weeks) == 12
    assert len(last_weeks(4, SUNDAY + timedelta(1)).weeks) == 4


def test_the_weeks_cover_every_day_once() -> None:
    period = Period(date(2026, 12, 30), date(2027, 1, 13))
    days = [
        week.first + timedelta(n)
        for week in period.weeks
        for n in range((week.last - week.first).days + 1)
    ]
    assert days == [period.first + timedelta(n) for n in range(period.days)]
    assert [week.number for week in period.weeks] == ["2026-W53", "2027-W01", "2027-W02"]


def test_the_period_before_is_as_long_and_ends_the_day_before() -> None:
    period = Period(date(2026, 3, 1), date(2026, 3, 10))
    assert period.before == Period(date(2026, 2, 19), date(2026, 2, 28))


@pytest.mark.parametrize("days", [-1, 732])
def test_a_period_ends_after_it_begins_and_within_two_years(days: int) -> None:
    with pytest.raises(UnclearPeriod):
        Period(SUNDAY, SUNDAY + timedelta(days))
    Period(SUNDAY, SUNDAY + timedelta(731))
