"""The event prices and vouchers that a cooperative gives at its own booth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.promotions.models import EventPrice
from storefront.showcase.models import ACCEPTED, Booth
from storefront.showcase.standing import Closed, Moved, fingerprint, hold

# Why a price cannot be an event price.
ALCOHOL, NOT_LOWER, BELOW_USED, UNKNOWN = "alcohol", "not_lower", "below_used", "unknown"


@dataclass(frozen=True, slots=True)
class Wish:
    """Hold what a pack shall cost at the booth in đồng, None for no event price."""

    price_vnd: int | None
    quantity_limit: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


class WrongPrice(ValueError):
    """Say which packs cannot have the wished price; `reasons` names why, by variant."""

    def __init__(self, reasons: Mapping[int, str]) -> None:
        super().__init__(str(dict(reasons)))
        self.reasons = reasons


def packs_at(booth: Booth) -> Sequence[Variant]:
    """Return the packs of a booth's maker that are on sale, those brought to the booth first."""
    brought = {chosen.product_id: place for place, chosen in enumerate(booth.products)}
    packs = db.session.scalars(
        select(Variant)
        .join(Variant.product)
        .where(
            Product.cooperative_id == booth.cooperative_id,
            Product.status == "published",
            Variant.is_active.is_(True),
        )
        .options(joinedload(Variant.product))
        .order_by(Product.sort_key_vi, Product.id, Variant.position, Variant.id)
    ).all()
    return sorted(packs, key=lambda pack: brought.get(pack.product_id, len(brought)))


def prices_of(booth: Booth) -> dict[int, EventPrice]:
    """Return a booth's event prices by variant, also those ended."""
    found = db.session.scalars(
        select(EventPrice)
        .where(EventPrice.booth_id == booth.id)
        .order_by(EventPrice.id)
        .execution_options(populate_existing=True)
    )
    return {price.variant_id: price for price in found}


def wish_of(price: EventPrice | None) -> Wish:
    """Return what stands of an event price; nothing, once it has been ended."""
    if price is None or price.ended_at is not None:
        return Wish(None)
    return Wish(price.price_vnd, price.quantity_limit, price.starts_at, price.ends_at)


def prices_seen(prices: Mapping[int, EventPrice]) -> str:
    """Return the fingerprint of what stands; packs sold meanwhile do not count."""
    return fingerprint(
        [(variant, repr(wish_of(price))) for variant, price in sorted(prices.items())]
    )


def set_event_prices(
    booth: Booth, shop: Cooperative, user: User, wishes: Mapping[int, Wish], seen: str
) -> None:
    """Set what packs cost at a cooperative's booth; packs without a wish stay as they are.

    Raises Closed where it does not stand there, Moved, or WrongPrice, with nothing changed.
    """
    hold(booth.showcase, booth)
    if booth.cooperative_id != shop.id or booth.state != ACCEPTED:
        raise Closed
    _lock_prices(booth)
    prices = prices_of(booth)
    if prices_seen(prices) != seen:
        raise Moved
    packs = {pack.id: pack for pack in packs_at(booth)}
    changed = {
        variant: wish for variant, wish in wishes.items() if wish != wish_of(prices.get(variant))
    }
    reasons = {
        variant: reason
        for variant, wish in changed.items()
        if (reason := _obstacle(packs.get(variant), prices.get(variant), wish))
    }
    if reasons:
        raise WrongPrice(reasons)
    for variant, wish in changed.items():
        _set(booth, shop, user, packs[variant], prices.get(variant), wish)
    db.session.flush()


def _lock_prices(booth: Booth) -> None:
    """Keep buyers from taking what is about to change, in the order in which they do."""
    db.session.scalars(
        select(EventPrice.id)
        .where(EventPrice.booth_id == booth.id)
        .order_by(EventPrice.id)
        .with_for_update()
    ).all()


def _obstacle(pack: Variant | None, price: EventPrice | None, wish: Wish) -> str:
    if pack is None:
        return UNKNOWN
    if wish.price_vnd is None:
        return ""
    if pack.product.is_alcohol:
        return ALCOHOL
    regular = pack.price(demo=in_demo_mode())
    if regular is None or not 0 < wish.price_vnd < regular:
        return NOT_LOWER
    used = price.used if price else 0
    return BELOW_USED if wish.quantity_limit is not None and wish.quantity_limit < used else ""


def _set(  # noqa: PLR0913, PLR0917
    booth: Booth,
    shop: Cooperative,
    user: User,
    pack: Variant,
    price: EventPrice | None,
    wish: Wish,
) -> None:
    before = wish_of(price).price_vnd
    if wish.price_vnd is None:
        if price is not None:
            price.ended_at = clock.now()
    else:
        if price is None:
            price = EventPrice(booth_id=booth.id, variant_id=pack.id)
            db.session.add(price)
        price.price_vnd, price.quantity_limit = wish.price_vnd, wish.quantity_limit
        price.starts_at, price.ends_at, price.ended_at = wish.starts_at, wish.ends_at, None
    verb = "price.event_set" if wish.price_vnd is not None else "price.event_ended"
    told = {"pack": pack.label_vi, "before": before, "after": wish.price_vnd}
    note(shop, user, verb, pack, pack.product.name_vi, **told)
