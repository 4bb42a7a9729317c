"""A maker's story, and the reading list of all stories."""

from __future__ import annotations

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _

from storefront.caching import A_SECOND_OLD, shared
from storefront.catalogue.cards import cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.trail import trail
from storefront.htmx import render
from storefront.i18n.languages import current_language
from storefront.sharing.subjects import maker_poster
from storefront.stories.queries import (
    find_story,
    has_story,
    ratings_of,
    stories_by_district,
    stories_nearby,
)
from storefront.stories.structured_data import story_data
from storefront.stories.wording import events, lang_mark, quotation, text_lines, within_year
from storefront.templating import public_url, shop_name

MOST_GOODS = 8
NEARBY = 3

blueprint = Blueprint("stories", __name__)
for word in (has_story, lang_mark, within_year):
    blueprint.add_app_template_global(word)
for part in (events, quotation, text_lines):
    blueprint.add_app_template_filter(part)


@blueprint.get("/stories")
@shared(A_SECOND_OLD)
def stories() -> Response:
    """Show the reading list: every maker who has a story, by district."""
    steps = [*trail(), (_("Stories"), url_for("stories.stories"))]
    return render("stories/stories.html", districts=stories_by_district(), steps=steps)


@blueprint.get("/cooperatives/<slug>/story")
@shared(A_SECOND_OLD)
def story(slug: str) -> Response:
    """Show a maker's story with the facts, the goods, and whom to call."""
    maker = find_story(slug)
    if maker is None:
        abort(404)
    standing, poster = Standing.now(), maker_poster(maker)
    goods = page_of_ids(Filters(cooperative_id=maker.id), standing, slice(0, MOST_GOODS))
    address = url_for("stories.story", slug=slug)
    return render(
        "stories/story.html",
        maker=maker,
        ratings=ratings_of(maker, standing),
        cards=cards(goods, standing),
        nearby=stories_nearby(maker, NEARBY),
        poster=poster,
        steps=[*trail(maker.district, maker), (_("Their story"), address)],
        data=story_data(
            maker,
            current_language(),
            address=public_url(address),
            maker_address=public_url(url_for("cooperatives.cooperative", slug=slug)),
            picture=public_url(poster.path),
            shop=shop_name(),
        ),
    )
