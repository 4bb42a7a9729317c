"""The rules of what was sold at booths."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, or_, select

from storefront.auditing.rules import Rule, found
from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.catalogue.models import Product, Variant


def wrong_sale_totals() -> Iterator[str]:
    """Find sales whose total is not the sum of their lines, or that have none."""
    lines = func.count(BoothSaleLine.id)
    total = func.coalesce(func.sum(BoothSaleLine.line_vnd), 0)
    rows = (
        select(BoothSale.id, BoothSale.total_vnd, total.label("sum"))
        .outerjoin(BoothSaleLine, BoothSaleLine.sale_id == BoothSale.id)
        .group_by(BoothSale.id)
        .having(or_(lines == 0, total != BoothSale.total_vnd))
    )
    for row in found(rows):
        yield f"sale {row.id}: {row.total_vnd} VND, but lines of {row.sum} VND"


def wrong_sale_lines() -> Iterator[str]:
    """Find lines that do not add up, or that sell what is not the maker's."""
    line = BoothSaleLine
    wrong = or_(
        line.line_vnd != line.unit_price_vnd * line.quantity,
        line.quantity <= 0,
        line.unit_price_vnd <= 0,
        line.short_quantity < 0,
        line.short_quantity > line.quantity,
        Product.cooperative_id != BoothSale.cooperative_id,
    )
    rows = (
        select(line.id, line.quantity, line.unit_price_vnd, line.line_vnd, line.short_quantity)
        .join(BoothSale, BoothSale.id == line.sale_id)
        .join(Variant, Variant.id == line.variant_id)
        .join(Product, Product.id == Variant.product_id)
        .where(wrong)
    )
    for row in found(rows):
        yield (
            f"sale's line {row.id}: {row.quantity} × {row.unit_price_vnd} VND stands as"
            f" {row.line_vnd} VND, {row.short_quantity} short, or is another maker's"
        )


def repeated_sales() -> Iterator[str]:
    """Find sales that were recorded twice under one key, or paid by one bank line."""
    twice = func.count() > 1
    first, last = func.min(BoothSale.id).label("first"), func.max(BoothSale.id).label("last")
    for row in found(select(first, last).group_by(BoothSale.key).having(twice)):
        yield f"sales {row.first} and {row.last} have one key"
    paid = select(first, last).where(BoothSale.bank_transaction_id.is_not(None))
    for row in found(paid.group_by(BoothSale.bank_transaction_id).having(twice)):
        yield f"sales {row.first} and {row.last} were paid by one bank line"


RULES = (
    Rule("A sale at a booth costs what its lines cost", wrong_sale_totals),
    Rule("A sale's line adds up and sells the maker's own goods", wrong_sale_lines),
    Rule("A sale at a booth is recorded once", repeated_sales),
)
