"""The times at which a booth can be met: made in a row, never two at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.database import db
from storefront.leads.models import MeetingBooking, MeetingSlot
from storefront.showcase.hours import moment_of
from storefront.showcase.models import ACCEPTED, ARCHIVED, DRAFT, Booth, Showcase
from storefront.showcase.standing import hold, still_to_come

MOST_SLOTS = 60  # of a booth on one day
SHORTEST, LONGEST = 5, 240  # minutes


@dataclass(frozen=True, slots=True)
class Row:
    """Hold a row of times on one day: minutes since midnight, and how long each takes."""

    day: date
    begins: int
    ends: int
    length: int
    pause: int = 0

    def spans(self) -> list[tuple[datetime, datetime]]:
        """Return when each begins and ends."""
        each = timedelta(minutes=self.length)
        starts = range(self.begins, self.ends - self.length + 1, self.length + self.pause)
        return [(begin, begin + each) for begin in (moment_of(self.day, start) for start in starts)]


class NoTime(Exception):
    """Say that not one meeting fits between the two times, or too many do."""


class OutsideHours(Exception):
    """Say that the showcase is not open all that time."""


class Overlaps(Exception):
    """Tell a booth's own time with which new ones collide; nothing is made then."""

    def __init__(self, slot: MeetingSlot) -> None:
        super().__init__(slot.id)
        self.slot = slot


class SlotBooked(Exception):
    """Say that somebody comes at this time: the meeting must be called off first."""


def make_slots(showcase: Showcase, booths: Sequence[Booth], user: User, row: Row) -> int:
    """Make a row of times at booths; times that stand there already just so are left as they are.

    Raises Closed, NoTime, OutsideHours, Overlaps; all booths get their row or none does.
    """
    hold(showcase, *booths)
    still_to_come(showcase)
    spans = row.spans()
    if not 0 < len(spans) <= MOST_SLOTS:
        raise NoTime
    if not _is_open(showcase, spans[0][0], moment_of(row.day, row.ends)):
        raise OutsideHours
    made = 0
    for booth in booths:
        if booth.state == ACCEPTED:
            count = _fill(booth, spans)
            made += count
            if count:
                note(booth.cooperative, user, "meeting.slots_made", booth, booth.number)
    db.session.flush()
    return made


def remove_slot(slot: MeetingSlot, user: User) -> None:
    """Take a time away; raises SlotBooked."""
    hold(slot.booth.showcase, slot)
    if slot.booking is not None:
        raise SlotBooked
    if slot.removed_at is None:
        slot.removed_at = clock.now()
        note(slot.booth.cooperative, user, "meeting.slot_removed", slot.booth, slot.booth.number)
        db.session.flush()


def slots_of(booth: Booth) -> Sequence[MeetingSlot]:
    """Return the times of whoever holds a booth, with their bookings."""
    return db.session.scalars(
        select(MeetingSlot)
        .where(
            MeetingSlot.booth_id == booth.id,
            MeetingSlot.cooperative_id == booth.cooperative_id,
            MeetingSlot.removed_at.is_(None),
        )
        .options(selectinload(MeetingSlot.bookings).joinedload(MeetingBooking.lead))
        .order_by(MeetingSlot.starts_at)
        .execution_options(populate_existing=True)
    ).all()


def free_slots(booth: Booth, now: datetime) -> list[MeetingSlot]:
    """Return the times that a business can still take, the first first."""
    if not can_be_met(booth, now):
        return []
    return [slot for slot in slots_of(booth) if slot.starts_at > now and slot.booking is None]


def can_be_met(booth: Booth, now: datetime) -> bool:
    """Tell whether a booth's maker stands there, at a showcase that is open or to come."""
    showcase = booth.showcase
    shown = showcase.state not in (DRAFT, ARCHIVED)
    return shown and booth.state == ACCEPTED and not showcase.is_over(now)


def _is_open(showcase: Showcase, begins: datetime, ends: datetime) -> bool:
    return any(day.opens_at <= begins and ends <= day.closes_at for day in showcase.days)


def _fill(booth: Booth, spans: Sequence[tuple[datetime, datetime]]) -> int:
    standing = slots_of(booth)
    known = {(slot.starts_at, slot.ends_at) for slot in standing}
    wanted = [span for span in spans if span not in known]
    for starts, ends in wanted:
        for slot in standing:
            if slot.starts_at < ends and starts < slot.ends_at:
                raise Overlaps(slot)
    for starts, ends in wanted:
        db.session.add(
            MeetingSlot(
                booth=booth, cooperative_id=booth.cooperative_id, starts_at=starts, ends_at=ends
            )
        )
    return len(wanted)
