"""What the background does for pictures: encode those received, forget those removed.

Both may run twice, or on several machines at once, without harm.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.database import db, only_reading
from storefront.media.encoding import encode, file_names
from storefront.media.models import READY, RECEIVED, REFUSED, REMOVED, Picture
from storefront.media.refusals import BROKEN, PictureRefused
from storefront.media.services import media_storage
from storefront.media.storage import ORIGINALS, PICTURES, Storage, original_name

# Longer than any picture takes: meanwhile no other runner takes it up.
LONGEST_ENCODING = timedelta(minutes=3)
WAIT_FOR_STORAGE = timedelta(minutes=1)
MOST_ATTEMPTS = 5
# A file without a picture may belong to an upload that is just being noted.
STRAY_AFTER = timedelta(days=1)
AT_ONCE = 500

log = logging.getLogger(__name__)


def encode_next(now: datetime) -> int:
    """Encode one received picture; return how many were encoded, one or none.

    One at a time, so that other jobs come in between. Claiming counts an attempt in a commit of
    its own: a picture that ends its runner every time is given up.
    """
    picture = _claim(now)
    if picture is None:
        return 0
    if picture.attempts > MOST_ATTEMPTS:
        _end(picture, REFUSED, BROKEN)
        return 1
    try:
        _encode(picture, media_storage())
    except PictureRefused as refusal:
        log.warning("picture %s cannot be decoded: %s", picture.id, refusal.reason)
        _end(picture, REFUSED, refusal.reason)
    except OSError:
        log.exception("picture %s could not be stored and is tried again", picture.id)
        _try_again(picture, clock.now() + WAIT_FOR_STORAGE)
        return 0
    else:
        _end(picture, READY, "")
    media_storage().delete(original_name(picture.key))
    return 1


def pictures_are_waiting(now: datetime) -> bool:
    """Tell whether a received picture is to be encoded."""
    with only_reading():
        found = db.session.scalar(
            select(Picture.id).where(Picture.state == RECEIVED, Picture.due_at <= now).limit(1)
        )
        db.session.rollback()
    return found is not None


def forget_removed(now: datetime) -> int:
    """Remove for good what was removed long enough ago, and files that belong to no picture."""
    gone = db.session.scalars(
        select(Picture).where(Picture.state == REMOVED, Picture.due_at <= now).limit(AT_ONCE)
    ).all()
    forgotten = sum(map(_forget, gone))
    db.session.commit()
    storage = media_storage()
    for folder in (ORIGINALS, PICTURES):
        _sweep(storage, folder, now - STRAY_AFTER)
    return forgotten


def _claim(now: datetime) -> Picture | None:
    """Take up the picture that waits longest, unless another runner was quicker."""
    waiting = (Picture.state == RECEIVED, Picture.due_at <= now)
    oldest = select(Picture.id).where(*waiting).order_by(Picture.due_at, Picture.id).limit(1)
    claimed = db.session.scalar(
        update(Picture)
        .where(Picture.id == oldest.scalar_subquery(), *waiting)
        .values(attempts=Picture.attempts + 1, due_at=now + LONGEST_ENCODING)
        .returning(Picture.id)
    )
    db.session.commit()
    if claimed is None:
        return None
    picture = db.session.get_one(Picture, claimed)
    db.session.expunge(picture)
    db.session.rollback()
    return picture


def _encode(picture: Picture, storage: Storage) -> None:
    try:
        original = storage.open(original_name(picture.key))
    except FileNotFoundError:
        # Encoded before by a runner that was ended in between, or taken back after a removal.
        if all(map(storage.exists, file_names(picture.key, picture.width, picture.height))):
            return
        raise PictureRefused(BROKEN) from None
    with original:
        for encoded in encode(original, picture.key, (picture.width, picture.height)):
            storage.save(encoded.name, encoded.body)


def _end(picture: Picture, state: str, reason: str) -> None:
    """Note what became of a picture, unless it was removed meanwhile."""
    db.session.execute(
        update(Picture)
        .where(Picture.id == picture.id, Picture.state == RECEIVED)
        .values(state=state, reason=reason)
    )
    db.session.commit()


def _try_again(picture: Picture, at: datetime) -> None:
    """Put a picture back as if this attempt had not been: the storage failed, not the picture."""
    db.session.execute(
        update(Picture)
        .where(Picture.id == picture.id)
        .values(due_at=at, attempts=Picture.attempts - 1)
    )
    db.session.commit()


def _forget(picture: Picture) -> bool:
    try:
        with db.session.begin_nested():
            db.session.execute(delete(Picture).where(Picture.id == picture.id))
    except IntegrityError:  # an older version of a page still names it
        return False
    return True


def _sweep(storage: Storage, folder: str, before: datetime) -> None:
    """Delete the files of pictures that are not there, once they are old enough."""
    old: dict[str, list[str]] = {}
    for file in storage.files(folder):
        if file.kept_at < before:
            key = file.key.removeprefix(f"{folder}/").partition("-")[0]
            old.setdefault(key, []).append(file.key)
    keys = list(old)
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        kept = set(db.session.scalars(select(Picture.key).where(Picture.key.in_(some))))
        db.session.rollback()
        for key in some:
            if key not in kept:
                for name in old[key]:
                    storage.delete(name)
