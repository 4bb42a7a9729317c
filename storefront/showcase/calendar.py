"""A showcase as a calendar file (iCalendar, RFC 5545), in the page's language."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from flask import url_for
from icalendar import Calendar, Event

from storefront import clock
from storefront.clock import MARKET_ZONE
from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized_text
from storefront.showcase.models import ARCHIVED, ProgrammeSession, Showcase, ShowcaseDay
from storefront.templating import public_url, shop_name


def calendar_of(showcase: Showcase) -> bytes:
    """Return the calendar of a whole showcase: each day with its hours, and each session."""
    days = [_day_event(showcase, day) for day in showcase.days]
    return _calendar(showcase, days + [_session_event(showcase, s) for s in showcase.sessions])


def session_calendar(showcase: Showcase, session: ProgrammeSession) -> bytes:
    """Return the calendar of one session alone."""
    return _calendar(showcase, [_session_event(showcase, session)])


def _calendar(showcase: Showcase, events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//Cho Phien//Showcases//{current_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", localized_text(showcase.title))
    calendar.add("x-wr-timezone", str(MARKET_ZONE))
    for event in events:
        calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body


def _day_event(showcase: Showcase, day: ShowcaseDay) -> Event:
    event = _event(showcase, f"day {day.day.isoformat()}", day.opens_at, day.closes_at)
    event.add("summary", localized_text(showcase.title))
    event.add("location", _joined(showcase.place, showcase.address))
    event.add("description", _description(showcase, showcase.theme, showcase.words))
    event.add("transp", "TRANSPARENT")
    return event


def _session_event(showcase: Showcase, session: ProgrammeSession) -> Event:
    event = _event(showcase, f"session {session.id}", session.starts_at, session.ends_at)
    event.add("summary", localized_text(session.title))
    event.add("location", _joined(session.hall, showcase.place, showcase.address))
    event.add(
        "description", _description(showcase, showcase.title, session.speakers, session.words)
    )
    return event


def _event(showcase: Showcase, part: str, begins: datetime, ends: datetime) -> Event:
    """Return an event with what makes it the same one whenever it is fetched again."""
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_OID, f'{showcase.created_at} {showcase.id} {part}')}")
    event.add("sequence", showcase.revision)
    event.add("dtstamp", (showcase.published_at or showcase.created_at).astimezone(UTC))
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", ends.astimezone(UTC))
    event.add("url", _address(showcase))
    event.add("categories", [shop_name()])
    called_off = showcase.state == ARCHIVED and not showcase.is_over(clock.now())
    event.add("status", "CANCELLED" if called_off else "CONFIRMED")
    return event


def _description(showcase: Showcase, *texts: Bilingual) -> str:
    parts = [localized_text(text) for text in texts if text]
    return "\n\n".join([*parts, _address(showcase)])


def _joined(*texts: Bilingual) -> str:
    return ", ".join(localized_text(text) for text in texts if text)


def _address(showcase: Showcase) -> str:
    return public_url(url_for("showcase.showcase", slug=showcase.slug))
