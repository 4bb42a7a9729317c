"""The photos that stories are told with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from storefront.cooperatives.models import Cooperative, StoryBlock
from storefront.database import db
from storefront.media.models import Picture
from storefront.media.showing import Photo, photo_of
from storefront.stories.content import Block


def photos_in(
    maker: Cooperative, blocks: Iterable[Block] | Iterable[StoryBlock]
) -> Mapping[int, Photo]:
    """Return the maker's photos that blocks show, by their pictures' ids, by one query at most."""
    ids = [block.picture_id for block in blocks if block.picture_id is not None]
    if not ids:
        return {}
    pictures = db.session.scalars(
        select(Picture).where(Picture.id.in_(ids), Picture.cooperative_id == maker.id)
    )
    return {picture.id: photo for picture in pictures if (photo := photo_of(picture))}
