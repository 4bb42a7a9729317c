"""Taking pictures in, and keeping them in order; each member sees only those of their shop."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from flask import current_app
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.media import refusals
from storefront.media.inspection import Facts, inspect
from storefront.media.models import READY, RECEIVED, REMOVED, Picture
from storefront.media.refusals import PictureRefused
from storefront.media.storage import Storage, original_name, storage_of

MOST_OF_A_PRODUCT, MOST_OF_A_SHOP = 12, 60
TAKEN_BACK_WITHIN = timedelta(days=1)
LONGEST_ALT = 200


@dataclass(frozen=True, slots=True)
class Upload:
    """Hold a file that passed inspection and is stored, and the name the browser knows it by."""

    key: str
    facts: Facts
    upload_key: str


def media_storage() -> Storage:
    """Return where this shop keeps its pictures."""
    return storage_of(current_app)


def store(stream: IO[bytes], upload_key: str) -> Upload:
    """Judge a file and store it, without asking the database anything, which others need.

    Raises PictureRefused with nothing stored, OSError where nothing can be.
    """
    facts = inspect(stream)
    key = secrets.token_hex(16)
    media_storage().save(original_name(key), stream)
    return Upload(key, facts, upload_key)


def find_upload(shop: Cooperative, upload_key: str) -> Picture | None:
    """Return the picture that a browser's upload became, whatever happened to it since."""
    return db.session.scalar(
        select(Picture).where(Picture.cooperative_id == shop.id, Picture.upload_key == upload_key)
    )


def find_product(shop: Cooperative, product_id: int) -> Product | None:
    """Return a product of a shop."""
    return db.session.scalar(
        select(Product).where(Product.id == product_id, Product.cooperative_id == shop.id)
    )


def find_picture(shop: Cooperative, picture_id: int) -> Picture | None:
    """Return a picture of a shop that was not removed."""
    return db.session.scalar(
        select(Picture).where(
            Picture.id == picture_id,
            Picture.cooperative_id == shop.id,
            Picture.state != REMOVED,
        )
    )


def pictures_of(shop: Cooperative, product: Product | None = None) -> Sequence[Picture]:
    """Return the pictures of a product, or those of the shop itself, the main one first."""
    return db.session.scalars(
        select(Picture)
        .where(*_of(shop, product), Picture.state != REMOVED)
        .order_by(Picture.position, Picture.id)
    ).all()


def removed_of(shop: Cooperative, product: Product | None = None) -> Sequence[Picture]:
    """Return the pictures that were removed and can still be taken back, the last one first."""
    return db.session.scalars(
        select(Picture)
        .where(*_of(shop, product), *_can_be_taken_back())
        .order_by(Picture.due_at.desc(), Picture.id.desc())
    ).all()


def take_in(shop: Cooperative, product: Product | None, user: User, upload: Upload) -> Picture:
    """Make a stored file a picture, to be encoded soon; the same upload twice is one picture.

    Raises PictureRefused, with the file forgotten, where there are too many already.
    """
    picture = None
    try:
        picture = _known(shop, product, upload) or _add(shop, product, user, upload)
    finally:
        if picture is None or picture.key != upload.key:
            media_storage().delete(original_name(upload.key))
    return picture


def _add(shop: Cooperative, product: Product | None, user: User, upload: Upload) -> Picture:
    _refuse_too_many(shop, product)
    picture = Picture(
        cooperative_id=shop.id,
        product_id=product.id if product else None,
        position=_next_position(shop, product),
        key=upload.key,
        width=upload.facts.width,
        height=upload.facts.height,
        sha256=upload.facts.sha256,
        upload_key=upload.upload_key,
        uploaded_by=user.id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(picture)
    except IntegrityError:  # the same upload came in at the same moment
        twin = find_upload(shop, upload.upload_key)
        if twin is None:
            raise
        return twin
    note(shop, user, "photo.added", product or shop, (product or shop).name_vi)
    return picture


def describe(
    picture: Picture, user: User, alt_vi: str, alt_en: str, focus: tuple[int, int]
) -> None:
    """Say in words what a picture shows, and which point of it must stay in sight."""
    picture.alt_vi, picture.alt_en = alt_vi, alt_en
    picture.focus_x, picture.focus_y = focus
    _note(picture, user, "photo.changed")


def move(picture: Picture, user: User, direction: str) -> None:
    """Move a picture one place "up" or "down", or to the front: "main"."""
    row = list(pictures_of(picture.shop, picture.product))
    at = row.index(picture)
    row.remove(picture)
    to = {"up": at - 1, "down": at + 1, "main": 0}[direction]
    row.insert(max(0, to), picture)
    for position, each in enumerate(row):
        each.position = position
    _note(picture, user, "photo.changed")


def remove(picture: Picture, user: User) -> None:
    """Take a picture off every page; it can be taken back for a day."""
    picture.state = REMOVED
    picture.due_at = clock.now() + TAKEN_BACK_WITHIN
    _note(picture, user, "photo.removed")


def find_removed(shop: Cooperative, picture_id: int) -> Picture | None:
    """Return a picture of a shop that was removed and can still be taken back."""
    return db.session.scalar(
        select(Picture).where(
            Picture.id == picture_id, Picture.cooperative_id == shop.id, *_can_be_taken_back()
        )
    )


def take_back(picture: Picture, user: User) -> None:
    """Put a removed picture back, at the end; the next job finds its files or makes them."""
    picture.state = RECEIVED
    picture.due_at = clock.now()
    picture.position = _next_position(picture.shop, picture.product)
    _note(picture, user, "photo.added")


def _of(shop: Cooperative, product: Product | None) -> tuple[ColumnElement[bool], ...]:
    wanted = Picture.product_id == product.id if product else Picture.product_id.is_(None)
    return Picture.cooperative_id == shop.id, wanted


def _can_be_taken_back() -> tuple[ColumnElement[bool], ...]:
    return Picture.state == REMOVED, Picture.due_at > clock.now()


def _known(shop: Cooperative, product: Product | None, upload: Upload) -> Picture | None:
    """Find the same upload, or the same photo chosen again after a page that was closed early."""
    return find_upload(shop, upload.upload_key) or db.session.scalar(
        select(Picture).where(
            *_of(shop, product),
            Picture.sha256 == upload.facts.sha256,
            Picture.state.in_((RECEIVED, READY)),
        )
    )


def _refuse_too_many(shop: Cooperative, product: Product | None) -> None:
    there = db.session.scalar(
        select(func.count())
        .select_from(Picture)
        .where(*_of(shop, product), Picture.state.in_((RECEIVED, READY)))
    )
    if (there or 0) >= (MOST_OF_A_PRODUCT if product else MOST_OF_A_SHOP):
        raise PictureRefused(refusals.TOO_MANY)


def _next_position(shop: Cooperative, product: Product | None) -> int:
    last = db.session.scalar(select(func.max(Picture.position)).where(*_of(shop, product)))
    return 0 if last is None else last + 1


def _note(picture: Picture, user: User, verb: str) -> None:
    of = picture.product or picture.shop
    note(picture.shop, user, verb, of, of.name_vi)
