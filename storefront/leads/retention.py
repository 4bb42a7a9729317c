"""How long a lead remembers who asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, or_, update

from storefront.database import db
from storefront.leads.models import CLOSED, Lead, LeadNote

KEEP_CLOSED_MONTHS, KEEP_UNTOUCHED_MONTHS = 12, 24
_MONTH = timedelta(days=365) / 12
KEEP_CLOSED = KEEP_CLOSED_MONTHS * _MONTH
KEEP_UNTOUCHED = KEEP_UNTOUCHED_MONTHS * _MONTH


def forget_leads(now: datetime) -> int:
    """Blank who asked and what was written, a year after closing, two after the last touch.

    Goods, state and days stay for the figures. Returns how many were blanked.
    """
    old = or_(
        and_(Lead.state == CLOSED, Lead.closed_at < now - KEEP_CLOSED),
        Lead.touched_at < now - KEEP_UNTOUCHED,
    )
    blanked = db.session.scalars(
        update(Lead)
        .where(old, Lead.forgotten_at.is_(None))
        .values(
            firm="", tax_code="", contact="", phone="", email="", wanted="", monthly="",
            begins="", words="", remind_on=None, forgotten_at=now,
        )
        .returning(Lead.id)
        .execution_options(synchronize_session=False)
    ).all()  # fmt: skip
    if blanked:
        db.session.execute(
            delete(LeadNote)
            .where(LeadNote.lead_id.in_(blanked))
            .execution_options(synchronize_session=False)
        )
    return len(blanked)
