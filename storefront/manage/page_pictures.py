"""The photos that a member may put into the shop's story."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.i18n.languages import localized_text
from storefront.media.models import READY, RECEIVED, Picture


def picture_choices(shop: Cooperative) -> list[tuple[str, str]]:
    """Return the id and a name of every photo of the shop and of its goods."""
    pictures = db.session.scalars(
        select(Picture)
        .where(Picture.cooperative_id == shop.id, Picture.state.in_((READY, RECEIVED)))
        .order_by(Picture.product_id, Picture.position, Picture.id)
        .options(joinedload(Picture.product))
    )
    return [
        (str(picture.id), f"{number}. {_name(picture)}")
        for number, picture in enumerate(pictures, start=1)
    ]


def _name(picture: Picture) -> str:
    if picture.alt:
        return localized_text(picture.alt)
    return localized_text(picture.product.name) if picture.product else _("Photo of the shop")
