"""What a maker's page shows."""

from __future__ import annotations

from typing import Any

from storefront.catalogue.cards import cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.trail import trail
from storefront.cooperatives.models import Cooperative
from storefront.delivery.services import terms_of

MOST_GOODS = 120


def maker_page(maker: Cooperative) -> dict[str, Any]:
    """Return what the template of a maker's page needs; its district and commune are loaded."""
    standing = Standing.now()
    goods = page_of_ids(Filters(cooperative_id=maker.id), standing, slice(0, MOST_GOODS))
    return {
        "maker": maker,
        "cards": cards(goods, standing),
        "terms": terms_of([maker])[maker.id],
        "steps": trail(maker.district, maker),
    }
