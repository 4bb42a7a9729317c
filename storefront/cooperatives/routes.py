"""Districts and makers."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from storefront.caching import A_SECOND_OLD, shared
from storefront.catalogue.cards import by_maker, cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.trail import trail
from storefront.cooperatives.maker_page import MOST_GOODS, maker_page
from storefront.cooperatives.queries import (
    districts_with_counts,
    find_district,
    find_maker,
    makers_of,
    neighbours_of,
)
from storefront.cooperatives.wording import former_name, maker_kind_name, place_today, province_name
from storefront.htmx import render
from storefront.maps.showing import map_around, map_of, map_tint

blueprint = Blueprint("cooperatives", __name__)
for word in (former_name, maker_kind_name, place_today, province_name):
    blueprint.add_app_template_global(word)
for drawn in (map_of, map_around, map_tint):
    blueprint.add_app_template_global(drawn)


@blueprint.get("/districts")
@shared(A_SECOND_OLD)
def districts() -> Response:
    """Show all districts, on a map where the market has one."""
    return render("cooperatives/districts.html", districts=districts_with_counts())


@blueprint.get("/districts/<slug>")
@shared(A_SECOND_OLD)
def district(slug: str) -> Response:
    """Show a district: its land, its makers, and their goods grouped by maker."""
    found = find_district(slug)
    if found is None:
        abort(404)
    standing = Standing.now()
    goods = page_of_ids(Filters(district_id=found.id), standing, slice(0, MOST_GOODS), "district")
    return render(
        "cooperatives/district.html",
        district=found,
        makers=makers_of(found),
        by_maker=by_maker(cards(goods, standing)),
        neighbours=neighbours_of(found),
        steps=trail(found),
    )


@blueprint.get("/cooperatives/<slug>")
@shared(A_SECOND_OLD)
def cooperative(slug: str) -> Response:
    """Show a maker: who they are, what they tell, what they sell, whom one buys from."""
    maker = find_maker(slug)
    if maker is None:
        abort(404)
    return render("cooperatives/cooperative.html", **maker_page(maker))
