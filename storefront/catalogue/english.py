"""Which goods are not told in English as they are in Vietnamese: buyers read both."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from storefront.catalogue.models import Product

TEXTS = ("name", "description", "unit", "use_by", "ingredients", "storage", "origin")


def lacks_english(product: Product) -> bool:
    """Tell whether a product says something in Vietnamese alone."""
    return any(
        getattr(product, f"{text}_vi") and not getattr(product, f"{text}_en") for text in TEXTS
    )


def english_is_missing() -> ColumnElement[bool]:
    """Return the same as a condition."""
    return or_(
        *(
            and_(getattr(Product, f"{text}_vi") != "", getattr(Product, f"{text}_en") == "")
            for text in TEXTS
        )
    )
