"""Reading the counts of a showcase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storefront.database import db
from storefront.footfall.models import Footfall
from storefront.showcase.models import Showcase, SignCode


@dataclass(frozen=True, slots=True)
class Count:
    """Hold how often one sign was scanned or one page opened in one hour."""

    booth_id: int | None
    product_id: int | None
    sign: str
    kind: str
    hour: datetime
    count: int


def counts_of(showcase: Showcase, booth_id: int | None = None) -> Sequence[Count]:
    """Return all counts of a showcase, or those of one of its booths, by hour."""
    wanted = (
        select(
            SignCode.booth_id,
            SignCode.product_id,
            SignCode.sign,
            Footfall.kind,
            Footfall.hour,
            Footfall.count,
        )
        .join(SignCode, SignCode.id == Footfall.code_id)
        .where(SignCode.showcase_id == showcase.id)
        .order_by(Footfall.hour, SignCode.id, Footfall.kind)
    )
    if booth_id is not None:
        wanted = wanted.where(SignCode.booth_id == booth_id)
    return [Count(*row) for row in db.session.execute(wanted)]


def total_of(showcase: Showcase, kind: str) -> int:
    """Return how many visits or scans a showcase has had in all."""
    return (
        db.session.scalar(
            select(func.sum(Footfall.count))
            .join(SignCode, SignCode.id == Footfall.code_id)
            .where(SignCode.showcase_id == showcase.id, Footfall.kind == kind)
        )
        or 0
    )
