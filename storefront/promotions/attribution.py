"""Where a visitor came from: the code that a sign, a page or a screen carries."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from storefront.database import db
from storefront.promotions.services import live_booths
from storefront.showcase.models import Booth, Showcase, SignCode
from storefront.showcase.signs import clean_code


def source_for(text: str | None, cooperative_id: int) -> str:
    """Return the code by which a visitor came to a maker's goods, "" where it says nothing.

    A code counts for the goods of every maker who stands at its showcase; unknown ones, and those
    of showcases where this maker does not stand, count for nothing.
    """
    code = clean_code(text)
    known = code and db.session.scalar(
        select(SignCode.code)
        .join(Showcase, Showcase.id == SignCode.showcase_id)
        .join(Booth, Booth.showcase_id == Showcase.id)
        .where(SignCode.code == code, Booth.cooperative_id == cooperative_id, live_booths())
    )
    return known or ""


def showcases_of(codes: Iterable[str]) -> dict[str, int]:
    """Return the showcases that codes hang at, by code."""
    wanted = {code for code in codes if code}
    if not wanted:
        return {}
    rows = db.session.execute(
        select(SignCode.code, SignCode.showcase_id).where(SignCode.code.in_(wanted))
    )
    return {row.code: row.showcase_id for row in rows}
