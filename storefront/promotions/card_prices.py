"""The event prices that the cards of a booth's goods show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from storefront.catalogue.models import Variant
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.promotions.services import event_price_now


@dataclass(frozen=True, slots=True)
class CardPrice:
    """Hold a product's lowest price, which is an event price, and what that pack costs else; đồng.

    `has_several` tells whether other packs cost more.
    """

    price_vnd: int
    regular_vnd: int
    has_several: bool


def card_prices(showcase_id: int, product_ids: Collection[int]) -> dict[int, CardPrice]:
    """Return the products whose lowest price is one that holds at this showcase now."""
    packs = db.session.scalars(
        select(Variant).where(Variant.product_id.in_(product_ids), Variant.is_active.is_(True))
    ).all()
    demo = in_demo_mode()
    offers = event_price_now(showcase_id, [pack.id for pack in packs])
    prices: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pack in packs if offers else ():
        regular, offer = pack.price(demo=demo), offers.get(pack.id)
        if regular is not None:
            prices[pack.product_id].append((offer.price_vnd if offer else regular, regular))
    lowest = {product: (min(known), known) for product, known in prices.items()}
    return {
        product: CardPrice(now, regular, has_several=max(known)[0] > now)
        for product, ((now, regular), known) in lowest.items()
        if now < regular
    }
