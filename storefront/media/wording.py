"""Why a photo was not taken, in words that help to send another."""

from __future__ import annotations

from flask_babel import gettext as _

from storefront.media import refusals


def refusal_words(reason: str) -> str:
    """Say why a file was not taken, and what to do about it."""
    return {
        refusals.EMPTY: _("The file is empty. Choose the photo again."),
        refusals.NOT_A_PICTURE: _("This is no photo that we can read. Send a JPEG, PNG or WebP."),
        refusals.SVG: _("This is a drawing (SVG), no photo. Send a JPEG, PNG or WebP."),
        refusals.HEIC: heic_words(),
        refusals.TOO_LARGE: too_large_words(),
        refusals.TOO_MANY_PIXELS: _(
            "The photo has more than 50 megapixels. Choose a smaller size in the camera's"
            " settings and take it again."
        ),
        refusals.BOMB: _("This file unpacks to far more than a photo. Take a new photo."),
        refusals.POLYGLOT: _(
            "Something other than a photo is hidden in this file. Take a new photo, or a picture"
            " of the screen that shows it."
        ),
        refusals.BROKEN: _("The file is damaged and cannot be shown. Choose it again."),
        refusals.TOO_MANY: _("There are as many photos as can be. Remove one first."),
    }[reason]


def heic_words() -> str:
    """Say how a phone is switched from HEIC to JPEG."""
    return _(
        "This photo is of the kind HEIC, which many phones cannot show. On an iPhone: Settings ›"
        " Camera › Formats › Most Compatible. On a Samsung: Camera › settings › High efficiency"
        " pictures off. Then take it again, or send it to yourself over Zalo and choose that one."
    )


def too_large_words() -> str:
    """Say how large a photo may be."""
    return _("The photo is larger than 20 MB. Choose a smaller size in the camera's settings.")
