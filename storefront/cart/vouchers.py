"""The vouchers that a buyer names in the cart, one for each maker."""

from __future__ import annotations

from datetime import datetime

from storefront.cart.contents import CartShop, contents_of
from storefront.cart.models import Cart
from storefront.cart.services import choice_of
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.promotions.discounts import BELOW_MINIMUM
from storefront.promotions.services import HOLDS
from storefront.promotions.vouchers import VoucherOffer, find_vouchers, makers_of


class VoucherRefused(ValueError):
    """Say that a code changes nothing in this cart."""


class UnknownVoucher(VoucherRefused):
    """Say that no maker gives such a voucher."""


class VoucherOfOthers(VoucherRefused):
    """Say that a voucher holds for goods of makers who are not in the cart."""

    def __init__(self, makers: list[Cooperative]) -> None:
        super().__init__(", ".join(maker.slug for maker in makers))
        self.makers = makers


class VoucherUnusable(VoucherRefused):
    """Say that a voucher of a maker in the cart takes nothing off; `reason` says why."""

    def __init__(self, reason: str, offer: VoucherOffer) -> None:
        super().__init__(f"voucher {offer.voucher_id}: {reason}")
        self.reason = reason
        self.offer = offer


def name_voucher(cart: Cart, typed: str, now: datetime | None = None) -> list[VoucherOffer]:
    """Use a typed code for the makers in the cart who give it, and return their vouchers.

    It takes the place of the voucher named before for the same maker. One that only lacks goods
    up to its minimum is kept and waits for them. Raises a kind of VoucherRefused, with the cart
    left as it was.
    """
    found = find_vouchers(typed, now)
    if not found:
        raise UnknownVoucher(typed)
    shops = {shop.cooperative.id: shop for shop in contents_of(cart, now).shops}
    best: dict[int, VoucherOffer] = {}
    for offer in found:
        if offer.cooperative_id in shops:
            best.setdefault(offer.cooperative_id, offer)
    if not best:
        raise VoucherOfOthers(makers_of(found))
    reasons = {offer.voucher_id: _obstacle(shops[maker], offer) for maker, offer in best.items()}
    usable = [offer for offer in best.values() if not reasons[offer.voucher_id]]
    if not usable:
        refused = next(iter(best.values()))
        raise VoucherUnusable(reasons[refused.voucher_id], refused)
    for offer in usable:
        choice_of(cart, offer.cooperative_id).voucher_id = offer.voucher_id
    db.session.flush()
    return usable


def drop_voucher(cart: Cart, cooperative_slug: str) -> None:
    """Use no voucher of a maker any more."""
    for choice in cart.choices:
        if choice.cooperative.slug == cooperative_slug:
            choice.voucher_id = None
    db.session.flush()


def _obstacle(shop: CartShop, offer: VoucherOffer) -> str:
    """Say why a voucher takes nothing off a maker's goods; too few goods is no obstacle yet."""
    if offer.standing != HOLDS:
        return offer.standing
    obstacle = shop.with_voucher(offer).discount.obstacle
    return "" if obstacle == BELOW_MINIMUM else obstacle
