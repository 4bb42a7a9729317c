"""Trade leads and meetings for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from storefront import clock
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.leads.bookings import book
from storefront.leads.models import Lead, MeetingBooking, MeetingSlot
from storefront.leads.receiving import Asked, Whence, receive_lead
from storefront.showcase.models import Booth

SECRET_FIRM, SECRET_CONTACT = "Bếp Kín Miệng", "Chị Kín Miệng"
_numbers = count(1)


def make_asked(**values: Any) -> Asked:
    """Return what a business types."""
    number = next(_numbers)
    return Asked(
        **{
            "key": f"{number:032x}",
            "firm": f"Bếp {number}",
            "contact": f"Chị Hoa {number}",
            "phone": f"+84987{number:06}",
            "language": "vi",
            "wanted": "Cam Cao Phong",
            **values,
        }
    )


def make_lead(
    maker: Cooperative, booth: Booth | None = None, source: str = "", **values: Any
) -> Lead:
    """Add a lead, as if the form had been sent."""
    now = values.pop("received_at", None)
    lead, _is_new = receive_lead(maker, make_asked(**values), Whence(booth, source), now)
    return lead


def make_slot(
    booth: Booth, starts_at: datetime | None = None, minutes: int = 20, **values: Any
) -> MeetingSlot:
    """Add a time at which a booth can be met, by default two hours from now."""
    starts = starts_at or clock.now() + timedelta(hours=2)
    slot = MeetingSlot(
        booth=booth,
        cooperative_id=booth.cooperative_id,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        **values,
    )
    db.session.add(slot)
    db.session.flush()
    return slot


def make_booking(slot: MeetingSlot, **values: Any) -> MeetingBooking:
    """Let a business take a time."""
    booking, _is_new = book(slot.booth, slot.id, make_asked(**values))
    return booking
