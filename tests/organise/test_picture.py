"""The picture at the head of a showcase: inspected, encoded and described as all others are."""

from __future__ import annotations

import io

import pytest
from flask import Flask
from sqlalchemy import select

from storefront import clock
from storefront.database import db
from storefront.media.models import READY, REMOVED, Picture
from storefront.media.preparing import encode_next
from storefront.showcase.models import Showcase
from tests.media import files
from tests.organise.desk import Fair, value_of
from tests.shops import visitor


def send(fair: Fair, showcase: int, body: bytes) -> int:
    page = fair.get(f"{showcase}/picture")
    answer = fair.host.post(
        fair.address(f"{showcase}/picture"),
        data={
            "csrf_token": value_of(page, "csrf_token"),
            "upload_key": value_of(page, "upload_key"),
            "photos": (io.BytesIO(body), "poster.jpg"),
        },
    )
    return answer.status_code


def test_a_picture_is_encoded_described_shown_and_replaced(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    assert send(fair, showcase, files.photo()) == 303
    with app.app_context():
        assert encode_next(clock.now()) == 1
    fair.done(f"{showcase}/picture/words", alt_vi="Khách nếm cam", alt_en="Guests tasting oranges")
    fair.done(f"{showcase}/publication")
    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        assert stored.picture is not None
        assert stored.picture.state == READY
        slug = stored.slug
    assert "Khách nếm cam" in visitor(app).get(f"/vi/showcases/{slug}").get_data(as_text=True)
    assert send(fair, showcase, files.photo()) == 303
    with app.app_context():
        pictures = db.session.scalars(select(Picture).order_by(Picture.id)).all()
        assert pictures[0].state == REMOVED
        assert pictures[1].alt_vi == "Khách nếm cam"
    fair.done(f"{showcase}/picture/removal")
    with app.app_context():
        assert db.session.get_one(Showcase, showcase).picture is None


@pytest.mark.parametrize("body", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"no picture"])
def test_what_is_no_picture_is_refused(app: Flask, fair: Fair, body: bytes) -> None:
    showcase = fair.ready()
    assert send(fair, showcase, body) == 422
    with app.app_context():
        assert db.session.scalars(select(Picture)).all() == []


def test_english_words_alone_are_refused(fair: Fair) -> None:
    showcase = fair.ready()
    fair.refused(f"{showcase}/picture/words", 422, alt_en="Only English")
