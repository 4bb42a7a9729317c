"""Posters under names that change with all that is drawn on them."""

from __future__ import annotations

from flask import Blueprint, abort, redirect
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response as AnyResponse

from storefront.caching import kept_forever
from storefront.catalogue.conditions import Standing
from storefront.catalogue.models import Product
from storefront.catalogue.product_page import find_product
from storefront.cooperatives.queries import find_district, find_maker
from storefront.limits import limiter
from storefront.sharing.posters import Poster
from storefront.sharing.rendering import TooBusy, poster_png
from storefront.sharing.subjects import (
    district_poster,
    maker_poster,
    market_poster,
    product_poster,
)
from storefront.showcase.queries import public_showcase
from storefront.showcase.showing import poster_of, stalls

PNG = "image/png"
LIMIT = "120 per minute"
RETRY_SECONDS = 5

blueprint = Blueprint("sharing", __name__)
blueprint.add_app_template_global(maker_poster)
blueprint.add_app_template_global(district_poster)
blueprint.add_app_template_global(market_poster)


@blueprint.app_template_global("product_poster")
def product_poster_today(product: Product) -> Poster:
    """Return the poster of a product as it stands today."""
    return product_poster(product, Standing.now())


@blueprint.get("/products/<slug>.<digest>.png")
@limiter.limit(LIMIT)
def product(slug: str, digest: str) -> AnyResponse:
    """Show a product's poster."""
    found = find_product(slug)
    if found is None or found.status != "published":
        abort(404)
    return _picture(product_poster_today(found), digest)


@blueprint.get("/makers/<slug>.<digest>.png")
@limiter.limit(LIMIT)
def maker(slug: str, digest: str) -> AnyResponse:
    """Show a maker's poster."""
    found = find_maker(slug)
    return _picture(maker_poster(found) if found else None, digest)


@blueprint.get("/districts/<slug>.<digest>.png")
@limiter.limit(LIMIT)
def district(slug: str, digest: str) -> AnyResponse:
    """Show a district's poster."""
    found = find_district(slug)
    return _picture(district_poster(found) if found else None, digest)


@blueprint.get("/showcases/<slug>.<digest>.png")
@limiter.limit(LIMIT)
def showcase(slug: str, digest: str) -> AnyResponse:
    """Show a showcase's poster."""
    found = public_showcase(slug)
    return _picture(poster_of(found, stalls(found)) if found else None, digest)


@blueprint.get("/market.<digest>.png")
@limiter.limit(LIMIT)
def market(digest: str) -> AnyResponse:
    """Show the market's poster."""
    return _picture(market_poster(), digest)


def _picture(poster: Poster | None, digest: str) -> AnyResponse:
    """Answer a poster to be kept forever; only its own address has it drawn.

    An old address leads to today's poster: those who fetch pictures of links keep addresses long.
    """
    if poster is None:
        abort(404)
    if digest != poster.hash:
        return redirect(poster.path)
    try:
        return kept_forever(poster_png(poster), PNG)
    except TooBusy:
        raise ServiceUnavailable(retry_after=RETRY_SECONDS) from None
