"""The picture at the head of a showcase."""

from __future__ import annotations

import logging

from flask import Response, current_app, make_response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge, ServiceUnavailable

from storefront import jobs
from storefront.database import db
from storefront.htmx import render
from storefront.manage.photo_forms import SendForm
from storefront.media.models import RECEIVED
from storefront.media.receiving import RETRY_SECONDS, received_files
from storefront.media.refusals import PictureRefused
from storefront.media.services import store
from storefront.media.wording import refusal_words, too_large_words
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.forms import AltForm, ButtonForm
from storefront.organise.wording import page_was_old
from storefront.showcase import pictures
from storefront.showcase.models import Showcase

TOO_LARGE, REFUSED = 413, 422

log = logging.getLogger(__name__)


@blueprint.get("/<int:showcase_id>/picture")
def picture(showcase_id: int) -> Response:
    """Show the picture, with what can be said about it."""
    return _picture_page(my_showcase(showcase_id))


@blueprint.post("/<int:showcase_id>/picture")
def send_picture(showcase_id: int) -> Response:
    """Take in a picture; it takes the place of the one before."""
    my_showcase(showcase_id)
    # While a photo crawls in, nobody may wait for the database: its lock is given back before.
    db.session.rollback()
    try:
        files = received_files()
    except RequestEntityTooLarge:
        return _picture_page(my_showcase(showcase_id), TOO_LARGE, alert=too_large_words())
    form = SendForm()
    showcase = my_showcase(showcase_id)
    if not form.validate():
        return _picture_page(showcase, 400, alert=page_was_old())
    if not files:
        return _picture_page(showcase, REFUSED, alert=_("Choose a picture first."))
    try:
        upload = store(files[0].stream, str(form.upload_key.data))
    except PictureRefused as refused:
        return _picture_page(showcase, REFUSED, alert=refusal_words(refused.reason))
    except OSError as error:
        log.exception("a picture could not be stored")
        raise ServiceUnavailable(retry_after=RETRY_SECONDS) from error
    pictures.set_picture(showcase, me(), upload)
    db.session.commit()
    jobs.soon(current_app, jobs.ENCODE_PICTURES)
    return _to_picture(showcase)


@blueprint.post("/<int:showcase_id>/picture/words")
def describe_picture(showcase_id: int) -> Response:
    """Keep what the picture shows, in words."""
    showcase, form = my_showcase(showcase_id), AltForm()
    if not form.validate():
        return _picture_page(showcase, form.refusal_status, form=form)
    pictures.describe_picture(showcase, me(), form.alt_vi.data or "", form.alt_en.data or "")
    db.session.commit()
    return _to_picture(showcase)


@blueprint.post("/<int:showcase_id>/picture/removal")
def remove_picture(showcase_id: int) -> Response:
    """Take the picture off the showcase."""
    showcase = my_showcase(showcase_id)
    if not ButtonForm().validate():
        return _picture_page(showcase, 400, alert=page_was_old())
    pictures.remove_picture(showcase, me())
    db.session.commit()
    return _to_picture(showcase)


def _picture_page(
    showcase: Showcase, status: int = 200, *, form: AltForm | None = None, alert: str = ""
) -> Response:
    shown = showcase.picture
    known = {"alt_vi": shown.alt_vi, "alt_en": shown.alt_en} if shown else {}
    return render(
        "organise/picture.html",
        "shown",
        status=status,
        showcase=showcase,
        picture=shown,
        is_preparing=shown is not None and shown.state == RECEIVED,
        refused=refusal_words(shown.reason) if shown and shown.reason else "",
        form=form or AltForm(formdata=None, data=known),
        send_form=SendForm.fresh(),
        button_form=ButtonForm(formdata=None),
        alert=alert,
    )


def _to_picture(showcase: Showcase) -> Response:
    return make_response(redirect(url_for("organise.picture", showcase_id=showcase.id), 303))
