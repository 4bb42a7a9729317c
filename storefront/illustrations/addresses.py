"""Addresses of drawn pictures: they carry a hash of all that the drawing depends on."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from flask import url_for

from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative, District
from storefront.illustrations.compose import (
    ILLUSTRATION_VERSION,
    district_svg,
    illustration_svg,
    maker_svg,
    motif_svg,
)
from storefront.illustrations.weave import FULL_THREADS, band_svg

KEPT_DRAWINGS = 256
BAND_WIDTH, BAND_HEIGHT = 3200, 2 * FULL_THREADS  # enough for the widest screen

_draw_product = lru_cache(KEPT_DRAWINGS)(illustration_svg)
_draw_maker = lru_cache(KEPT_DRAWINGS)(maker_svg)
_draw_district = lru_cache(KEPT_DRAWINGS)(district_svg)
_draw_band = lru_cache(KEPT_DRAWINGS)(band_svg)


class Drawing(NamedTuple):
    """Name what a product's picture is drawn from."""

    slug: str
    motif: str
    maker_slug: str
    district_slug: str
    motif_secondary: str = ""

    @property
    def hash(self) -> str:
        """Return what changes with the picture."""
        return _hash("product", *self)

    @property
    def path(self) -> str:
        """Return the picture's address."""
        return url_for("illustrations.product", slug=self.slug, digest=self.hash)

    def svg(self) -> str:
        """Draw it."""
        return _draw_product(*self)


class MakerDrawing(NamedTuple):
    """Name what a maker's emblem is drawn from."""

    slug: str
    district_slug: str

    @property
    def hash(self) -> str:
        """Return what changes with the picture."""
        return _hash("maker", *self)

    @property
    def path(self) -> str:
        """Return the picture's address."""
        return url_for("illustrations.maker", slug=self.slug, digest=self.hash)

    def svg(self) -> str:
        """Draw it."""
        return _draw_maker(*self)


class BandDrawing(NamedTuple):
    """Name whose long band it is, a maker's or a district's, and what it is woven from."""

    owner: str
    slug: str
    district_slug: str

    @property
    def hash(self) -> str:
        """Return what changes with the picture."""
        return _hash("band", *self)

    @property
    def path(self) -> str:
        """Return the picture's address."""
        return url_for(f"illustrations.{self.owner}_band", slug=self.slug, digest=self.hash)

    def svg(self) -> str:
        """Draw it."""
        return _draw_band(self.slug, self.district_slug, BAND_WIDTH, BAND_HEIGHT)


class DistrictDrawing(NamedTuple):
    """Name what a district's picture is drawn from."""

    slug: str
    motif: str

    @property
    def hash(self) -> str:
        """Return what changes with the picture."""
        return _hash("district", *self)

    @property
    def path(self) -> str:
        """Return the picture's address."""
        return url_for("illustrations.district", slug=self.slug, digest=self.hash)

    def svg(self) -> str:
        """Draw it."""
        return _draw_district(*self)


class MotifDrawing(NamedTuple):
    """Name one motif alone, to choose it by."""

    name: str

    @property
    def hash(self) -> str:
        """Return what changes with the picture."""
        return _hash("motif", *self)

    @property
    def path(self) -> str:
        """Return the picture's address."""
        return url_for("illustrations.motif", slug=self.name, digest=self.hash)

    def svg(self) -> str:
        """Draw it."""
        return motif_svg(self.name)


def drawing_of(product: Product) -> Drawing:
    """Return the drawing of a product whose maker, district and kind are loaded."""
    return Drawing(
        product.slug,
        product.motif or product.category.motif,
        product.cooperative.slug,
        product.cooperative.district.slug,
        product.motif_secondary,
    )


def drawing_of_maker(cooperative: Cooperative) -> MakerDrawing:
    """Return the emblem of a maker whose district is loaded."""
    return MakerDrawing(cooperative.slug, cooperative.district.slug)


def band_of_maker(cooperative: Cooperative) -> BandDrawing:
    """Return the long band of a maker whose district is loaded."""
    return BandDrawing("maker", cooperative.slug, cooperative.district.slug)


def band_of_district(district: District) -> BandDrawing:
    """Return the long band of a district."""
    return BandDrawing("district", district.slug, district.slug)


def drawing_of_district(district: District) -> DistrictDrawing:
    """Return the picture of a district."""
    return DistrictDrawing(district.slug, district.motif)


def _hash(*parts: str) -> str:
    return blake2b("\x1f".join((ILLUSTRATION_VERSION, *parts)).encode(), digest_size=6).hexdigest()
