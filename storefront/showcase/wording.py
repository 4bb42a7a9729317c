"""Words for a showcase's days, hours, waiting times and places on the floor."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from storefront.i18n.languages import current_language
from storefront.showcase.models import Showcase
from storefront.showcase.opening import OPEN, OVER, UNDATED, Opening
from storefront.templating import show_day

LONG_DAY = {"vi": "EEEE, d/M/yyyy", "en": "EEEE, d MMM yyyy"}
WITHOUT_YEAR = {"vi": "d/M", "en": "d MMM"}
A_MINUTE = timedelta(minutes=1)


def clock_time(moment: datetime) -> str:
    """Write an hour of the market's day, such as "08:30"."""
    return format_datetime(moment, "HH:mm")


def clock_span(begins: datetime, ends: datetime) -> str:
    """Write from when until when on one day, such as "08:30–10:00"."""
    return f"{clock_time(begins)}–{clock_time(ends)}"


def long_day(day: date) -> str:
    """Write a day with its weekday."""
    words = format_date(day, LONG_DAY[current_language()])
    return words[:1].upper() + words[1:]


def dates_of(showcase: Showcase) -> str:
    """Write the days of a showcase in short: "5–6/12/2026" or "30 Nov – 1 Dec 2026"."""
    if not showcase.days:
        return ""
    first, last = showcase.days[0].day, showcase.days[-1].day
    if first == last:
        return show_day(first)
    if first.year != last.year:
        return f"{show_day(first)} – {show_day(last)}"
    if first.month == last.month:
        return f"{first.day}–{show_day(last)}"
    return f"{format_date(first, WITHOUT_YEAR[current_language()])} – {show_day(last)}"


def opening_words(now: Opening) -> str:
    """Say how long it is until the doors open, or until when they are."""
    if now.state == OPEN and now.day:
        return _("Open now until %(time)s", time=clock_time(now.day.closes_at))
    if now.state == OVER:
        return _("It is over")
    if now.state == UNDATED or now.day is None:
        return _("The days are still to be told")
    if now.sleeps == 0:
        return _("Opens in %(time)s", time=how_long(now.waits))
    if now.sleeps == 1:
        return _("Opens tomorrow at %(time)s", time=clock_time(now.day.opens_at))
    return ngettext("Opens in %(num)s day", "Opens in %(num)s days", now.sleeps)


def how_long(wait: timedelta) -> str:
    """Write less than a day, to the minute that has begun: "2 h 10 min"."""
    minutes = max(1, -(-wait // A_MINUTE))
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min", minutes=minutes)
    if not minutes:
        return _("%(hours)s h", hours=hours)
    return _("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)


def mark_name(kind: str) -> str:
    """Name what stands on the floor beside the booths."""
    return {
        "stage": _("Stage"),
        "entrance": _("Entrance"),
        "exit": _("Exit"),
        "information": _("Information"),
        "food": _("Food"),
        "toilets": _("Toilets"),
        "wall": _("Wall"),
    }[kind]
