"""Which event prices stand for what is in a cart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from storefront.cart.models import CartItem
from storefront.promotions.attribution import showcases_of
from storefront.promotions.services import EventOffer, event_offers


def standing_offers(
    items: Iterable[CartItem], now: datetime | None = None
) -> dict[int, EventOffer]:
    """Return the event prices of items by variant, of the showcase that each was found at."""
    by_code: dict[str, list[int]] = defaultdict(list)
    for item in items:
        if item.source:
            by_code[item.source].append(item.variant_id)
    by_showcase: dict[int, list[int]] = defaultdict(list)
    for code, showcase_id in showcases_of(by_code).items():
        by_showcase[showcase_id] += by_code[code]
    offers: dict[int, EventOffer] = {}
    for showcase_id, variant_ids in by_showcase.items():
        offers |= event_offers(showcase_id, variant_ids, now)
    return offers


def price_now(regular_vnd: int, offer: EventOffer | None, packs: int) -> int:
    """Return what one of so many packs costs, in đồng."""
    return offer.price_vnd if offer is not None and offer.holds_for(packs) else regular_vnd
