"""The background: pictures are encoded once, whatever breaks in between, and forgotten in time."""

from __future__ import annotations

import io
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from storefront import clock, create_app, jobs
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.auditing.services import audit
from storefront.backups.services import create_backup, restore_backup
from storefront.database import db
from storefront.media import preparing, services
from storefront.media.encoding import file_names
from storefront.media.models import READY, RECEIVED, REFUSED, REMOVED, Picture
from storefront.media.preparing import encode_next, forget_removed
from storefront.media.refusals import BROKEN
from storefront.media.storage import LocalStorage, original_name
from tests.databases import Databases, settings_for
from tests.factories import make_picture, make_product
from tests.media import files

DAY = timedelta(days=1)


def receive(data: bytes, upload_key: str = "upload-1") -> Picture:
    """Take a file in for a product of its own."""
    product = make_product()
    user = create_user(
        f"{upload_key}@example.com", "a long password", "cooperative", product.cooperative
    )
    upload = services.store(io.BytesIO(data), upload_key)
    picture = services.take_in(product.cooperative, product, user, upload)
    db.session.commit()
    return picture


def kept(app: Flask) -> set[str]:
    with app.app_context():
        return {file.key for file in services.media_storage().files()}


def fresh(picture: Picture) -> Picture:
    """Return a picture as it stands in the database now."""
    identity = inspect(picture).identity
    assert identity is not None
    db.session.expire_all()
    return db.session.get_one(Picture, identity[0])


def test_a_received_picture_becomes_ready_and_its_original_is_deleted(app: Flask) -> None:
    with app.app_context():
        picture = receive(files.turned_photo())
        assert kept(app) == {original_name(picture.key)}
        assert encode_next(clock.now()) == 1
        assert fresh(picture).state == READY
        assert kept(app) == set(file_names(picture.key, 600, 900))
        assert encode_next(clock.now()) == 0
        assert list(audit()) == []


def test_an_upload_noted_twice_leaves_one_picture_and_one_file(app: Flask) -> None:
    with app.app_context():
        picture = receive(files.photo())
        assert picture.product
        user = db.session.get_one(User, picture.uploaded_by)
        for upload_key in ("upload-1", "another-key"):  # the same key, and the same photo
            again = services.store(io.BytesIO(files.photo()), upload_key)
            same = services.take_in(picture.shop, picture.product, user, again)
            assert same.id == picture.id
        db.session.commit()
        assert kept(app) == {original_name(picture.key)}


