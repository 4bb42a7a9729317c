"""Event prices of goods that visitors found by the codes of signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from storefront.promotions.attribution import showcases_of
from storefront.promotions.services import EventOffer, event_offers


def offers_by_code(codes: Mapping[int, str], now: datetime | None = None) -> dict[int, EventOffer]:
    """Return the event prices of variants, each at the showcase of the code it was found by."""
    by_showcase: dict[int, list[int]] = defaultdict(list)
    showcases = showcases_of(codes.values())
    for variant_id, code in codes.items():
        if code in showcases:
            by_showcase[showcases[code]].append(variant_id)
    offers: dict[int, EventOffer] = {}
    for showcase_id, variant_ids in by_showcase.items():
        offers |= event_offers(showcase_id, variant_ids, now)
    return offers


def price_now(regular_vnd: int, offer: EventOffer | None, packs: int = 1) -> int:
    """Return what one of so many packs costs, in đồng."""
    return offer.price_vnd if offer is not None and offer.holds_for(packs) else regular_vnd
