"""The short codes that signs, pages and screens carry."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storefront.catalogue.models import Product
from storefront.database import db
from storefront.showcase.models import CODE_LENGTH, CODE_LETTERS, Booth, Showcase, SignCode

_CODE = re.compile(f"[{CODE_LETTERS}]{{{CODE_LENGTH}}}")


def code_for(
    showcase: Showcase, sign: str, booth: Booth | None = None, product: Product | None = None
) -> SignCode:
    """Return the code of a sign, made when there is none yet: printed again it stays the same."""
    known = db.session.scalar(
        select(SignCode).where(
            SignCode.showcase_id == showcase.id,
            SignCode.sign == sign,
            SignCode.booth_id == (booth.id if booth else None),
            SignCode.product_id == (product.id if product else None),
        )
    )
    if known is None:
        known = SignCode(showcase=showcase, sign=sign, booth=booth, product=product)
        db.session.add(known)
        db.session.flush()
    return known


def clean_code(text: str | None) -> str:
    """Return a code as somebody typed or sent it, "" where it can be none."""
    code = (text or "").strip().upper()
    return code if _CODE.fullmatch(code) else ""


def find_code(text: str | None) -> SignCode | None:
    """Return what a code stands for, with its showcase, booth and product."""
    code = clean_code(text)
    if not code:
        return None
    return db.session.scalar(
        select(SignCode)
        .where(SignCode.code == code)
        .options(
            joinedload(SignCode.showcase),
            joinedload(SignCode.booth).joinedload(Booth.cooperative),
            joinedload(SignCode.product),
        )
    )
