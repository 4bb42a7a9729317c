"""The files of pictures, under names of our own, to be kept forever."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, abort
from werkzeug.exceptions import ServiceUnavailable

from storefront.caching import kept_forever
from storefront.media.encoding import KINDS
from storefront.media.services import media_storage
from storefront.media.showing import main_photo_of, photo_of
from storefront.media.storage import file_name

CONTENT_TYPES = {kind.extension: kind.content_type for kind in KINDS}
RETRY_SECONDS = 5

blueprint = Blueprint("media", __name__, url_prefix="/media")
blueprint.add_app_template_global(photo_of)
blueprint.add_app_template_global(main_photo_of)

log = logging.getLogger(__name__)


@blueprint.get("/<string(length=32):key>-<int(max=9999):width>.<any(avif, webp, jpg):extension>")
def picture(key: str, width: int, extension: str) -> Response:
    """Show one file of a picture; its type is that in which the shop wrote it."""
    try:
        with media_storage().open(file_name(key, width, extension)) as stream:
            body = stream.read()
    except (FileNotFoundError, ValueError):
        abort(404)
    except OSError as error:
        log.exception("the storage of pictures does not answer")
        raise ServiceUnavailable(retry_after=RETRY_SECONDS) from error
    return kept_forever(body, CONTENT_TYPES[extension])
