"""What a cooperative and an organiser do with a lead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import called, note
from storefront.database import db
from storefront.leads.models import CLOSED, CONTRACT, NEW, SAMPLE, TALKED, Lead, LeadNote

# From each state any later one, and closing; a closed lead opens again as talked about.
TRANSITIONS: Mapping[str, tuple[str, ...]] = {
    NEW: (TALKED, SAMPLE, CONTRACT, CLOSED),
    TALKED: (SAMPLE, CONTRACT, CLOSED),
    SAMPLE: (CONTRACT, CLOSED),
    CONTRACT: (CLOSED,),
    CLOSED: (TALKED,),
}
VERBS: Mapping[str, str] = {
    TALKED: "lead.talked",
    SAMPLE: "lead.sample_sent",
    CONTRACT: "lead.contracted",
    CLOSED: "lead.closed",
}
REOPENED = "lead.reopened"


class LeadMoved(Exception):
    """Say that somebody else has changed the state since it was shown, or that no way leads on."""


class LeadForgotten(Exception):
    """Say that the personal data of a lead is gone, and that nothing can be written any more."""


def move_lead(lead: Lead, user: User, to: str, seen: str) -> None:
    """Bring a lead to another state; `seen` is the one that was shown.

    Raises LeadMoved, LeadForgotten. The same step taken twice is taken once.
    """
    _hold(lead)
    if lead.state == to != seen:
        return
    if lead.state != seen or to not in TRANSITIONS[lead.state]:
        raise LeadMoved(lead.state)
    verb = REOPENED if lead.state == CLOSED else VERBS[to]
    lead.state = to
    lead.closed_at = clock.now() if to == CLOSED else None
    if to == CLOSED:
        lead.remind_on = None
    _touched(lead, user, verb)


def write_note(lead: Lead, user: User, body: str) -> None:
    """Note something of a lead; the same words pressed twice stand once. Raises LeadForgotten."""
    _hold(lead)
    newest = lead.notes[0] if lead.notes else None
    if newest is not None and (newest.user_id, newest.body) == (user.id, body):
        return
    lead.notes.insert(0, LeadNote(user=user, actor=called(user), body=body))
    _touched(lead, user, "lead.noted")


def remind(lead: Lead, user: User, day: date | None) -> None:
    """Have a lead show under Today from a day on; None takes that back. Raises LeadForgotten."""
    _hold(lead)
    if lead.remind_on == day:
        return
    lead.remind_on = day
    _touched(lead, user, "lead.reminder_set" if day else "lead.reminder_removed")


def _hold(lead: Lead) -> None:
    held = select(Lead).where(Lead.id == lead.id).with_for_update()
    db.session.scalars(held, execution_options={"populate_existing": True}).one()
    if lead.forgotten_at is not None:
        raise LeadForgotten(lead.reference)


def _touched(lead: Lead, user: User, verb: str) -> None:
    lead.touched_at = clock.now()
    note(lead.cooperative, user, verb, lead, lead.reference)
    db.session.flush()
