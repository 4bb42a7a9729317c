"""Days as people type them."""

from __future__ import annotations

import re
from datetime import date

from storefront.text import clean_line

EARLIEST, LATEST = 2000, 2100
_TYPED = re.compile(r"(?P<day>[0-9]{1,2}) ?[/.-] ?(?P<month>[0-9]{1,2}) ?[/.-] ?(?P<year>[0-9]{4})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")


class UnclearDay(ValueError):
    """Say that a typed day is none."""


def parse_day(text: str) -> date:
    """Read a day: 22/11/2026, 22-11-2026 and 22.11.2026 begin with the day, 2026-11-22 is ISO's.

    Raises UnclearDay for everything else, also for years of two digits and before 2000.
    """
    written = clean_line(text)
    typed = _TYPED.fullmatch(written) or _ISO.fullmatch(written)
    try:
        if typed is None or not EARLIEST <= int(typed["year"]) <= LATEST:
            raise UnclearDay(text)
        return date(int(typed["year"]), int(typed["month"]), int(typed["day"]))
    except ValueError as error:
        raise UnclearDay(text) from error


def months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise UnclearDay(day.isoformat())
