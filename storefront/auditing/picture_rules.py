"""Rules of pictures: what pages show must be there to be shown."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from storefront.auditing.rules import Rule, found
from storefront.catalogue.models import Product
from storefront.media.encoding import file_names
from storefront.media.models import READY, REMOVED, Picture
from storefront.media.services import media_storage
from storefront.media.storage import PICTURES


def missing_files() -> Iterator[str]:
    """Find pictures that pages show and whose files are not there."""
    kept = {file.key for file in media_storage().files(PICTURES)}
    shown = select(Picture.id, Picture.key, Picture.width, Picture.height)
    for row in found(shown.where(Picture.state == READY)):
        missing = [name for name in file_names(row.key, row.width, row.height) if name not in kept]
        if missing:
            yield f"picture {row.id} lacks {len(missing)} files, such as {missing[0]}"


def strangers() -> Iterator[str]:
    """Find pictures of one shop on goods of another."""
    mixed = (
        select(Picture.id, Product.slug)
        .join(Product, Product.id == Picture.product_id)
        .where(Picture.cooperative_id != Product.cooperative_id, Picture.state != REMOVED)
    )
    for row in found(mixed):
        yield f"picture {row.id} of another shop stands on {row.slug}"


RULES = (
    Rule("Every picture that pages show has all its files", missing_files),
    Rule("A picture on goods belongs to their shop", strangers),
)
