"""Pictures as pages show them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import url_for
from sqlalchemy import ColumnElement, ScalarSelect, select

from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.i18n.bilingual import Bilingual
from storefront.media.encoding import KINDS, widths_of
from storefront.media.models import CENTRE, READY, Picture

# The style sheet has a class for each of these; what lies between goes to the nearest.
FOCUS_STEPS = (0, 50, 100)


class Source(NamedTuple):
    """Hold what a browser may choose from: one kind of file in all its widths."""

    content_type: str
    srcset: str


class Photo(NamedTuple):
    """Hold an encoded picture as pages show it; its size is that of the upright picture."""

    key: str
    width: int
    height: int
    alt: Bilingual
    focus_x: int = CENTRE
    focus_y: int = CENTRE

    @property
    def sources(self) -> list[Source]:
        """Return its files, the smallest kind first."""
        widths = widths_of(self.width, self.height)
        return [
            Source(
                kind.content_type,
                ", ".join(f"{self.address(width, kind.extension)} {width}w" for width in widths),
            )
            for kind in KINDS
        ]

    @property
    def plain(self) -> str:
        """Return the address of a file that every browser shows, of middling size."""
        widths = widths_of(self.width, self.height)
        return self.address(widths[min(1, len(widths) - 1)], KINDS[-1].extension)

    @property
    def largest(self) -> str:
        """Return the address of the widest file that every program shows."""
        return self.address(widths_of(self.width, self.height)[-1], KINDS[-1].extension)

    @property
    def focus_class(self) -> str:
        """Return the classes that keep its focus in sight, "" for the centre."""
        across, down = _nearest_step(self.focus_x), _nearest_step(self.focus_y)
        return "" if across == down == CENTRE else f"focus-x-{across} focus-y-{down}"

    def address(self, width: int, extension: str) -> str:
        """Return where one of its files is served."""
        return url_for("media.picture", key=self.key, width=width, extension=extension)


def photo_of(picture: Picture | None) -> Photo | None:
    """Return a picture as pages show it, None until it is encoded."""
    if picture is None or not picture.is_ready:
        return None
    return Photo(
        picture.key,
        picture.width,
        picture.height,
        picture.alt,
        picture.focus_x,
        picture.focus_y,
    )


def main_picture_id() -> ScalarSelect[int | None]:
    """Return, for a query over products, the id of each one's main picture that can be shown."""
    return (
        select(Picture.id)
        .where(Picture.product_id == Product.id, Picture.state == READY)
        .order_by(Picture.position, Picture.id)
        .limit(1)
        .correlate(Product)
        .scalar_subquery()
    )


def photos_of(product: Product) -> list[Photo]:
    """Return the photos of a product, the main one first."""
    return _shown(Picture.product_id == product.id)


def main_photo_of(maker: Cooperative) -> Photo | None:
    """Return the main photo of a maker itself, which stands on none of its goods."""
    of_itself = (Picture.cooperative_id == maker.id, Picture.product_id.is_(None))
    return next(iter(_shown(*of_itself)), None)


def _shown(*wanted: ColumnElement[bool]) -> list[Photo]:
    return [photo for picture in _ready(*wanted) if (photo := photo_of(picture))]


def _ready(*wanted: ColumnElement[bool]) -> Sequence[Picture]:
    return db.session.scalars(
        select(Picture)
        .where(*wanted, Picture.state == READY)
        .order_by(Picture.position, Picture.id)
    ).all()


def _nearest_step(per_cent: int) -> int:
    return min(FOCUS_STEPS, key=lambda step: abs(step - per_cent))
