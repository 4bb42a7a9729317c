"""Reading what was counted and sold at a showcase: few statements, however much there is.

What was ordered and carried away comes in one statement, so that all sums of it are of one moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal,
    null,
    select,
    union_all,
)

from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.footfall.queries import Count, counts_of
from storefront.i18n.bilingual import Bilingual
from storefront.leads.models import Lead, MeetingBooking, MeetingSlot
from storefront.ordering.models import LineItem, Order
from storefront.ordering.states import ENDED
from storefront.reporting.sales import counts_as_sale, net_line, slot, stands_at_booth
from storefront.showcase.models import Booth, Showcase, SignCode
from storefront.showcase_report.hours import Stretch, ends_of

ORDERED, PLACED, CARRIED = "ordered", "placed", "carried"

Rows = Sequence[Any]


def is_open_order() -> ColumnElement[bool]:
    """Return the condition that an order was placed and waits for a word or for money."""
    return and_(
        ~counts_as_sale(),
        Order.status.not_in(ENDED),
        Order.payment_status != "refunded",
        Order.fulfilment_status != "returned",
    )


def goods_sold(
    showcase: Showcase, stretches: Sequence[Stretch], maker: Cooperative | None = None
) -> Rows:
    """Return what was ordered through a showcase and carried away from it, of one maker or all.

    Columns: how (ORDERED, PLACED, CARRIED), booth_id (of a sale), cooperative_id, sign_booth_id
    and sign (of an order), place (of the stretch), product_id, number (of orders or sales, each
    counted once), packs, goods_vnd, delivery_vnd.
    """
    ends = ends_of(stretches)
    lines = union_all(_ordered(showcase, ends, maker), _carried(showcase, ends, maker)).subquery()
    keys = [lines.c[name] for name in _KEYS]
    sums = [func.sum(lines.c[name]).label(name) for name in _SUMS]
    return db.session.execute(select(*keys, *sums).group_by(*keys)).all()


_KEYS = ("how", "booth_id", "cooperative_id", "sign_booth_id", "sign", "place", "product_id")
_SUMS = ("number", "packs", "goods_vnd", "delivery_vnd")


def _ordered(showcase: Showcase, ends: Any, maker: Cooperative | None) -> Select[*tuple[Any, ...]]:
    """Select the lines whose goods came into the cart by a code of the showcase."""
    is_first = func.row_number().over(partition_by=Order.id, order_by=LineItem.id) == 1
    lines = (
        select(
            case((counts_as_sale(), ORDERED), else_=PLACED).label("how"),
            null().label("booth_id"),
            Order.cooperative_id.label("cooperative_id"),
            SignCode.booth_id.label("sign_booth_id"),
            SignCode.sign.label("sign"),
            _place(Order.placed_at, ends).label("place"),
            Variant.product_id.label("product_id"),
            case((is_first, 1), else_=0).label("number"),
            LineItem.quantity.label("packs"),
            net_line().label("goods_vnd"),
            case((is_first, Order.delivery_vnd), else_=0).label("delivery_vnd"),
        )
        .join(SignCode, SignCode.code == LineItem.source)
        .join(Order, Order.id == LineItem.order_id)
        .join(Variant, Variant.id == LineItem.variant_id)
        .where(SignCode.showcase_id == showcase.id, counts_as_sale() | is_open_order())
    )
    return lines if maker is None else lines.where(Order.cooperative_id == maker.id)


def _carried(showcase: Showcase, ends: Any, maker: Cooperative | None) -> Select[*tuple[Any, ...]]:
    is_first = func.row_number().over(partition_by=BoothSale.id, order_by=BoothSaleLine.id) == 1
    lines = (
        select(
            literal(CARRIED),
            BoothSale.booth_id,
            BoothSale.cooperative_id,
            null(),
            literal(""),
            _place(BoothSale.sold_at, ends),
            Variant.product_id,
            case((is_first, 1), else_=0),
            BoothSaleLine.quantity,
            BoothSaleLine.line_vnd,
            literal(0),
        )
        .join(BoothSale, BoothSale.id == BoothSaleLine.sale_id)
        .join(Booth, Booth.id == BoothSale.booth_id)
        .join(Variant, Variant.id == BoothSaleLine.variant_id)
        .where(Booth.showcase_id == showcase.id, stands_at_booth())
    )
    return lines if maker is None else lines.where(BoothSale.cooperative_id == maker.id)


def counts(showcase: Showcase, booth: Booth | None) -> Sequence[Count]:
    """Return the visits and scans of a showcase or of one booth."""
    return counts_of(showcase, booth.id if booth else None)


def leads_by_hour(
    showcase: Showcase, stretches: Sequence[Stretch], maker: Cooperative | None = None
) -> Rows:
    """Return how many leads came: booth_id, cooperative_id, state, place, number."""
    found = select(
        Lead.booth_id,
        Lead.cooperative_id,
        Lead.state,
        _place(Lead.received_at, ends_of(stretches)).label("place"),
    ).where(Lead.showcase_id == showcase.id)
    return _counted(found if maker is None else found.where(Lead.cooperative_id == maker.id))


def meetings_by_hour(
    showcase: Showcase, stretches: Sequence[Stretch], maker: Cooperative | None = None
) -> Rows:
    """Return how many meetings were booked: booth_id, cooperative_id, stands, place, number."""
    found = (
        select(
            MeetingSlot.booth_id,
            MeetingSlot.cooperative_id,
            case((MeetingBooking.cancelled_at.is_(None), 1), else_=0).label("stands"),
            _place(MeetingBooking.booked_at, ends_of(stretches)).label("place"),
        )
        .join(MeetingBooking.slot)
        .join(MeetingSlot.booth)
        .where(Booth.showcase_id == showcase.id)
    )
    return _counted(found if maker is None else found.where(MeetingSlot.cooperative_id == maker.id))


def names_of_goods(ids: set[int]) -> dict[int, Bilingual]:
    """Return the names of products as they are today."""
    wanted = select(Product.id, Product.name_vi, Product.name_en).where(Product.id.in_(ids))
    return {row.id: Bilingual(row.name_vi, row.name_en) for row in db.session.execute(wanted)}


def _place(moment: Any, ends: Any) -> ColumnElement[int]:
    return slot(moment, ends) if ends else literal(0)


def _counted(found: Select[*tuple[Any, ...]]) -> Rows:
    """Count equal rows of a statement.

    From outside of it: times stand in it as parameters, and PostgreSQL cannot tell that those of
    a grouping are those of a column.
    """
    rows = found.subquery()
    return db.session.execute(select(*rows.c, func.count().label("number")).group_by(*rows.c)).all()
