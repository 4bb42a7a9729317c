"""Booking a time at a booth, and the page of a booking, by its secret address."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_limiter import RequestLimit

from storefront import clock
from storefront.database import db
from storefront.forms import Form, one_line
from storefront.htmx import render
from storefront.i18n.languages import current_language, localized_text
from storefront.leads import bookings
from storefront.leads.addresses import at_desk, at_organiser
from storefront.leads.bookings import (
    AlreadyMeeting,
    NoMeetings,
    SlotPast,
    SlotTaken,
    find_booking,
    still_takes_place,
)
from storefront.leads.calendar import meeting_calendar
from storefront.leads.forms import MeetingForm
from storefront.leads.lead_mail import confirm_meeting, tell_of_cancelling, tell_of_lead
from storefront.leads.models import MeetingBooking
from storefront.leads.receiving import Whence
from storefront.leads.retention import KEEP_CLOSED_MONTHS, KEEP_UNTOUCHED_MONTHS
from storefront.leads.slots import free_slots
from storefront.leads.wording import booking_words, slot_words
from storefront.limits import limiter
from storefront.showcase.models import Booth
from storefront.showcase.page_codes import brought_code
from storefront.showcase.queries import booth_at, public_showcase
from storefront.templating import public_url

CONFLICT, GONE = 409, 410
CALENDAR = "text/calendar; charset=utf-8"
NEVER_KEPT = "private, no-store"
LONGEST_CODE = 20


class CancelForm(Form):
    """Hold nothing but the token: the button says it all."""


def register(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of leads."""
    at_booth, own = "/showcases/<slug>/booths/<booth>/meeting", "/meetings/<token>"
    blueprint.add_url_rule(at_booth, "meet", meet)
    blueprint.add_url_rule(at_booth, "book", book, methods=["POST"])
    blueprint.add_url_rule(own, "meeting", meeting)
    blueprint.add_url_rule(f"{own}/meeting.ics", "meeting_file", meeting_file)
    blueprint.add_url_rule(f"{own}/cancellation", "cancel_own", cancel_own, methods=["POST"])


def meet(slug: str, booth: str) -> Response:
    """Show the free times of a booth and the form; `?slot=` chooses one."""
    stand = _booth(slug, booth)
    form = MeetingForm(free_slots(stand, clock.now()), formdata=None)
    form.slot.data = request.args.get("slot", "")
    form.at.data = one_line(request.args.get("at"))[:LONGEST_CODE]
    return _form_page(stand, form)


def too_many(_limit: RequestLimit) -> Response:
    """Show the form again with everything typed, and ask for patience."""
    named = request.view_args or {}
    stand = _booth(named["slug"], named["booth"])
    return _form_page(stand, MeetingForm(free_slots(stand, clock.now())), 429)


@limiter.limit("30 per 10 minutes", on_breach=too_many)
@limiter.limit(
    "5 per 10 minutes; 20 per day",
    deduct_when=lambda response: response.status_code == 303,
    on_breach=too_many,
)
def book(slug: str, booth: str) -> Response:
    """Take a time for a business, and go on to the page of the booking."""
    stand = _booth(slug, booth)
    form = MeetingForm(free_slots(stand, clock.now()))
    if not form.validate():
        return _form_page(stand, form, form.refusal_status)
    source = brought_code(stand.showcase, form.at.data)
    try:
        booking, is_new = bookings.book(stand, form.slot_id, form.asked(current_language()), source)
    except (SlotTaken, SlotPast, NoMeetings, AlreadyMeeting) as refused:
        alert = _refusal(refused)
        db.session.rollback()
        stand = _booth(slug, booth)
        form.offer(free_slots(stand, clock.now()))
        form.slot.data = ""
        return _form_page(stand, form, CONFLICT, alert)
    address = url_for("leads.meeting", token=booking.secret)
    if is_new:
        tell_of_lead(booking.lead, at_desk(booking.lead), at_organiser(booking.lead))
        confirm_meeting(booking, public_url(address))
    db.session.commit()
    return make_response(redirect(address, 303))


@limiter.limit("60 per minute")
def meeting(token: str) -> Response:
    """Show a booking to whoever has its address."""
    return _own_page(_booking(token))


@limiter.limit("60 per minute")
def meeting_file(token: str) -> Response:
    """Hand a booking out for a calendar."""
    booking = _booking(token)
    address = public_url(url_for("leads.meeting", token=token))
    answer = Response(meeting_calendar(booking, address), content_type=CALENDAR)
    answer.headers["Cache-Control"] = NEVER_KEPT
    answer.headers["Content-Disposition"] = f'attachment; filename="{booking.lead.reference}.ics"'
    return answer


@limiter.limit("30 per 10 minutes")
def cancel_own(token: str) -> Response:
    """Give the time up, by the business itself."""
    booking, form = _booking(token), CancelForm()
    if not form.validate():
        alert = _(
            "This page was open for too long or came from another browser. Nothing changed: press"
            " the button again."
        )
        return _own_page(booking, form.refusal_status, alert)
    try:
        is_new = bookings.cancel(booking, "business")
    except SlotPast:
        db.session.rollback()
        return _own_page(_booking(token), CONFLICT, _("This time has begun already."))
    if is_new:
        tell_of_cancelling(booking, at_desk(booking.lead), at_organiser(booking.lead))
    db.session.commit()
    return make_response(redirect(url_for("leads.meeting", token=token), 303))


def _booth(slug: str, name: str) -> Booth:
    showcase = public_showcase(slug) or abort(404)
    booth = booth_at(showcase, name)
    if booth is None or booth.cooperative is None:
        abort(404)
    return booth


def _booking(token: str) -> MeetingBooking:
    return find_booking(token) or abort(404)


def _refusal(refused: Exception) -> str:
    if isinstance(refused, SlotTaken):
        return _("This time has just been taken. These are free; all that you typed is kept.")
    if isinstance(refused, SlotPast):
        return _("This time has begun already. These are free; all that you typed is kept.")
    if isinstance(refused, AlreadyMeeting):
        other = refused.other
        return _(
            "At this time you meet %(maker)s already (%(when)s, booth %(number)s). Choose another.",
            maker=localized_text(other.lead.cooperative.name),
            when=slot_words(other.slot),
            number=other.slot.booth.number,
        )
    return _("Nobody can be met at this booth any more. You can still write to the makers.")


def _form_page(stand: Booth, form: MeetingForm, status: int = 200, alert: str = "") -> Response:
    return render(
        "leads/meet.html",
        status=GONE if status == 200 and not stand.is_taken else status,
        booth=stand,
        showcase=stand.showcase,
        maker=stand.cooperative,
        came=Whence(stand),
        form=form,
        alert=alert,
        has_times=form.has_times,
        is_over=stand.showcase.is_over(clock.now()),
        too_many=status == 429,
        closed_months=KEEP_CLOSED_MONTHS,
        untouched_months=KEEP_UNTOUCHED_MONTHS,
    )


def _own_page(booking: MeetingBooking, status: int = 200, alert: str = "") -> Response:
    answer = render(
        "leads/meeting.html",
        status=status,
        booking=booking,
        alert=alert,
        takes_place=still_takes_place(booking),
        has_begun=booking.slot.starts_at <= clock.now(),
        state=booking_words(booking),
        when=slot_words(booking.slot),
        form=CancelForm(formdata=None),
    )
    answer.headers["Cache-Control"] = NEVER_KEPT
    return answer
