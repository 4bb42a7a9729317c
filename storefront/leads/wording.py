"""What pages and desks say about leads and meetings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from storefront.clock import MARKET_ZONE
from storefront.i18n.languages import localized_text
from storefront.leads.bookings import still_takes_place
from storefront.leads.models import MeetingBooking, MeetingSlot
from storefront.showcase.wording import clock_span, long_day

STATES: Mapping[str, object] = {
    "new": _("new"),
    "talked": _("talked"),
    "sample": _("sample sent"),
    "contract": _("contract"),
    "closed": _("closed"),
}
STEPS: Mapping[str, object] = {
    "talked": _("We have talked"),
    "sample": _("Sample sent"),
    "contract": _("Contract signed"),
    "closed": _("Close"),
}
DONE: Mapping[str, object] = {
    "moved": _("Written down."),
    "noted": _("The note is there."),
    "reminded": _("The reminder is set."),
    "unreminded": _("The reminder is taken back."),
    "made": _("The times are there. Businesses can book them now."),
    "there": _("These times stood there already."),
    "removed": _("The time is taken away."),
    "cancelled": _("The meeting is called off."),
}


def state_words(state: str) -> str:
    """Name the state of a lead."""
    return str(STATES[state])


def step_words(state: str, to: str) -> str:
    """Say what a button does that brings a lead from one state to another."""
    return gettext("Open again") if state == "closed" else str(STEPS[to])


def slot_words(slot: MeetingSlot) -> str:
    """Say when a meeting is: day, from, to."""
    return f"{long_day(day_of(slot))}, {clock_span(slot.starts_at, slot.ends_at)}"


def day_of(slot: MeetingSlot) -> date:
    """Return the day of a meeting by the market's calendar."""
    return slot.starts_at.astimezone(MARKET_ZONE).date()


def booking_words(booking: MeetingBooking) -> str:
    """Say whether a meeting takes place, and if not, why."""
    if still_takes_place(booking):
        return gettext("It takes place.")
    if booking.cancelled_by == "business":
        return gettext("You called it off.")
    if booking.cancelled_by:
        return gettext("The booth called it off.")
    maker = localized_text(booking.lead.cooperative.name)
    return gettext("%(maker)s has left the booth: nobody waits there.", maker=maker)
