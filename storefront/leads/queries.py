"""Finding leads, and the meetings at booths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.leads.models import CLOSED, NEW, STATES, Lead, MeetingBooking, MeetingSlot
from storefront.showcase.models import Booth, Showcase

Leads = Select[Lead]
PAGE = 50


def leads_of_shop(shop: Cooperative) -> Leads:
    """Return the query for a cooperative's leads."""
    return select(Lead).where(Lead.cooperative_id == shop.id)


def leads_at_showcase(showcase: Showcase) -> Leads:
    """Return the query for the leads that came from a showcase."""
    return select(Lead).where(Lead.showcase_id == showcase.id)


def leads_of(showcase: Showcase, booth_id: int | None = None) -> Sequence[Lead]:
    """Return all leads that came from a showcase, or from one booth, the oldest first."""
    wanted = leads_at_showcase(showcase)
    if booth_id is not None:
        wanted = wanted.where(Lead.booth_id == booth_id)
    return db.session.scalars(wanted.order_by(Lead.received_at, Lead.id)).all()


def bookings_of(showcase: Showcase, booth_id: int | None = None) -> Sequence[MeetingBooking]:
    """Return all bookings at a showcase, or at one booth, in the order of their times.

    Those given up are among them, with `cancelled_at`.
    """
    wanted = (
        select(MeetingBooking)
        .join(MeetingBooking.slot)
        .join(MeetingSlot.booth)
        .where(Booth.showcase_id == showcase.id)
        .options(joinedload(MeetingBooking.slot), joinedload(MeetingBooking.lead))
        .order_by(MeetingSlot.starts_at, MeetingBooking.id)
    )
    if booth_id is not None:
        wanted = wanted.where(MeetingSlot.booth_id == booth_id)
    return db.session.scalars(wanted).all()


def narrowed(leads: Leads, state: str = "", booth_id: int | None = None) -> Leads:
    """Return the query for those leads in a state, and from a booth, where one is named."""
    if state:
        leads = leads.where(Lead.state == state)
    return leads if booth_id is None else leads.where(Lead.booth_id == booth_id)


def read_leads(leads: Leads, page: int | None = None) -> Sequence[Lead]:
    """Return leads with all that their lists show, the newest first; a page, or all of them."""
    wanted = leads.order_by(Lead.id.desc()).options(
        joinedload(Lead.cooperative),
        joinedload(Lead.showcase),
        joinedload(Lead.booth),
        joinedload(Lead.product),
        joinedload(Lead.booking).joinedload(MeetingBooking.slot),
        selectinload(Lead.notes),
    )
    if page is not None:
        wanted = wanted.limit(PAGE).offset((page - 1) * PAGE)
    return db.session.scalars(wanted).all()


def counts_by_state(leads: Leads) -> Mapping[str, int]:
    """Return how many leads there are in each state, in the order of the states."""
    found = leads.with_only_columns(Lead.state, func.count()).group_by(Lead.state)
    counts: dict[str, int] = dict(db.session.execute(found).all())
    return {state: counts.get(state, 0) for state in STATES}


def unanswered(leads: Leads) -> Leads:
    """Return the query for those that nobody has answered."""
    return leads.where(Lead.state == NEW, Lead.forgotten_at.is_(None))


def waiting(leads: Leads, today: date) -> Leads:
    """Return the query for those that are new, or due by today; the latter first."""
    is_due = and_(Lead.remind_on <= today, Lead.state != CLOSED)
    is_new = and_(Lead.state == NEW, Lead.forgotten_at.is_(None))
    return leads.where(or_(is_due, is_new)).order_by(case((is_due, 0), else_=1), Lead.id)


def due(leads: Leads, today: date) -> Leads:
    """Return the query for those of which somebody wanted to be reminded by today."""
    return leads.where(Lead.remind_on <= today, Lead.state != CLOSED).order_by(
        Lead.remind_on, Lead.id
    )


def count_of(leads: Leads) -> int:
    """Return how many leads a query finds."""
    counted = leads.with_only_columns(func.count()).order_by(None)
    return db.session.scalar(counted) or 0


def one_lead(leads: Leads, lead_id: int) -> Lead | None:
    """Return a lead if it is among these."""
    return db.session.scalar(leads.where(Lead.id == lead_id))


def booths_of_leads(leads: Leads) -> Sequence[Booth]:
    """Return the booths from which leads came, to narrow a list by."""
    ids = leads.with_only_columns(Lead.booth_id).distinct()
    return db.session.scalars(
        select(Booth)
        .where(Booth.id.in_(ids))
        .options(joinedload(Booth.showcase), joinedload(Booth.cooperative))
        .order_by(Booth.showcase_id.desc(), Booth.sort_key)
    ).all()
