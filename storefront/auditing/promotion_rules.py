"""The rules of event prices and vouchers."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Case, ColumnElement, Select, and_, case, func, or_, select

from storefront.auditing.rules import Rule, found
from storefront.ordering.models import LineItem, Order
from storefront.ordering.states import ENDED
from storefront.promotions.models import EventPrice, EventPriceUse, Voucher, VoucherUse


def wrong_counts() -> Iterator[str]:
    """Find event prices and vouchers whose count is not that of their uses, or beyond its limit."""
    packs = func.coalesce(func.sum(EventPriceUse.packs), 0)
    taken = and_(
        EventPriceUse.event_price_id == EventPrice.id, EventPriceUse.given_back_at.is_(None)
    )
    prices = (
        select(EventPrice.id, EventPrice.used, EventPrice.quantity_limit, packs.label("sum"))
        .outerjoin(EventPriceUse, taken)
        .group_by(EventPrice.id)
        .having(or_(packs != EventPrice.used, EventPrice.used > EventPrice.quantity_limit))
    )
    for row in found(prices):
        yield f"event price {row.id}: {row.used} of {row.quantity_limit} used, {row.sum} in lines"
    orders = func.count(VoucherUse.id)
    used = and_(VoucherUse.voucher_id == Voucher.id, VoucherUse.given_back_at.is_(None))
    vouchers = (
        select(Voucher.id, Voucher.used, Voucher.use_limit, orders.label("sum"))
        .outerjoin(VoucherUse, used)
        .group_by(Voucher.id)
        .having(or_(orders != Voucher.used, Voucher.used > Voucher.use_limit))
    )
    for row in found(vouchers):
        yield f"voucher {row.id}: {row.used} of {row.use_limit} used, by {row.sum} orders"


def wrong_discounts() -> Iterator[str]:
    """Find orders whose discount is not that of their lines, or beyond their goods."""
    shares = func.coalesce(func.sum(LineItem.discount_vnd), 0)
    rows = (
        select(Order.code, Order.goods_vnd, Order.discount_vnd, shares.label("sum"))
        .outerjoin(LineItem, LineItem.order_id == Order.id)
        .group_by(Order.id)
        .having(
            or_(
                shares != Order.discount_vnd,
                Order.discount_vnd < 0,
                Order.discount_vnd > Order.goods_vnd,
                (Order.discount_vnd > 0) & (Order.voucher_code == ""),
            )
        )
    )
    for row in found(rows):
        yield (
            f"order {row.code}: {row.discount_vnd} VND off {row.goods_vnd} VND of goods, lines"
            f" {row.sum} VND"
        )


def cheap_alcohol() -> Iterator[str]:
    """Find lines of alcohol that were sold for less (Law 44/2019/QH14)."""
    cheaper = or_(LineItem.discount_vnd > 0, LineItem.regular_price_vnd.is_not(None))
    for row in found(select(LineItem.id).where(LineItem.is_alcohol, cheaper)):
        yield f"line {row.id} is alcohol and was sold for less"


def wrong_uses() -> Iterator[str]:
    """Find orders that paid less and count nowhere, or ended and still count."""
    for row in found(_lines_with_uses()):
        yield f"line {row.id} of order {row.code} ({row.status}): its event price counts wrongly"
    for row in found(_orders_with_uses()):
        yield f"order {row.code} ({row.status}): its voucher counts wrongly"


def _lines_with_uses() -> Select[int, str, str]:
    should = and_(LineItem.regular_price_vnd.is_not(None), Order.status.not_in(ENDED))
    counts = EventPriceUse.id.is_not(None) & EventPriceUse.given_back_at.is_(None)
    packs = func.coalesce(EventPriceUse.packs, LineItem.quantity)
    return (
        select(LineItem.id, Order.code, Order.status)
        .join(Order, Order.id == LineItem.order_id)
        .outerjoin(EventPriceUse, EventPriceUse.line_item_id == LineItem.id)
        .where(or_(_truth(should) != _truth(counts), packs != LineItem.quantity))
    )


def _orders_with_uses() -> Select[str, str]:
    should = and_(Order.discount_vnd > 0, Order.status.not_in(ENDED))
    counts = VoucherUse.id.is_not(None) & VoucherUse.given_back_at.is_(None)
    return (
        select(Order.code, Order.status)
        .outerjoin(VoucherUse, VoucherUse.order_id == Order.id)
        .where(_truth(should) != _truth(counts))
    )


def _truth(condition: ColumnElement[bool]) -> Case[int]:
    """Return a condition as a number: the two databases compare these alike."""
    return case((condition, 1), else_=0)


RULES = (
    Rule("What is counted of a limit is what was taken and not given back", wrong_counts),
    Rule("A discount is the sum of its lines, and never more than the goods", wrong_discounts),
    Rule("Alcohol is never sold for less", cheap_alcohol),
    Rule("Who pays less counts, as long as the order stands", wrong_uses),
)
