"""Stars end on the day that stands in their certificate."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from storefront import clock
from storefront.catalogue.models import Certificate
from storefront.database import db


def mark_expired_certificates(now: datetime | None = None) -> int:
    """Note when certificates have expired; return how many are new. Pages hide them by date."""
    moment = now or clock.now()
    marked = db.session.scalars(
        update(Certificate)
        .where(
            Certificate.expires_on <= moment.astimezone(clock.MARKET_ZONE).date(),
            Certificate.expired_at.is_(None),
        )
        .values(expired_at=moment)
        .returning(Certificate.id)
        .execution_options(synchronize_session=False)
    )
    return len(marked.all())
