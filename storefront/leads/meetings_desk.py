"""The screen of meeting times, for one booth at the cooperative's desk, for all at the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, abort, make_response, redirect, request
from flask_babel import gettext as _
from sqlalchemy import select

from storefront import clock
from storefront.database import db
from storefront.htmx import render
from storefront.leads import bookings
from storefront.leads.bookings import SlotPast
from storefront.leads.desk import CONFLICT, Desk, page_was_old
from storefront.leads.desk_forms import PressForm, SlotsForm
from storefront.leads.lead_mail import call_meeting_off
from storefront.leads.models import MeetingSlot
from storefront.leads.slots import (
    MOST_SLOTS,
    NoTime,
    OutsideHours,
    Overlaps,
    SlotBooked,
    make_slots,
    remove_slot,
    slots_of,
)
from storefront.leads.wording import DONE, slot_words
from storefront.showcase.models import ACCEPTED, ARCHIVED, Booth, Showcase
from storefront.showcase.standing import Closed
from storefront.showcase.wording import clock_span, long_day

USUAL_MINUTES = 20
REFUSED = 422


@dataclass(frozen=True, slots=True)
class Meetings:
    """Hold what one screen is about: a desk, a showcase, and those of its booths it may touch."""

    desk: Desk
    showcase: Showcase
    booths: Sequence[Booth]


def page(
    meetings: Meetings, status: int = 200, *, form: SlotsForm | None = None, alert: str = ""
) -> Response:
    """Show the times of the booths, who comes when, and the form for more times."""
    showcase, now = meetings.showcase, clock.now()
    taken = [booth for booth in meetings.booths if booth.state == ACCEPTED]
    return render(
        "leads/desk/meetings.html",
        status=status,
        desk=meetings.desk,
        booths=[(booth, slots_of(booth)) for booth in taken],
        is_closed=showcase.state == ARCHIVED or showcase.is_over(now),
        now=now,
        form=form or _empty_form(meetings, taken),
        press_form=PressForm(formdata=None),
        alert=alert,
        done=DONE.get(request.args.get("done", "")),
        slot_words=slot_words,
        **{**meetings.desk.context, "showcase": showcase},
    )


def make(meetings: Meetings) -> Response:
    """Make a row of times, at the booth or at all that were ticked."""
    form = SlotsForm()
    if not form.validate():
        return page(meetings, form.refusal_status, form=form)
    chosen = [booth for booth in meetings.booths if booth.id in form.booth_ids]
    if not chosen:
        form.booths.errors = [_("Tick at least one booth.")]
        return page(meetings, REFUSED, form=form)
    try:
        made = make_slots(meetings.showcase, chosen, meetings.desk.user, form.row())
    except (Closed, NoTime, OutsideHours, Overlaps) as refused:
        alert = _refusal(refused, meetings.showcase)
        db.session.rollback()
        return page(meetings, CONFLICT, form=form, alert=alert)
    db.session.commit()
    return _back(meetings, "made" if made else "there")


def remove(meetings: Meetings, slot_id: int) -> Response:
    """Take a time away that nobody has booked."""
    slot = _slot(meetings, slot_id)
    if not PressForm().validate():
        return page(meetings, 400, alert=page_was_old())
    try:
        remove_slot(slot, meetings.desk.user)
    except SlotBooked:
        db.session.rollback()
        alert = _("Somebody has booked this time. Call the meeting off first.")
        return page(meetings, CONFLICT, alert=alert)
    db.session.commit()
    return _back(meetings, "removed")


def call_off(meetings: Meetings, slot_id: int) -> Response:
    """Call the meeting at a time off; the time is free again, the lead stays."""
    slot = _slot(meetings, slot_id)
    if not PressForm().validate():
        return page(meetings, 400, alert=page_was_old())
    booking = slot.booking
    if booking is not None:
        by = "organiser" if meetings.desk.is_organiser else "maker"
        try:
            if bookings.cancel(booking, by, meetings.desk.user):
                call_meeting_off(booking)
        except SlotPast:
            db.session.rollback()
            return page(meetings, CONFLICT, alert=_("This time has begun already."))
    db.session.commit()
    return _back(meetings, "cancelled")


def _slot(meetings: Meetings, slot_id: int) -> MeetingSlot:
    ids = [booth.id for booth in meetings.booths]
    slot = db.session.scalar(
        select(MeetingSlot).where(MeetingSlot.id == slot_id, MeetingSlot.booth_id.in_(ids))
    )
    if slot is None or slot.cooperative_id != slot.booth.cooperative_id:
        abort(404)
    return slot


def _empty_form(meetings: Meetings, taken: Sequence[Booth]) -> SlotsForm:
    """Return the form with a row that fits into the next day of the showcase."""
    form, now = SlotsForm(formdata=None), clock.now()
    days = [day for day in meetings.showcase.days if day.closes_at > now]
    if days:
        form.day.data = days[0].day
    form.length.data, form.pause.data = USUAL_MINUTES, 0
    form.booths.data = [str(booth.id) for booth in taken]
    return form


def _refusal(refused: Exception, showcase: Showcase) -> str:
    if isinstance(refused, Overlaps):
        return _(
            "Nothing was made: booth %(number)s has a time from %(span)s that day already. Choose"
            " others, or take that one away first.",
            number=refused.slot.booth.number,
            span=clock_span(refused.slot.starts_at, refused.slot.ends_at),
        )
    if isinstance(refused, OutsideHours):
        hours = "; ".join(
            f"{long_day(day.day)} {clock_span(day.opens_at, day.closes_at)}"
            for day in showcase.days
        )
        return _("The showcase is not open all that time. It is open: %(hours)s.", hours=hours)
    if isinstance(refused, NoTime):
        return _(
            "Between these times fits no meeting, or more than %(most)s do. Nothing was made.",
            most=MOST_SLOTS,
        )
    return _("The showcase is over or archived: this cannot be done any more.")


def _back(meetings: Meetings, done: str) -> Response:
    return make_response(redirect(meetings.desk.url("meetings", done=done), 303))
