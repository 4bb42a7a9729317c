"""Drawn pictures under names that change with their content."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, abort, redirect
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as AnyResponse

from storefront.caching import kept_forever
from storefront.catalogue.cards import Card
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.illustrations.addresses import (
    BandDrawing,
    DistrictDrawing,
    Drawing,
    MakerDrawing,
    MotifDrawing,
    band_of_district,
    band_of_maker,
    drawing_of,
    drawing_of_district,
    drawing_of_maker,
)
from storefront.illustrations.motifs import motifs
from storefront.slugs import is_slug

SVG = "image/svg+xml"
AnyDrawing = Drawing | MakerDrawing | BandDrawing | DistrictDrawing | MotifDrawing

blueprint = Blueprint("illustrations", __name__, url_prefix="/illustrations")


@blueprint.app_template_global()
def illustration_url(product: Product | Card) -> str:
    """Return the address of a product's picture."""
    return (product.drawing if isinstance(product, Card) else drawing_of(product)).path


@blueprint.app_template_global()
def maker_picture_url(cooperative: Cooperative) -> str:
    """Return the address of a maker's emblem."""
    return drawing_of_maker(cooperative).path


@blueprint.app_template_global()
def maker_band_url(cooperative: Cooperative) -> str:
    """Return the address of a maker's long band."""
    return band_of_maker(cooperative).path


@blueprint.app_template_global()
def district_band_url(district: District) -> str:
    """Return the address of a district's long band."""
    return band_of_district(district).path


@blueprint.app_template_global()
def district_picture_url(district: District) -> str:
    """Return the address of a district's picture."""
    return drawing_of_district(district).path


@blueprint.get("/products/<slug>.<digest>.svg")
def product(slug: str, digest: str) -> AnyResponse:
    """Show a product's picture."""
    return _picture(slug, digest, _product_drawing)


@blueprint.get("/makers/<slug>.<digest>.svg")
def maker(slug: str, digest: str) -> AnyResponse:
    """Show a maker's emblem."""
    return _picture(slug, digest, _maker_drawing)


@blueprint.get("/bands/<slug>.<digest>.svg")
def maker_band(slug: str, digest: str) -> AnyResponse:
    """Show a maker's long band."""
    return _picture(slug, digest, _maker_band)


@blueprint.get("/district-bands/<slug>.<digest>.svg")
def district_band(slug: str, digest: str) -> AnyResponse:
    """Show a district's long band."""
    return _picture(slug, digest, _district_band)


@blueprint.get("/districts/<slug>.<digest>.svg")
def district(slug: str, digest: str) -> AnyResponse:
    """Show a district's picture."""
    return _picture(slug, digest, _district_drawing)


@blueprint.get("/motifs/<slug>.<digest>.svg")
def motif(slug: str, digest: str) -> AnyResponse:
    """Show one motif alone."""
    return _picture(slug, digest, lambda name: MotifDrawing(name) if name in motifs() else None)


def _picture(
    slug: str,
    digest: str,
    find: Callable[[str], AnyDrawing | None],
) -> AnyResponse:
    """Answer a picture to be kept forever; an old address leads to today's picture."""
    drawing = find(slug) if is_slug(slug) else None
    if drawing is None:
        abort(404)
    if digest != drawing.hash:
        return redirect(drawing.path)
    return kept_forever(drawing.svg().encode(), f"{SVG}; charset=utf-8")


def _product_drawing(slug: str) -> Drawing | None:
    found = db.session.scalar(
        select(Product)
        .where(Product.slug == slug)
        .options(
            joinedload(Product.category),
            joinedload(Product.cooperative).joinedload(Cooperative.district),
        )
    )
    return drawing_of(found) if found else None


def _maker_drawing(slug: str) -> MakerDrawing | None:
    found = _maker(slug)
    return drawing_of_maker(found) if found else None


def _maker_band(slug: str) -> BandDrawing | None:
    found = _maker(slug)
    return band_of_maker(found) if found else None


def _maker(slug: str) -> Cooperative | None:
    return db.session.scalar(
        select(Cooperative)
        .where(Cooperative.slug == slug)
        .options(joinedload(Cooperative.district))
    )


def _district_drawing(slug: str) -> DistrictDrawing | None:
    found = _district(slug)
    return drawing_of_district(found) if found else None


def _district_band(slug: str) -> BandDrawing | None:
    found = _district(slug)
    return band_of_district(found) if found else None


def _district(slug: str) -> District | None:
    return db.session.scalar(select(District).where(District.slug == slug))
