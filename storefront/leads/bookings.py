"""Taking a time at a booth, exactly one business each, and giving it up."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.database import db
from storefront.leads.models import Lead, MeetingBooking, MeetingSlot
from storefront.leads.receiving import Asked, Whence, lead_sent, new_lead
from storefront.leads.slots import can_be_met
from storefront.showcase.models import Booth
from storefront.showcase.standing import hold
from storefront.text import fold


class SlotTaken(Exception):
    """Say that somebody else has this time, or that the booth took it away."""


class SlotPast(Exception):
    """Say that this time has begun already."""


class NoMeetings(Exception):
    """Say that nobody can be met at this booth: over, archived, or the maker left."""


class AlreadyMeeting(Exception):
    """Tell the booking that the same business has at the same time."""

    def __init__(self, other: MeetingBooking) -> None:
        super().__init__(other.id)
        self.other = other


def book(
    booth: Booth, slot_id: int, asked: Asked, source: str = "", now: datetime | None = None
) -> tuple[MeetingBooking, bool]:
    """Give a business a time at a booth, and make a lead of it; return whether it is new.

    Raises SlotTaken, SlotPast, NoMeetings, AlreadyMeeting. All bookings at one showcase wait for
    each other, so that no firm can take two times at once either.
    """
    now = now or clock.now()
    hold(booth.showcase, booth)
    key = asked.sent_key(booth.id, slot_id)
    known = lead_sent(key)
    if known is not None and known.booking is not None:
        return known.booking, False
    slot = _open_slot(booth, slot_id, now)
    _refuse_two_at_once(asked, slot)
    maker = slot.cooperative
    try:
        with db.session.begin_nested():
            lead = new_lead(key, maker, asked, Whence(booth, source), now)
            booking = MeetingBooking(slot=slot, lead=lead, booked_at=now)
            db.session.add(booking)
    except IntegrityError as error:
        raise SlotTaken from error
    note(maker, None, "lead.received", lead, lead.reference)
    note(maker, None, "meeting.booked", lead, lead.reference)
    return booking, True


def cancel(booking: MeetingBooking, by: str, user: User | None = None) -> bool:
    """Give a time up, by the "business", the "maker" or the "organiser"; False if it was already.

    The lead stays as it is: somebody still wants to buy. Raises SlotPast once it has begun.
    """
    held = select(MeetingBooking).where(MeetingBooking.id == booking.id).with_for_update()
    db.session.scalars(held, execution_options={"populate_existing": True}).one()
    if booking.cancelled_at is not None:
        return False
    if booking.slot.starts_at <= clock.now():
        raise SlotPast
    booking.cancelled_at, booking.cancelled_by = clock.now(), by
    lead = booking.lead
    lead.touched_at = booking.cancelled_at
    note(lead.cooperative, user, "meeting.cancelled", lead, lead.reference)
    db.session.flush()
    return True


def find_booking(secret: str) -> MeetingBooking | None:
    """Return the booking with a secret address."""
    return db.session.scalar(
        select(MeetingBooking)
        .where(MeetingBooking.secret == secret)
        .options(
            joinedload(MeetingBooking.lead).joinedload(Lead.cooperative),
            joinedload(MeetingBooking.slot)
            .joinedload(MeetingSlot.booth)
            .joinedload(Booth.showcase),
        )
    )


def still_takes_place(booking: MeetingBooking) -> bool:
    """Tell whether the maker waits at the booth: not given up, and the maker has not left."""
    slot = booking.slot
    holds = slot.booth.is_taken and slot.booth.cooperative_id == slot.cooperative_id
    return booking.cancelled_at is None and holds


def _open_slot(booth: Booth, slot_id: int, now: datetime) -> MeetingSlot:
    if not can_be_met(booth, now):
        raise NoMeetings
    slot = db.session.scalar(
        select(MeetingSlot)
        .where(
            MeetingSlot.id == slot_id,
            MeetingSlot.booth_id == booth.id,
            MeetingSlot.cooperative_id == booth.cooperative_id,
        )
        .execution_options(populate_existing=True)
    )
    if slot is None or slot.removed_at is not None or slot.booking is not None:
        raise SlotTaken
    if slot.starts_at <= now:
        raise SlotPast
    return slot


def _refuse_two_at_once(asked: Asked, slot: MeetingSlot) -> None:
    """Refuse whoever meets somebody else then: the same number, tax code or name of a firm."""
    meanwhile = db.session.scalars(
        select(MeetingBooking)
        .join(MeetingBooking.slot)
        .where(
            MeetingBooking.cancelled_at.is_(None),
            MeetingSlot.starts_at < slot.ends_at,
            MeetingSlot.ends_at > slot.starts_at,
        )
        .options(joinedload(MeetingBooking.lead))
    )
    for other in meanwhile:
        lead = other.lead
        same_code = asked.tax_code and lead.tax_code == asked.tax_code
        if lead.phone == asked.phone or same_code or fold(lead.firm) == fold(asked.firm):
            raise AlreadyMeeting(other)
