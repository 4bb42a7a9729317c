"""Signs lead on, and scans and visits are counted without knowing anybody."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storefront.database import db
from storefront.footfall import counting
from storefront.footfall.counting import tally_of
from storefront.footfall.models import Footfall
from storefront.footfall.queries import counts_of
from storefront.showcase.models import Showcase, SignCode
from storefront.showcase.signs import code_for
from tests.client import ShopClient
from tests.factories import make_cooperative, make_product
from tests.factories.showcases import make_booth, make_showcase
from tests.shops import everything

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 13; SM-A035F) Chrome/120 Mobile Zalo/12"}


@pytest.fixture
def code(app: Flask) -> SignCode:
    with app.app_context():
        shop = make_cooperative()
        product = make_product(cooperative=shop)
        showcase = make_showcase(slug="son-tay")
        booth = make_booth(showcase, shop, product, number="A1")
        sign = code_for(showcase, "price_tag", booth, product)
        code_for(showcase, "poster")
        db.session.commit()
        return sign


def counts(app: Flask) -> list[tuple[str, str, int]]:
    tally_of(app).write()
    with app.app_context():
        showcase = db.session.scalars(db.select(Showcase)).one()
        return [(count.sign, count.kind, count.count) for count in counts_of(showcase)]


def test_a_tag_opens_its_goods_and_says_which_tag_it_was(
    client: ShopClient, code: SignCode
) -> None:
    answer = client.get(f"/q/{code.code}", headers={"Accept-Language": "en"})
    assert answer.status_code == 302
    assert answer.location == f"/en/products/{code.product.slug}?at={code.code}"  # type: ignore[union-attr]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_sign_reads_the_same_in_capitals(client: ShopClient, code: SignCode) -> None:
    assert client.get(f"/Q/{code.code}").location == client.get(f"/q/{code.code}").location
    assert client.get(f"/q/{code.code.lower()}").location.startswith("/vi/products/")


def test_goods_no_longer_sold_lead_to_their_booth(
    app: Flask, client: ShopClient, code: SignCode
) -> None:
    with app.app_context():
        kept = db.session.get(SignCode, code.id)
        assert kept is not None and kept.product is not None
        kept.product.status = "hidden"
        db.session.commit()
    answer = client.get(f"/q/{code.code}", follow_redirects=True)
    assert answer.status_code == 200
    assert answer.request.path == "/vi/showcases/son-tay/booths/a1"


@pytest.mark.parametrize("typed", ["ABCDEF", "x", "%F0%9F%8D%8A", "A" * 300, "......"])
def test_a_wrong_code_leads_to_help(client: ShopClient, code: SignCode, typed: str) -> None:
    answer = client.get(f"/q/{typed}", follow_redirects=True)
    assert answer.status_code == 404
    assert answer.request.path == "/vi/codes"
    assert "/vi/showcases/son-tay" in answer.get_data(as_text=True)


def test_a_code_can_be_typed(client: ShopClient, code: SignCode) -> None:
    assert client.get("/vi/codes").status_code == 200
    answer = client.get("/vi/codes", query_string={"code": f" {code.code.lower()} "})
    assert answer.location == f"/Q/{code.code}"


def test_the_sign_of_a_draft_says_that_it_is_not_open_yet(
    app: Flask, client: ShopClient, code: SignCode
) -> None:
    with app.app_context():
        db.session.scalars(db.select(Showcase)).one().state = "draft"
        db.session.commit()
    before = everything(app)
    answer = client.get(f"/q/{code.code}", follow_redirects=True, headers=PHONE)
    assert answer.status_code == 404
    assert "chưa mở" in answer.get_data(as_text=True)
    tally_of(app).write()
    assert everything(app) == before


def test_a_count_that_finds_no_free_connection_waits_for_the_next_try(
    app: Flask, client: ShopClient, code: SignCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(f"/q/{code.code}", headers=PHONE)
    with monkeypatch.context() as full:
        full.setattr(counting, "write_down", _all_connections_are_out)
        tally_of(app).write()
    assert counts(app) == [("price_tag", "scan", 1)]


def _all_connections_are_out(_counts: object) -> None:
    raise PoolTimeout("QueuePool limit of size 5 overflow 10 reached")


def test_scans_are_counted_by_sign(app: Flask, client: ShopClient, code: SignCode) -> None:
    for _time in range(3):
        client.get(f"/q/{code.code}", headers=PHONE)
    assert counts(app) == [("price_tag", "scan", 3)]


def test_visits_are_counted_by_page_also_when_nothing_changed(
    app: Flask, client: ShopClient, code: SignCode
) -> None:
    first = client.get("/vi/showcases/son-tay/booths/a1", headers=PHONE)
    again = {**PHONE, "If-None-Match": first.headers["ETag"]}
    client.get("/vi/showcases/son-tay/booths/a1", headers=again)
    client.get("/en/showcases/son-tay", headers=PHONE)
    assert sorted(counts(app)) == [("page", "visit", 1), ("page", "visit", 2)]


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"User-Agent": ""},
        {**PHONE, "Sec-Purpose": "prefetch;prerender"},
        {**PHONE, "HX-Request": "true"},
    ],
)
def test_programs_and_pages_fetched_ahead_do_not_count(
    app: Flask, client: ShopClient, code: SignCode, headers: dict[str, str]
) -> None:
    client.get(f"/q/{code.code}", headers=headers)
    client.get("/vi/showcases/son-tay", headers=headers)
    client.head("/vi/showcases/son-tay", headers=PHONE)
    assert counts(app) == []


def test_several_processes_add_up(app: Flask, client: ShopClient, code: SignCode) -> None:
    client.get(f"/q/{code.code}", headers=PHONE)
    counts(app)
    client.get(f"/q/{code.code}", headers=PHONE)
    assert counts(app) == [("price_tag", "scan", 2)]


def test_many_threads_lose_no_count(app: Flask, code: SignCode) -> None:
    def scan() -> None:
        visitor = app.test_client()
        for _time in range(10):
            visitor.get(f"/q/{code.code}", headers=PHONE)

    threads = [threading.Thread(target=scan) for _number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts(app) == [("price_tag", "scan", 50)]


def test_nothing_is_kept_of_who_it_was(app: Flask, client: ShopClient, code: SignCode) -> None:
    client.get(f"/q/{code.code}", headers=PHONE)
    assert "Set-Cookie" not in client.get(f"/q/{code.code}", headers=PHONE).headers
    assert {column.name for column in Footfall.__table__.columns} == {
        "code_id",
        "hour",
        "kind",
        "count",
    }
