"""Home, the list of goods, and product pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, request, url_for
from flask_babel import gettext as _

from storefront.caching import A_SECOND_OLD, ALWAYS_ASK_AGAIN, shared
from storefront.catalogue.browsing import Listing, PageOutOfRange, browse
from storefront.catalogue.conditions import Standing
from storefront.catalogue.filter_links import chosen_options, filter_groups
from storefront.catalogue.front_page import front_page
from storefront.catalogue.models import Product
from storefront.catalogue.product_page import (
    certificate_now,
    find_product,
    product_page,
    related,
)
from storefront.catalogue.prose import beginning, opening, paragraphs
from storefront.catalogue.selection import Selection, UnknownFilter, UnknownPage
from storefront.catalogue.structured_data import Data, breadcrumb_list, product_data
from storefront.catalogue.trail import Step, trail_to_list, trail_to_product
from storefront.catalogue.wording import reach_words, ship_days, sort_names
from storefront.htmx import render
from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized_text
from storefront.illustrations.addresses import drawing_of
from storefront.templating import public_url

OK = 200

blueprint = Blueprint("catalogue", __name__)
for word in (ship_days, sort_names, reach_words):
    blueprint.add_app_template_global(word)
for shown in (paragraphs, beginning, opening):
    blueprint.add_app_template_filter(shown)


@blueprint.app_template_global()
def stars(product: Product) -> int:
    """Return the stars that a product may show today, 0 for none."""
    certificate = certificate_now(product, Standing.now())
    return certificate.stars if certificate else 0


@blueprint.app_template_global()
def goods_url(selection: Selection) -> str:
    """Return the address of a list of goods."""
    path = _path_before("catalogue.product_list")
    query = urlencode(selection.to_query())
    return f"{path}?{query}" if query else path


@blueprint.app_template_global()
def slug_url(endpoint: str, slug: str) -> str:
    """Return the address of a page with a slug, as url_for does, for lists of many cards."""
    return _path_before(endpoint, slug="-") + slug


@blueprint.app_template_global()
def trail_data(steps: list[Step]) -> Data:
    """Return the way to a page as search engines read it."""
    return breadcrumb_list(
        [
            (localized_text(name) if isinstance(name, Bilingual) else name, public_url(path))
            for name, path in steps
        ]
    )


@blueprint.get("/")
@shared(A_SECOND_OLD)
def home() -> Response:
    """Show the market's front page."""
    return render("catalogue/home.html", page=front_page(Standing.now()))


@blueprint.get("/products")
@shared(A_SECOND_OLD)
def product_list() -> Response:
    """Show the goods that a visitor chose, by words and filters, one page of them."""
    try:
        listing = browse(Selection.read(request.args), Standing.now(), current_language())
    except UnknownFilter:
        abort(404)
    except PageOutOfRange as error:
        return _show_list(error.listing, status=404)
    except UnknownPage:
        return _show_list(_first_page(), status=404)
    return _show_list(listing)


@blueprint.get("/products/<slug>")
@shared(ALWAYS_ASK_AGAIN)
def product(slug: str) -> Response:
    """Show a product, or what else there is where it is no longer sold."""
    found = find_product(slug)
    if found is None:
        abort(404)
    standing = Standing.now()
    if found.status == "archived":
        of_the_maker, of_the_district = related(found, standing)
        return render(
            "catalogue/gone.html",
            status=410,
            product=found,
            steps=trail_to_product(found),
            of_the_maker=of_the_maker,
            of_the_district=of_the_district,
        )
    page = product_page(found, standing, request.args.get("at", ""))
    return render(
        "catalogue/product.html",
        page=page,
        product=found,
        steps=trail_to_product(found),
        data=product_data(
            page,
            current_language(),
            public_url(url_for("catalogue.product", slug=slug)),
            public_url(page.photos[0].largest if page.photos else drawing_of(found).path),
        ),
    )


def _show_list(listing: Listing, status: int = OK) -> Response:
    groups = filter_groups(listing)
    selection, names = listing.selection, listing.names
    if selection.page > 1 and status == OK and not (selection.q or selection.filters):
        g.numbered_page = selection.page
    title = _("Goods found for “%(words)s”", words=selection.q) if selection.q else _("All goods")
    return render(
        "catalogue/list.html",
        "listing",
        "swapped_along",
        status=status,
        listing=listing,
        selection=selection,
        groups=groups,
        chosen=chosen_options(groups),
        heading=title,
        steps=trail_to_list(
            title,
            names.districts.get(selection.district),
            names.cooperatives.get(selection.cooperative),
        ),
    )


def _first_page() -> Listing:
    """Return the list with its page's number left out."""
    typed = {name: value for name, value in request.args.items() if name != "page"}
    try:
        return browse(Selection.read(typed), Standing.now(), current_language())
    except UnknownFilter:
        abort(404)


def _path_before(endpoint: str, **slug: Any) -> str:
    """Return a page's address up to its slug, worked out once in a request and language."""
    known: dict[tuple[str, str], str] = g.setdefault("known_paths", {})
    key = (current_language(), endpoint)
    if key not in known:
        known[key] = url_for(endpoint, **slug).removesuffix("-")
    return known[key]
