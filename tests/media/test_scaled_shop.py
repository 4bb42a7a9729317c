"""Several servers: pictures in a shared store, and one photo sent to two of them at once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront import clock
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.auditing.services import audit
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.machines.health import faults
from storefront.media import services
from storefront.media.models import READY, Picture
from storefront.media.preparing import encode_next
from storefront.media.refusals import PictureRefused
from storefront.media.storage import PICTURES, file_name
from tests.factories import make_product
from tests.media import files
from tests.media.s3 import S3Server, s3_server
from tests.shops import reopened, visitor


@pytest.fixture
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture
def product_id(app: Flask) -> int:
    with app.app_context():
        product = make_product(slug="cam")
        create_user("a@example.com", "a long password", "cooperative", product.cooperative)
        db.session.commit()
        return product.id


def receive(product_id: int, data: bytes) -> Picture:
    upload = services.store(io.BytesIO(data), "the same upload")
    product = db.session.get_one(Product, product_id)
    user = db.session.scalars(select(User)).one()
    picture = services.take_in(product.cooperative, product, user, upload)
    db.session.commit()
    return picture


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_two_servers_share_pictures_in_an_s3_store(
    app: Flask, product_id: int, server: S3Server, tmp_path: Path
) -> None:
    one = reopened(app, MEDIA_STORAGE=server.address)
    two = reopened(app, MEDIA_STORAGE=server.address, STOREFRONT_DATA_DIR=str(tmp_path / "two"))
    with one.app_context():
        key = receive(product_id, files.turned_photo()).key
    with two.app_context():
        assert encode_next(clock.now()) == 1
        assert db.session.scalars(select(Picture.state)).one() == READY
        assert list(audit()) == []
        assert not [fault for fault in faults(two) if fault.startswith("storage")]
    answer = visitor(one).get(f"/media/{key}-320.avif")
    assert (answer.status_code, answer.content_type) == (200, "image/avif")
    assert f"/media/{key}-320.avif" in visitor(two).get("/vi/products/cam").get_data(as_text=True)
    media = app.extensions["settings"].data_dir / "media"
    assert not media.exists() or not any(path.is_file() for path in media.rglob("*"))


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_store_that_is_gone_costs_the_pictures_only(
    app: Flask, product_id: int, server: S3Server
) -> None:
    shop = reopened(app, MEDIA_STORAGE=server.address)
    with shop.app_context():
        key = receive(product_id, files.photo()).key
        encode_next(clock.now())
    server.stop()
    client = visitor(shop)
    assert client.get("/vi/products/cam").status_code == 200
    answer = client.get(f"/{file_name(key, 320, 'webp').replace(PICTURES, 'media')}")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    with shop.app_context():
        (fault,) = [fault for fault in faults(shop) if fault.startswith("storage")]
        assert "127.0.0.1" not in fault
        with pytest.raises(OSError, match="could not be stored"):
            services.store(io.BytesIO(files.photo()), "another")


def test_one_upload_that_comes_in_twice_at_once_is_one_picture(app: Flask, product_id: int) -> None:
    def bring(_: int) -> int | str:
        with app.app_context():
            try:
                return receive(product_id, files.photo()).id
            except PictureRefused as refusal:
                return refusal.reason

    with ThreadPoolExecutor(4) as pool:
        ids = set(pool.map(bring, range(8)))
    assert len(ids) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Picture)) == 1
        assert len(list(services.media_storage().files())) == 1