def test_a_runner_that_died_is_followed_by_another(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """Stand for the end of a process."""

    def die(*_arguments: object) -> None:
        raise Killed

    with app.app_context():
        picture = receive(files.photo())
        with monkeypatch.context() as broken:
            broken.setattr(preparing, "encode", die)
            with pytest.raises(Killed):
                encode_next(clock.now())
        db.session.rollback()
        assert encode_next(clock.now()) == 0  # it may still be at it
        assert encode_next(clock.now() + preparing.LONGEST_ENCODING) == 1
        assert fresh(picture).state == READY


def test_a_runner_that_died_after_the_last_file_leaves_nothing_to_do(app: Flask) -> None:
    with app.app_context():
        picture = receive(files.photo())
        encode_next(clock.now())
        fresh(picture).state = RECEIVED
        db.session.commit()
        assert encode_next(clock.now() + DAY) == 1
        assert fresh(picture).state == READY


def test_a_picture_that_ends_every_runner_is_given_up(app: Flask) -> None:
    with app.app_context():
        picture = receive(files.photo())
        picture.attempts = preparing.MOST_ATTEMPTS
        db.session.commit()
        encode_next(clock.now())
        given_up = fresh(picture)
        assert (given_up.state, given_up.reason) == (REFUSED, BROKEN)


def test_a_picture_that_cannot_be_decoded_is_refused_and_forgotten(app: Flask) -> None:
    with app.app_context():
        picture = receive(files.photo())
        storage = services.media_storage()
        storage.save(original_name(picture.key), io.BytesIO(files.photo()[:900]))
        assert encode_next(clock.now()) == 1
        given_up = fresh(picture)
        assert (given_up.state, given_up.reason) == (REFUSED, BROKEN)
        assert kept(app) == set()


def test_a_storage_that_fails_is_waited_for(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> None:
        raise OSError("no space left on device")

    with app.app_context():
        picture = receive(files.photo())
        for attempt in range(preparing.MOST_ATTEMPTS + 2):
            with monkeypatch.context() as broken:
                broken.setattr(LocalStorage, "save", full)
                assert encode_next(clock.now() + attempt * DAY) == 0
            assert fresh(picture).state == RECEIVED
        assert encode_next(clock.now() + 20 * DAY) == 1
        assert fresh(picture).state == READY


def test_a_removed_picture_is_kept_for_a_day_and_then_gone_with_its_files(app: Flask) -> None:
    with app.app_context():
        picture, other = receive(files.photo(seed=1), "one"), receive(files.photo(seed=2), "two")
        for _ in range(2):
            encode_next(clock.now())
        services.remove(fresh(picture), db.session.get_one(User, picture.uploaded_by))
        db.session.commit()
        forget_removed(clock.now())
        assert fresh(picture).state == REMOVED
        assert forget_removed(clock.now() + DAY) == 1
        assert db.session.scalars(select(Picture.id)).all() == [other.id]
        forget_removed(clock.now() + 2 * DAY)
        assert kept(app) == set(file_names(other.key, other.width, other.height))


def test_files_of_uploads_that_were_never_noted_are_swept_away_later(app: Flask) -> None:
    with app.app_context():
        services.store(io.BytesIO(files.photo()), "never noted")
        forget_removed(clock.now())
        assert len(kept(app)) == 1
        forget_removed(clock.now() + 2 * DAY)
        assert kept(app) == set()


def test_a_running_shop_encodes_what_it_is_asked_for_at_once(app: Flask) -> None:
    with app.app_context():
        pictures = [receive(files.photo(seed=seed), f"key-{seed}") for seed in range(3)]
        jobs.start(app)
        try:
            jobs.soon(app, jobs.ENCODE_PICTURES)
            deadline = clock.now() + timedelta(seconds=60)
            while clock.now() < deadline and fresh(pictures[-1]).state != READY:
                db.session.rollback()
                time.sleep(0.1)
        finally:
            jobs.stop()
        assert [fresh(picture).state for picture in pictures] == [READY] * 3


def test_the_audit_names_a_picture_without_its_files(app: Flask) -> None:
    with app.app_context():
        picture = make_picture(make_product(), width=700, height=700)
        stranger = make_picture(make_product(), cooperative=picture.shop, state=RECEIVED)
        db.session.commit()
        found = [f"{breach.rule} {breach.detail}" for breach in audit()]
        assert any(f"picture {picture.id} lacks 6 files" in line for line in found)
        assert any(f"picture {stranger.id} of another shop" in line for line in found)
        assert len(found) == 2


def test_a_backup_brings_pictures_back(
    app: Flask, databases: Databases, database_kind: str, tmp_path: Path
) -> None:
    with app.app_context():
        ready = receive(files.photo(seed=1), "one").id
        received = receive(files.photo(seed=2), "two").id
        encode_next(clock.now())
        create_backup(tmp_path / "shop.tar")
    other = create_app(settings_for(tmp_path / "other", databases.copy_of(database_kind, "empty")))
    with other.app_context():
        restore_backup(tmp_path / "shop.tar")
        assert list(audit()) == []
        assert db.session.get_one(Picture, ready).state == READY
        db.session.rollback()
        assert encode_next(clock.now() + DAY) == 1
        assert db.session.get_one(Picture, received).state == READY
        assert list(audit()) == []
