"""What counts as a sale, in one place, and where sales are read from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    case,
    literal,
    null,
    or_,
    select,
    union_all,
)

from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.catalogue.models import Variant
from storefront.cooperatives.models import Cooperative, DistrictCommune
from storefront.ordering.models import LineItem, Order, Purchase
from storefront.ordering.states import ENDED
from storefront.reporting.periods import Period

SEMINAR = "seminar"  # the channel of what was sold at a booth and carried away
CARRIED_AWAY = ""


def counts_as_sale() -> ColumnElement[bool]:
    """Return the condition under which an order is a sale.

    It was accepted (confirmed, later completed) or wholly paid; it was neither called off nor
    expired; its goods did not come back and its money was not given back. It counts for the day
    it was placed, with the value of its goods less what a voucher took off: the delivery fee is
    money for the way.
    """
    return and_(
        Order.status.not_in(ENDED),
        or_(Order.status != "placed", Order.payment_status == "paid"),
        Order.payment_status != "refunded",
        Order.fulfilment_status != "returned",
    )


def sales_of(shop: Cooperative, period: Period) -> CompoundSelect[*tuple[Any, ...]]:
    """Select a shop's sales in a period, one row each.

    Columns: week (place in the period), channel, district_id (the heritage district of the
    buyer's commune, or None), province_code ("" for what was carried away from a booth: nobody
    knows where to), goods_vnd (what a voucher took off is off), delivery_vnd.
    """
    return union_all(
        select(
            placed_in_week(period).label("week"),
            channel().label("channel"),
            DistrictCommune.district_id,
            Purchase.province_code,
            (Order.goods_vnd - Order.discount_vnd).label("goods_vnd"),
            Order.delivery_vnd,
        )
        .join(Order.purchase)
        .outerjoin(DistrictCommune, buyers_commune())
        .where(*_wanted(shop, period)),
        select(
            slot(BoothSale.sold_at, [week.ends for week in period.weeks]),
            literal(SEMINAR),
            null(),
            literal(CARRIED_AWAY),
            BoothSale.total_vnd,
            literal(0),
        ).where(*_wanted_at_booths(shop, period)),
    )


def lines_of(shop: Cooperative, period: Period) -> CompoundSelect[*tuple[Any, ...]]:
    """Select the lines of the same sales: product_id, quantity, line_vnd."""
    return union_all(
        select(Variant.product_id, LineItem.quantity, net_line().label("line_vnd"))
        .join(LineItem.order)
        .join(Variant, Variant.id == LineItem.variant_id)
        .where(*_wanted(shop, period)),
        select(Variant.product_id, BoothSaleLine.quantity, BoothSaleLine.line_vnd)
        .join(BoothSaleLine.sale)
        .join(Variant, Variant.id == BoothSaleLine.variant_id)
        .where(*_wanted_at_booths(shop, period)),
    )


def sold_lines(shop: Cooperative, period: Period) -> Select[*tuple[Any, ...]]:
    """Select the same lines one by one, the oldest first, with nothing that tells who bought.

    Columns: placed_at, code, name_vi, label_vi, quantity, unit_price_vnd, discount_vnd,
    line_vnd, channel, district_id, province_code, status, line_id.
    """
    lines = union_all(_ordered(shop, period), _carried_away(shop, period)).subquery()
    return select(lines).order_by(lines.c.placed_at, lines.c.code, lines.c.line_id)


def _ordered(shop: Cooperative, period: Period) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.placed_at,
            Order.code,
            LineItem.name_vi,
            LineItem.label_vi,
            LineItem.quantity,
            LineItem.unit_price_vnd,
            LineItem.discount_vnd,
            net_line().label("line_vnd"),
            channel().label("channel"),
            DistrictCommune.district_id,
            Purchase.province_code,
            Order.status,
            LineItem.id.label("line_id"),
        )
        .join(LineItem.order)
        .join(Order.purchase)
        .outerjoin(DistrictCommune, buyers_commune())
        .where(*_wanted(shop, period))
    )


def _carried_away(shop: Cooperative, period: Period) -> Select[*tuple[Any, ...]]:
    return (
        select(
            BoothSale.sold_at,
            BoothSale.reference,
            BoothSaleLine.name_vi,
            BoothSaleLine.label_vi,
            BoothSaleLine.quantity,
            BoothSaleLine.unit_price_vnd,
            literal(0),
            BoothSaleLine.line_vnd,
            literal(SEMINAR),
            null(),
            literal(CARRIED_AWAY),
            literal("completed"),
            BoothSaleLine.id,
        )
        .join(BoothSaleLine.sale)
        .where(*_wanted_at_booths(shop, period))
    )


def net_line() -> ColumnElement[int]:
    """Return what a line of an order came to, with its share of a voucher off."""
    return LineItem.line_vnd - LineItem.discount_vnd


def stands_at_booth() -> ColumnElement[bool]:
    """Return the condition under which a sale at a booth is one: it was not taken back."""
    return BoothSale.taken_back_at.is_(None)


def channel() -> ColumnElement[str]:
    """Return the word for the way an order came: on the web, by how it is paid."""
    return case((Order.payment_method == "cod", "cod"), else_="bank_transfer")


def buyers_commune() -> ColumnElement[bool]:
    """Tie an order's buyer to a commune of a heritage district; codes alone are not trusted."""
    return and_(
        DistrictCommune.code == Purchase.commune_code,
        DistrictCommune.province_code == Purchase.province_code,
    )


def placed_in_week(period: Period) -> ColumnElement[int]:
    """Return the place of an order's week in a period."""
    return slot(Order.placed_at, [week.ends for week in period.weeks])


def slot(moment: Any, ends: Sequence[datetime]) -> ColumnElement[int]:
    """Return which of several stretches of time, by their ends in order, a moment lies in.

    Plain comparisons, so that one text runs on every database, none of which has to know the
    zone; the times of a period are few.
    """
    return case(*((moment < end, place) for place, end in enumerate(ends)), else_=len(ends))


def _wanted(shop: Cooperative, period: Period) -> tuple[ColumnElement[bool], ...]:
    return (
        Order.cooperative_id == shop.id,
        Order.placed_at >= period.starts,
        Order.placed_at < period.ends,
        counts_as_sale(),
    )


def _wanted_at_booths(shop: Cooperative, period: Period) -> tuple[ColumnElement[bool], ...]:
    return (
        BoothSale.cooperative_id == shop.id,
        BoothSale.sold_at >= period.starts,
        BoothSale.sold_at < period.ends,
        stands_at_booth(),
    )
