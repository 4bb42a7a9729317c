"""The screens of leads, the same at the cooperative's desk and at the organiser's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import log_about
from storefront.activity.wording import actor_words, verb_words
from storefront.database import db
from storefront.forms import small_number
from storefront.htmx import render
from storefront.leads import handling
from storefront.leads.desk_forms import NoteForm, ReminderForm, StepForm
from storefront.leads.files import leads_file
from storefront.leads.handling import TRANSITIONS, LeadForgotten, LeadMoved
from storefront.leads.models import STATES, Lead
from storefront.leads.queries import (
    PAGE,
    Leads,
    booths_of_leads,
    count_of,
    counts_by_state,
    due,
    narrowed,
    one_lead,
    read_leads,
)
from storefront.leads.wording import DONE, state_words, step_words

CONFLICT = 409


@dataclass(frozen=True, slots=True)
class Desk:
    """Say whose desk it is: its blueprint, the frame of its pages, and the leads it may see.

    `here` stands in all its addresses, `context` is what the frame needs.
    """

    name: str
    user: User
    leads: Leads
    here: Mapping[str, Any] = field(default_factory=dict)
    context: Mapping[str, Any] = field(default_factory=dict)

    @property
    def frame(self) -> str:
        """Return the template around its pages."""
        return f"{self.name}/base.html"

    @property
    def is_organiser(self) -> bool:
        """Tell whether leads of several cooperatives stand here."""
        return self.name == "organise"

    def url(self, screen: str, **values: Any) -> str:
        """Return the address of one of its screens."""
        return url_for(f"{self.name}.{screen}", **{**self.here, **values})


def list_page(desk: Desk) -> Response:
    """Show the leads; `?state=`, `?booth=` narrow them, `?page=` goes on."""
    state, booth_id = _asked()
    wanted = narrowed(desk.leads, state, booth_id)
    page = max(1, small_number(request.args.get("page", "1")))
    last = max(1, -(-count_of(wanted) // PAGE))
    return render(
        "leads/desk/leads.html",
        desk=desk,
        leads=read_leads(wanted, page),
        counts=counts_by_state(narrowed(desk.leads, booth_id=booth_id)),
        due=read_leads(due(desk.leads, clock.today())),
        booths=booths_of_leads(desk.leads),
        state=state,
        booth_id=booth_id,
        page=page,
        last=last,
        state_words=state_words,
        **desk.context,
    )


def file(desk: Desk, sheet_type: str, name: str) -> Response:
    """Send the leads that the list shows, all pages, as a file to keep."""
    found = read_leads(narrowed(desk.leads, *_asked()))
    body, content_type = leads_file(found, sheet_type)
    answer = Response(body, content_type=content_type)
    file_name = f"{name}-{clock.today()}.{sheet_type}"
    answer.headers.set("Content-Disposition", "attachment", filename=file_name)
    return answer


def lead_page(  # noqa: PLR0913 - each is something that may have to be told
    desk: Desk,
    lead: Lead,
    status: int = 200,
    *,
    alert: str = "",
    note_form: NoteForm | None = None,
    reminder_form: ReminderForm | None = None,
) -> Response:
    """Show one lead: who, what, how far it has come, and what can be done."""
    if reminder_form is None:
        reminder_form = ReminderForm(formdata=None)
        reminder_form.day.data = lead.remind_on
    return render(
        "leads/desk/lead.html",
        status=status,
        desk=desk,
        lead=lead,
        steps=() if lead.forgotten_at else TRANSITIONS[lead.state],
        step_form=StepForm(formdata=None),
        note_form=note_form or NoteForm(formdata=None),
        reminder_form=reminder_form,
        alert=alert,
        done=DONE.get(request.args.get("done", "")),
        log=log_about(lead),
        state_words=state_words,
        step_words=step_words,
        verb_words=verb_words,
        actor_words=actor_words,
        **desk.context,
    )


def find(desk: Desk, lead_id: int) -> Lead:
    """Return one of the leads that this desk may see, or answer 404."""
    return one_lead(desk.leads, lead_id) or abort(404)


def move(desk: Desk, lead_id: int) -> Response:
    """Bring a lead to another state."""
    lead, form = find(desk, lead_id), StepForm()
    if not form.validate():
        return lead_page(desk, lead, form.refusal_status, alert=page_was_old())
    try:
        handling.move_lead(lead, desk.user, form.to.data or "", form.seen.data or "")
    except (LeadMoved, LeadForgotten) as refused:
        return _refused(desk, lead_id, refused)
    return _kept(desk, lead, "moved")


def add_note(desk: Desk, lead_id: int) -> Response:
    """Note something of a lead."""
    lead, form = find(desk, lead_id), NoteForm()
    if not form.validate():
        return lead_page(desk, lead, form.refusal_status, note_form=form)
    try:
        handling.write_note(lead, desk.user, form.body.data or "")
    except LeadForgotten as refused:
        return _refused(desk, lead_id, refused)
    return _kept(desk, lead, "noted")


def set_reminder(desk: Desk, lead_id: int) -> Response:
    """Have a lead show under Today from a day on, or no longer."""
    lead, form = find(desk, lead_id), ReminderForm()
    if not form.validate():
        return lead_page(desk, lead, form.refusal_status, reminder_form=form)
    try:
        handling.remind(lead, desk.user, form.day.data)
    except LeadForgotten as refused:
        return _refused(desk, lead_id, refused)
    return _kept(desk, lead, "reminded" if form.day.data else "unreminded")


def page_was_old() -> str:
    """Say that a button's token was refused."""
    return _(
        "This page was open for too long or came from another browser. Nothing changed: press the"
        " button again."
    )


def _asked() -> tuple[str, int | None]:
    """Return the state and the booth that an address asks for."""
    state = request.args.get("state", "")
    booth_id = small_number(request.args.get("booth", ""))
    return state if state in STATES else "", booth_id or None


def _kept(desk: Desk, lead: Lead, done: str) -> Response:
    db.session.commit()
    return make_response(redirect(desk.url("lead", lead_id=lead.id, done=done), 303))


def _refused(desk: Desk, lead_id: int, refused: Exception) -> Response:
    db.session.rollback()
    lead = find(desk, lead_id)
    if isinstance(refused, LeadForgotten):
        words = _("What was known of this business is forgotten: nothing can be added any more.")
    else:
        words = _(
            "Meanwhile somebody else has changed it; it stands at “%(state)s” now. Nothing was"
            " changed by you.",
            state=state_words(lead.state),
        )
    return lead_page(desk, lead, CONFLICT, alert=words)
