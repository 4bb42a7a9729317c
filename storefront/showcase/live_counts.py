"""What an organiser may let visitors see of how the showcase goes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from storefront.booth_sales.models import BoothSale
from storefront.database import db
from storefront.footfall.models import VISIT
from storefront.footfall.queries import total_of
from storefront.ordering.models import LineItem, Order
from storefront.reporting.sales import counts_as_sale, stands_at_booth
from storefront.showcase.models import Booth, Showcase, SignCode


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """Hold how many visits of its pages, orders and sales at booths a showcase has had so far."""

    visits: int
    orders: int
    sales: int = 0


def live_counts(showcase: Showcase) -> LiveCounts | None:
    """Return the counts of the report, or None where there is nothing to count yet."""
    orders = (
        select(func.count(LineItem.order_id.distinct()))
        .join(SignCode, SignCode.code == LineItem.source)
        .join(Order, Order.id == LineItem.order_id)
        .where(SignCode.showcase_id == showcase.id, counts_as_sale())
    )
    sales = (
        select(func.count(BoothSale.id))
        .join(Booth, Booth.id == BoothSale.booth_id)
        .where(Booth.showcase_id == showcase.id, stands_at_booth())
    )
    found = LiveCounts(
        total_of(showcase, VISIT), db.session.scalar(orders) or 0, db.session.scalar(sales) or 0
    )
    return found if found != LiveCounts(0, 0) else None
