"""What an order was promised for less: taken from its limits when it is placed, or not placed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from storefront.checkout.drafts import Draft, prepare_draft
from storefront.database import db
from storefront.ordering.errors import GoodsGone, TotalChanged
from storefront.ordering.models import Order, Purchase
from storefront.promotions.models import VoucherUse
from storefront.promotions.services import TakenPrice, take
from storefront.promotions.vouchers import TakenVoucher, take_vouchers


def take_promotions(draft: Draft, purchase: Purchase, now: datetime) -> None:
    """Take the event prices and vouchers that a draft counts on, for its purchase as stored.

    Raises TotalChanged when one of them ran out, ended or changed since the draft was judged.
    """
    prices, vouchers = _wanted(draft, purchase)
    if take(prices, now) or take_vouchers(vouchers, now):
        fresh = prepare_draft(draft.cart, now)
        if fresh is None:
            raise GoodsGone
        raise TotalChanged(fresh)


def taken_off_by(voucher_ids: Collection[int]) -> dict[int, int]:
    """Return what vouchers took off the orders that stand, in đồng by voucher."""
    sums = db.session.execute(
        select(VoucherUse.voucher_id, func.sum(Order.discount_vnd))
        .join(Order, Order.id == VoucherUse.order_id)
        .where(VoucherUse.voucher_id.in_(voucher_ids), VoucherUse.given_back_at.is_(None))
        .group_by(VoucherUse.voucher_id)
    )
    return {voucher_id: int(amount) for voucher_id, amount in sums}


def _wanted(draft: Draft, purchase: Purchase) -> tuple[list[TakenPrice], list[TakenVoucher]]:
    """Name the lines and orders that take something; a purchase has one order per maker."""
    prices, vouchers = [], []
    orders = {order.cooperative_id: order for order in purchase.orders}
    for shop in draft.shops:
        order = orders[shop.cooperative.id]
        items = {item.variant_id: item for item in order.line_items}
        for line in shop.lines:
            if line.event is not None and line.at_event_price:
                offer, item = line.event, items[line.variant.id]
                prices.append(
                    TakenPrice(offer.event_price_id, offer.price_vnd, line.quantity, item.id)
                )
        if shop.voucher is not None and shop.discount_vnd:
            offered = shop.voucher
            vouchers.append(TakenVoucher(offered.voucher_id, offered.kind, offered.value, order.id))
    return prices, vouchers
