"""The lines of a timeline: when something happened, and what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_LINE = re.compile(r"(?:(?:([0-9]{1,2})/)?([0-9]{1,2})/)?([12][0-9]{3})\s*:\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Event:
    """Hold what happened in a year; its month (1–12) and day are known or None."""

    words: str
    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        """Return when it happened, as machines read it: "2016", "2018-07" or "2018-10-15"."""
        parts = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


def read_event(line: str) -> Event | None:
    """Read "2016: …", "7/2016: …" or "25/7/2016: …"; None where there is no such moment."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    day, month = (int(part) if part else None for part in found.group(1, 2))
    event = Event(found[4], int(found[3]), month, day)
    return event if _exists(event) else None


def _exists(event: Event) -> bool:
    month = 1 if event.month is None else event.month
    try:
        date(event.year, month, 1 if event.day is None else event.day)
    except ValueError:
        return False
    return True
