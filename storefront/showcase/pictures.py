"""The picture at the head of a showcase; it belongs to the organiser."""

from __future__ import annotations

from sqlalchemy import func, select

from storefront import clock
from storefront.accounts.models import User
from storefront.database import db
from storefront.media.models import REMOVED, Picture
from storefront.media.services import TAKEN_BACK_WITHIN, Upload, media_storage
from storefront.media.storage import original_name
from storefront.showcase.models import Showcase
from storefront.showcase.standing import hold, touched


def set_picture(showcase: Showcase, user: User, upload: Upload) -> Picture:
    """Put a stored file at the head of a showcase, to be encoded soon; sent twice it is one."""
    hold(showcase)
    known = db.session.scalar(
        select(Picture).where(
            Picture.organiser_id == user.id, Picture.upload_key == upload.upload_key
        )
    )
    if known is not None:
        media_storage().delete(original_name(upload.key))
        return known
    before = showcase.picture
    picture = Picture(
        organiser_id=user.id,
        key=upload.key,
        width=upload.facts.width,
        height=upload.facts.height,
        sha256=upload.facts.sha256,
        upload_key=upload.upload_key,
        uploaded_by=user.id,
    )
    if before is not None:
        picture.alt_vi, picture.alt_en = before.alt_vi, before.alt_en
    showcase.picture = picture
    db.session.flush()
    _give_up(before)
    touched(showcase, user, "showcase.picture_set")
    return picture


def describe_picture(showcase: Showcase, user: User, alt_vi: str, alt_en: str) -> None:
    """Say in words what the picture shows; nothing happens where there is none."""
    hold(showcase)
    if showcase.picture is not None:
        showcase.picture.alt_vi, showcase.picture.alt_en = alt_vi, alt_en
        touched(showcase, user, "showcase.picture_described")


def remove_picture(showcase: Showcase, user: User) -> None:
    """Take the picture off a showcase."""
    hold(showcase)
    before = showcase.picture
    if before is None:
        return
    showcase.picture = None
    db.session.flush()
    _give_up(before)
    touched(showcase, user, "showcase.picture_removed")


def _give_up(picture: Picture | None) -> None:
    """Let the jobs forget a picture that no showcase shows; a copy may still show it."""
    if picture is None:
        return
    shown = db.session.scalar(
        select(func.count()).select_from(Showcase).where(Showcase.picture_id == picture.id)
    )
    if not shown:
        picture.state, picture.due_at = REMOVED, clock.now() + TAKEN_BACK_WITHIN
