"""The codes that pages and screens of a showcase carry: made beforehand, then only read."""

from __future__ import annotations

from sqlalchemy import select

from storefront.database import db
from storefront.showcase.models import Showcase, SignCode
from storefront.showcase.signs import code_for, find_code

PAGE, SCREEN = "page", "screen"

Thing = tuple[int | None, int | None]
"""A booth's id and a product's: (None, None) is the showcase itself."""


def ensure_codes(showcase: Showcase) -> None:
    """Make the codes of a showcase's pages and screens, as far as they are missing.

    To be called by whatever publishes it, fills a booth, or changes its goods: reading a page
    never writes.
    """
    known = {sign: set(codes_of(showcase, sign)) for sign in (PAGE, SCREEN)}
    if (None, None) not in known[SCREEN]:
        code_for(showcase, SCREEN)
    for booth in showcase.booths:
        if not booth.is_taken:
            continue
        for sign in (PAGE, SCREEN):
            if (booth.id, None) not in known[sign]:
                code_for(showcase, sign, booth)
        for brought in booth.products:
            if (booth.id, brought.product_id) not in known[SCREEN]:
                code_for(showcase, SCREEN, booth, brought.product)


def codes_of(showcase: Showcase, sign: str) -> dict[Thing, str]:
    """Return the codes of one kind of sign, by what they open."""
    rows = db.session.execute(
        select(SignCode.booth_id, SignCode.product_id, SignCode.code).where(
            SignCode.showcase_id == showcase.id, SignCode.sign == sign
        )
    )
    return {(booth, product): code for booth, product, code in rows}


def brought_code(showcase: Showcase, text: str | None) -> str:
    """Return the code that a visitor came by, "" where it is none of this showcase's."""
    known = find_code(text) if text else None
    return known.code if known is not None and known.showcase_id == showcase.id else ""
