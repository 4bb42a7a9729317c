"""Certificates from the desk: stars while they hold, and scans that stay private."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from storefront import clock
from storefront.activity.models import Activity
from storefront.catalogue.certificates import forget_stray_scans
from storefront.catalogue.models import Certificate
from storefront.catalogue.scans import MOST_PIXELS
from storefront.config import Settings
from storefront.database import db
from storefront.media.storage import storage_of
from tests.client import ShopClient
from tests.factories import make_product
from tests.manage.desk import (
    MANAGER,
    MEMBER,
    OPERATOR,
    SCAN,
    STRANGER,
    Belongings,
    make_two_shops,
    signed_in,
)
from tests.manage.goods import alert_in, my_cooperative
from tests.shops import everything, visitor

REVISION = re.compile(r'name="revision"[^>]*value="(\d+)"')
ISSUED = clock.today() - timedelta(days=30)
TYPED = f"{ISSUED.day}/{ISSUED.month}/{ISSUED.year}"


@pytest.fixture
def belongings(app: Flask) -> Belongings:
    return make_two_shops(app)


@pytest.fixture
def member(app: Flask, belongings: Belongings) -> ShopClient:
    return signed_in(app, MEMBER)


@pytest.fixture
def product(app: Flask, belongings: Belongings) -> tuple[int, str]:
    with app.app_context():
        made = make_product(cooperative=my_cooperative(), slug="cam-co-sao")
        db.session.commit()
        return made.id, f"/vi/manage/goods/{made.id}/certificates"


def picture(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    kept = BytesIO()
    Image.new("RGB", size, "orange").save(kept, kind)
    return kept.getvalue()


def form(client: ShopClient, **fields: object) -> dict[str, object]:
    return {
        "csrf_token": client.token_from("/vi/account"),
        "stars": "4",
        "number": "99/QĐ-UBND",
        "issuer_vi": "UBND tỉnh Phú Thọ",
        "issued_on": TYPED,
        "expires_on": "",
        **fields,
    }


def scan(body: bytes, name: str = "giay.pdf", mimetype: str = "text/html") -> object:
    return BytesIO(body), name, mimetype


def the_certificate(app: Flask) -> Certificate:
    with app.app_context():
        return db.session.scalars(select(Certificate).filter_by(number="99/QĐ-UBND")).one()


def kept_keys(app: Flask) -> set[str]:
    settings: Settings = app.extensions["settings"]
    return {path.name for path in (settings.data_dir / "media" / "certificates").iterdir()}


def test_stars_show_while_the_certificate_holds(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    assert member.post(product[1], data=form(member)).status_code == 303
    certificate = the_certificate(app)
    assert certificate.issued_on == ISSUED
    assert certificate.expires_on.year == ISSUED.year + 3
    page = visitor(app).get("/vi/products/cam-co-sao").text
    assert "99/QĐ-UBND" in page and "UBND tỉnh Phú Thọ" in page
    end = f"/vi/manage/goods/certificates/{certificate.id}/end"
    for _ in range(2):
        answer = member.post(end, data={"csrf_token": member.token_from("/vi/account")})
        assert answer.status_code == 303
    assert "99/QĐ-UBND" not in visitor(app).get("/vi/products/cam-co-sao").text
    assert "cam-co-sao" not in visitor(app).get("/vi/products?stars=4").text
    with app.app_context():
        verbs = db.session.scalars(db.select(Activity.verb).filter_by(subject_id=product[0])).all()
    assert list(verbs) == ["certificate.added", "certificate.ended"]


def test_a_certificate_that_has_run_out_shows_no_stars(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    data = form(member, issued_on="1.2.2020", expires_on="2023-02-01")
    assert member.post(product[1], data=data).status_code == 303
    assert "99/QĐ-UBND" not in visitor(app).get("/vi/products/cam-co-sao").text


def test_a_certificate_is_corrected(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    member.post(product[1], data=form(member))
    address = f"/vi/manage/goods/certificates/{the_certificate(app).id}"
    assert member.post(address, data=form(member, stars="5", revision="1")).status_code == 303
    assert the_certificate(app).stars == 5
    with app.app_context():
        last = db.session.scalars(db.select(Activity).order_by(Activity.id.desc())).first()
        assert last is not None and last.verb == "certificate.changed"
        assert last.details == {"before": {"stars": "4"}, "after": {"stars": "5"}}


def test_the_second_of_two_editors_sees_both_versions_and_chooses(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    member.post(product[1], data=form(member))
    address = f"/vi/manage/goods/certificates/{the_certificate(app).id}"
    seen = {"revision": REVISION.findall(member.get(address).text)[0]}
    manager = signed_in(app, MANAGER)
    assert manager.post(address, data=form(manager, stars="5", **seen)).status_code == 303
    before, kept = everything(app), kept_keys(app)
    mine = form(member, issuer_vi="UBND huyện", scan=scan(SCAN), **seen)
    answer = member.post(address, data=mine)
    assert answer.status_code == 409
    words = alert_in(answer)
    for told in ("Chị Ấn", "UBND tỉnh Phú Thọ", "UBND huyện"):
        assert told in words, words
    assert 'value="UBND huyện"' in answer.text
    assert (everything(app), kept_keys(app)) == (before, kept)
    again = {"revision": REVISION.findall(answer.text)[0]}
    assert (
        member.post(address, data=form(member, issuer_vi="UBND huyện", **again)).status_code == 303
    )
    assert the_certificate(app).issuer_vi == "UBND huyện"


def test_the_same_sent_twice_is_no_conflict(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    member.post(product[1], data=form(member))
    address = f"/vi/manage/goods/certificates/{the_certificate(app).id}"
    end = the_certificate(app).expires_on
    same = form(member, stars="5", revision="1", expires_on=f"{end.day}/{end.month}/{end.year}")
    assert [member.post(address, data=same).status_code for _ in range(2)] == [303, 303]


def test_what_no_page_wrote_is_no_revision(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    member.post(product[1], data=form(member))
    address = f"/vi/manage/goods/certificates/{the_certificate(app).id}"
    before = everything(app)
    for revision in ("", "0", "x", "²", "-1", "9" * 40):
        data = form(member, stars="5", revision=revision)
        assert member.post(address, data=data).status_code == 409
    assert everything(app) == before


def test_scans_that_no_certificate_holds_are_swept_after_a_day(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    member.post(product[1], data=form(member, scan=scan(SCAN)))
    held = kept_keys(app)
    storage_of(app).save("certificates/left-behind", BytesIO(SCAN))
    with app.app_context():
        assert forget_stray_scans(storage_of(app), clock.now()) == 0  # it may still be saved
        assert forget_stray_scans(storage_of(app), clock.now() + timedelta(days=2)) == 1
    assert kept_keys(app) == held


KINDS = {
    "pdf": (SCAN, "application/pdf"),
    "jpg": (picture("JPEG"), "image/jpeg"),
    "png": (picture("PNG"), "image/png"),
}


@pytest.mark.parametrize("ending", KINDS)
def test_a_scan_comes_back_as_a_file_and_as_what_it_is(
    app: Flask, member: ShopClient, product: tuple[int, str], ending: str
) -> None:
    body, mimetype = KINDS[ending]
    data = form(member, scan=scan(body, "../../evil.html"))
    assert member.post(product[1], data=data).status_code == 303
    path = f"/vi/manage/goods/certificates/{the_certificate(app).id}/scan"
    for reader in (member, signed_in(app, OPERATOR)):
        address = path if reader is member else path.replace("manage/goods", "operate")
        answer = reader.get(address)
        assert (answer.status_code, answer.data, answer.mimetype) == (200, body, mimetype)
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=cam-co-sao-")
        assert answer.headers["Content-Disposition"].endswith(f".{ending}")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]
    assert "evil" not in str(kept_keys(app))
    for other in (signed_in(app, STRANGER), visitor(app)):
        assert other.get(path).status_code in (403, 404)


def test_another_scan_takes_the_place_of_the_old_file(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    before = kept_keys(app)
    member.post(product[1], data=form(member, scan=scan(SCAN)))
    first = kept_keys(app) - before
    address = f"/vi/manage/goods/certificates/{the_certificate(app).id}"
    assert member.post(address, data=form(member, revision="1")).status_code == 303
    assert kept_keys(app) - before == first  # none came along: the old one stays
    member.post(address, data=form(member, revision="2", scan=scan(picture("PNG"))))
    assert len(kept_keys(app) - before) == 1
    assert kept_keys(app).isdisjoint(first)


BAD_SCANS = {
    "empty": b"",
    "a page": b"<!doctype html><script>alert(1)</script>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "gif": picture("GIF"),
    "a picture cut off": picture("PNG", (400, 300))[:200],
    "a pdf cut off": b"%PDF-1.7\n1 0 obj",
    "a pdf in a page": b"<html>%PDF-1.7\n%%EOF",
    "too many pixels": picture("PNG", (MOST_PIXELS // 5_000 + 1, 5_000)),
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0",
}


def test_what_is_no_scan_is_refused_with_a_reason(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    before, kept = everything(app), kept_keys(app)
    for words, body in BAD_SCANS.items():
        data = form(member, scan=scan(body, "giay.pdf", "application/pdf"))
        answer = member.post(product[1], data=data)
        assert answer.status_code == 422, words
        assert "99/QĐ-UBND" in answer.text
        assert alert_in(answer)
    assert everything(app) == before
    assert kept_keys(app) == kept


def test_a_scan_of_more_than_twenty_megabytes_is_refused(
    app: Flask, member: ShopClient, product: tuple[int, str]
) -> None:
    before = everything(app)
    large = SCAN[:-6] + b" " * (20 * 1024 * 1024) + SCAN[-6:]
    assert member.post(product[1], data=form(member, scan=scan(large))).status_code == 422
    larger = large + b" " * 1024 * 1024
    assert member.post(product[1], data=form(member, scan=scan(larger))).status_code == 413
    assert everything(app) == before


BAD = {
    "no stars": {"stars": "2"},
    "stars of words": {"stars": "²"},
    "no number": {"number": " "},
    "no issuer": {"issuer_vi": ""},
    "no day": {"issued_on": "hôm qua"},
    "two digits of a year": {"issued_on": "1/2/26"},
    "no such day": {"issued_on": "31/2/2025"},
    "a day to come": {"issued_on": "1/1/2099"},
    "an end before the beginning": {"expires_on": "1/1/2020"},
    "an end too late": {"expires_on": "1/1/2040"},
    "digits of others": {"issued_on": "٣/١/2025"},
}


def test_bad_values_are_refused(app: Flask, member: ShopClient, product: tuple[int, str]) -> None:
    before = everything(app)
    for words, bad in BAD.items():
        answer = member.post(product[1], data=form(member, **bad))
        assert answer.status_code == 422, words
        assert alert_in(answer), words
    forged = form(member, csrf_token="forged")
    assert member.post(product[1], data=forged).status_code == 400
    assert everything(app) == before
