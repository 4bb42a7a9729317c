"""A meeting as a calendar file (iCalendar, RFC 5545), in the language of whoever booked it."""

from __future__ import annotations

from datetime import UTC
from uuid import NAMESPACE_OID, uuid5

from flask_babel import gettext as _
from icalendar import Calendar, Event

from storefront.i18n.languages import current_language, localized_text
from storefront.leads.bookings import still_takes_place
from storefront.leads.models import MeetingBooking


def meeting_calendar(booking: MeetingBooking, address: str) -> bytes:
    """Return the calendar with one meeting; fetched again it is the same one, moved or off."""
    slot, maker = booking.slot, localized_text(booking.lead.cooperative.name)
    showcase, takes_place = slot.booth.showcase, still_takes_place(booking)
    event = Event()
    event.add("uid", f"{uuid5(NAMESPACE_OID, booking.secret)}")
    event.add("sequence", showcase.revision + (0 if takes_place else 1))
    event.add("dtstamp", (booking.cancelled_at or booking.booked_at).astimezone(UTC))
    event.add("dtstart", slot.starts_at.astimezone(UTC))
    event.add("dtend", slot.ends_at.astimezone(UTC))
    event.add("summary", _("Meeting with %(maker)s", maker=maker))
    event.add("location", _place(booking))
    event.add("description", f"{localized_text(showcase.title)}\n\n{address}")
    event.add("url", address)
    event.add("status", "CONFIRMED" if takes_place else "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", f"-//Cho Phien//Meetings//{current_language().upper()}")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body


def _place(booking: MeetingBooking) -> str:
    booth = booking.slot.booth
    place = (booth.showcase.place, booth.showcase.address)
    named = [localized_text(text) for text in place if text]
    return ", ".join([_("Booth %(number)s", number=booth.number), *named])
