"""Days and times of day as people type them."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from storefront import clock
from storefront.days import UnclearDay, parse_day
from storefront.text import clean_line, fold

MIDNIGHT = 24 * 60
NOON = 12 * 60
_TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})"
    r"(?: ?(?:h|:|\.|gio|g) ?(?P<minute>[0-9]{2})?(?: ?(?:phut|p(?!m)))?)?"
    r"(?: ?(?P<half>am|pm|a\.m\.|p\.m\.|sang|trua|chieu|toi))?"
)
_DAY_AND_MONTH = re.compile(r"(?P<day>[0-9]{1,2}) ?[/.-] ?(?P<month>[0-9]{1,2})")
_AFTERNOON = ("pm", "p.m.", "chieu", "toi")
_MORNING = ("am", "a.m.")


class UnclearTime(ValueError):
    """Say that a typed time of day is none."""


def parse_time(text: str) -> int:
    """Read a time of day: 8:30, 8h30, 8h, 8, 14.30, 8 giờ 30, 2 giờ chiều, 2:30 pm, 24:00.

    Returns minutes since midnight, up to 1440. Raises UnclearTime for everything else.
    """
    typed = _TIME.fullmatch(fold(clean_line(text)))
    if typed is None:
        raise UnclearTime(text)
    hour, minute = int(typed["hour"]), int(typed["minute"] or 0)
    half = typed["half"] or ""
    if half in _AFTERNOON and hour < NOON // 60:
        hour += 12
    elif half in _MORNING and hour == NOON // 60:
        hour = 0
    minutes = hour * 60 + minute
    if minute >= 60 or minutes > MIDNIGHT:
        raise UnclearTime(text)
    return minutes


def write_time(minutes: int) -> str:
    """Write minutes since midnight, such as 8:30."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def parse_near_day(text: str) -> date:
    """Read a day; one without a year is the next such day from today on.

    Raises UnclearDay for everything else.
    """
    line = clean_line(text)
    typed = _DAY_AND_MONTH.fullmatch(line)
    if typed is None:
        return parse_day(line)
    today = clock.today()
    for year in range(today.year, today.year + 5):  # 29 February may be four years ahead
        try:
            day = date(year, int(typed["month"]), int(typed["day"]))
        except ValueError:
            continue
        if day >= today:
            return day
    raise UnclearDay(text)


def write_day(day: date) -> str:
    """Write a day as it is typed, such as 22/11/2026."""
    return f"{day.day}/{day.month}/{day.year}"


def moment_of(day: date, minutes: int) -> datetime:
    """Return the moment at which a day of the market has come so far, in UTC."""
    midnight = datetime.combine(day, time(0), tzinfo=clock.MARKET_ZONE)
    return (midnight + timedelta(minutes=minutes)).astimezone(clock.now().tzinfo)


def minutes_of(moment: datetime, day: date) -> int:
    """Return how many minutes after the midnight that began a day a moment lies."""
    midnight = datetime.combine(day, time(0), tzinfo=clock.MARKET_ZONE)
    return int((moment - midnight).total_seconds() // 60)
