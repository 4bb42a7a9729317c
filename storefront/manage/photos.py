"""The photos of a product, or of the shop itself: sent, put in order, described, removed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import NamedTuple

from flask import Response, abort, current_app, make_response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge, ServiceUnavailable

from storefront import jobs
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.forms import one_line
from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.photo_forms import PhotoForm, SendForm
from storefront.media import services
from storefront.media.inspection import LARGEST_BYTES
from storefront.media.models import RECEIVED, Picture
from storefront.media.receiving import RETRY_SECONDS, received_files
from storefront.media.refusals import PictureRefused
from storefront.media.wording import heic_words, refusal_words, too_large_words

TOO_LARGE = 413
LONGEST_NAME_SHOWN = 60

log = logging.getLogger(__name__)


class Refused(NamedTuple):
    """Hold why a file was not taken; its name is the sender's own."""

    name: str
    why: str


blueprint.add_app_template_global(refusal_words)
blueprint.add_app_template_global(heic_words)
blueprint.add_app_template_global(too_large_words)


@blueprint.get("/photos")
def photos() -> Response:
    """Show the photos of the shop itself."""
    return _photos_page(None)


@blueprint.get("/goods/<int:product_id>/photos")
def product_photos(product_id: int) -> Response:
    """Show the photos of a product."""
    return _photos_page(_product(product_id))


@blueprint.post("/photos")
def send_photos() -> Response:
    """Take in photos of the shop itself."""
    return _receive(None)


@blueprint.post("/goods/<int:product_id>/photos")
def send_product_photos(product_id: int) -> Response:
    """Take in photos of a product."""
    return _receive(_product(product_id).id)


@blueprint.get("/photos/sent/<upload_key>")
def sent(upload_key: str) -> Response:
    """Tell a browser that lost the answer whether a photo has come in."""
    picture = services.find_upload(my_shop(), upload_key) or abort(404)
    return _photos_page(picture.product)


@blueprint.get("/photos/<int:picture_id>")
def photo(picture_id: int) -> Response:
    """Show one photo, with what can be said about it."""
    picture = _picture(picture_id)
    return _photo_page(picture, PhotoForm.of(picture, formdata=None))


@blueprint.post("/photos/<int:picture_id>")
def describe_photo(picture_id: int) -> Response:
    """Keep what was said about a photo."""
    picture = _picture(picture_id)
    form = PhotoForm.of(picture)
    if not form.validate():
        return _photo_page(picture, form, form.refusal_status)
    services.describe(picture, me(), form.alt_vi.data or "", form.alt_en.data or "", form.point)
    db.session.commit()
    return _back_to(picture)


@blueprint.post("/photos/<int:picture_id>/move/<any(up, down, main):direction>")
def move_photo(picture_id: int, direction: str) -> Response:
    """Move a photo within its row."""
    picture = _picture(picture_id)
    if not NothingForm().validate():
        return _photos_page(picture.product, 400, token_refused=True)
    services.move(picture, me(), direction)
    db.session.commit()
    return _back_to(picture)


@blueprint.post("/photos/<int:picture_id>/removal")
def remove_photo(picture_id: int) -> Response:
    """Take a photo off every page."""
    picture = _picture(picture_id)
    if not NothingForm().validate():
        return _photos_page(picture.product, 400, token_refused=True)
    services.remove(picture, me())
    db.session.commit()
    return _back_to(picture)


@blueprint.post("/photos/<int:picture_id>/return")
def take_photo_back(picture_id: int) -> Response:
    """Put a removed photo back."""
    removed = services.find_removed(my_shop(), picture_id)
    picture = removed or _picture(picture_id)
    if not NothingForm().validate():
        return _photos_page(picture.product, 400, token_refused=True)
    if removed:
        services.take_back(removed, me())
        db.session.commit()
        jobs.soon(current_app, jobs.ENCODE_PICTURES)
    return _back_to(picture)


def _receive(product_id: int | None) -> Response:
    # While photos crawl in, nobody may wait for the database: its lock is given back before.
    db.session.rollback()
    try:
        files = received_files()
    except RequestEntityTooLarge:
        return _refuse(
            product_id, TOO_LARGE, [Refused("", _("Too many photos at once: send fewer."))]
        )
    form = SendForm()
    if not form.validate():
        return _photos_page(_product(product_id) if product_id else None, 400, token_refused=True)
    if not files:
        return _refuse(product_id, 422, [Refused("", _("Choose at least one photo."))])
    refused = _take_in_all(product_id, files, str(form.upload_key.data))
    jobs.soon(current_app, jobs.ENCODE_PICTURES)
    if refused:
        return _refuse(product_id, 422, refused)
    return _back(product_id)


def _take_in_all(
    product_id: int | None, files: Sequence[FileStorage], upload_key: str
) -> list[Refused]:
    """Take in each file by itself; return those that were refused."""
    refused = []
    for number, file in enumerate(files):
        key = upload_key if len(files) == 1 else f"{upload_key}-{number}"
        try:
            upload = services.store(file.stream, key)
            product = _product(product_id) if product_id else None
            services.take_in(my_shop(), product, me(), upload)
            db.session.commit()
        except PictureRefused as refusal:
            db.session.rollback()
            refused.append(Refused(_name_of(file), refusal_words(refusal.reason)))
        except OSError as error:
            log.exception("a photo could not be stored")
            raise ServiceUnavailable(retry_after=RETRY_SECONDS) from error
    return refused


def _refuse(product_id: int | None, status: int, refused: Sequence[Refused]) -> Response:
    return _photos_page(_product(product_id) if product_id else None, status, refused=refused)


def _photos_page(
    product: Product | None,
    status: int = 200,
    *,
    refused: Sequence[Refused] = (),
    token_refused: bool = False,
) -> Response:
    shop = my_shop()
    pictures = services.pictures_of(shop, product)
    return render(
        "manage/photos.html",
        "refusals" if refused or token_refused else "photo_list",
        status=status,
        shop=shop,
        product=product,
        pictures=pictures,
        removed=services.removed_of(shop, product),
        is_preparing=any(picture.state == RECEIVED for picture in pictures),
        refused=refused,
        token_refused=token_refused,
        form=SendForm.fresh(),
        button_form=NothingForm(formdata=None),
        largest_bytes=LARGEST_BYTES,
    )


def _photo_page(picture: Picture, form: PhotoForm, status: int = 200) -> Response:
    return render("manage/photo.html", status=status, picture=picture, form=form)


def _product(product_id: int) -> Product:
    return services.find_product(my_shop(), product_id) or abort(404)


def _picture(picture_id: int) -> Picture:
    return services.find_picture(my_shop(), picture_id) or abort(404)


def _name_of(file: FileStorage) -> str:
    return one_line(file.filename)[:LONGEST_NAME_SHOWN]


def _back_to(picture: Picture) -> Response:
    return _back(picture.product_id)


def _back(product_id: int | None) -> Response:
    if product_id is None:
        return make_response(redirect(url_for("manage.photos"), 303))
    return make_response(redirect(url_for("manage.product_photos", product_id=product_id), 303))
