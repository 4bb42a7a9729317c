"""What the page of a maker's story shows."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _

from storefront.catalogue.cards import cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.trail import trail
from storefront.cooperatives.models import Cooperative
from storefront.i18n.languages import current_language
from storefront.sharing.subjects import maker_poster
from storefront.stories.photos import photos_in
from storefront.stories.queries import ratings_of, stories_nearby
from storefront.stories.structured_data import story_data
from storefront.templating import public_url, shop_name

MOST_GOODS = 8
NEARBY = 3


def story_page(maker: Cooperative) -> dict[str, Any]:
    """Return what the template of a story needs; its maker's district and commune are loaded."""
    standing, poster = Standing.now(), maker_poster(maker)
    goods = page_of_ids(Filters(cooperative_id=maker.id), standing, slice(0, MOST_GOODS))
    address = url_for("stories.story", slug=maker.slug)
    return {
        "maker": maker,
        "photos": photos_in(maker, maker.story_blocks),
        "ratings": ratings_of(maker, standing),
        "cards": cards(goods, standing),
        "nearby": stories_nearby(maker, NEARBY),
        "poster": poster,
        "steps": [*trail(maker.district, maker), (_("Their story"), address)],
        "data": story_data(
            maker,
            current_language(),
            address=public_url(address),
            maker_address=public_url(url_for("cooperatives.cooperative", slug=maker.slug)),
            picture=public_url(poster.path),
            shop=shop_name(),
        ),
    }
