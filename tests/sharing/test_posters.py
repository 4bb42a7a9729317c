"""Posters: drawn from what is true today, kept forever under an address that changes with it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from storefront import clock
from storefront.catalogue.models import Product, Variant
from storefront.database import db
from storefront.sharing import rendering
from tests.catalogue.pages import tree
from tests.client import ShopClient
from tests.factories import make_certificate, make_market, make_product
from tests.shops import reopened, visitor

PAGES = ("/vi/", "/vi/products/cam", "/vi/cooperatives/htx-cam", "/vi/districts/cao-phong")
LARGEST = 120_000


@pytest.fixture
def shop(app: Flask) -> Flask:
    """Give a shop with one certified product."""
    with app.app_context():
        make_market(name_vi="Chợ Phiên", tagline_vi="Hàng quê", tagline_en="Country goods")
        product = make_product(slug="cam", name_vi="Cam Cao Phong", name_en="Cao Phong oranges")
        product.cooperative.slug = "htx-cam"
        product.cooperative.district.slug = "cao-phong"
        make_certificate(product, stars=4)
        db.session.commit()
    return app


def poster_address(app: Flask, page: str = "/vi/products/cam") -> str:
    """Return the path of a page's poster."""
    found = tree(visitor(app).get(page)).xpath('//meta[@property="og:image"]/@content')
    return str(found[0]).removeprefix("http://localhost")


def poster_words(app: Flask, page: str = "/vi/products/cam") -> str:
    """Return what a page's poster says."""
    found = tree(visitor(app).get(page)).xpath('//meta[@property="og:image:alt"]/@content')
    return str(found[0])


def change(app: Flask, do: Callable[[Product], Any]) -> None:
    """Change the product."""
    with app.app_context():
        do(db.session.query(Product).filter_by(slug="cam").one())
        db.session.commit()


@pytest.mark.parametrize("page", PAGES + tuple(page.replace("/vi/", "/en/") for page in PAGES))
def test_every_poster_is_a_small_picture_to_be_kept_forever(shop: Flask, page: str) -> None:
    answer = visitor(shop).get(poster_address(shop, page))
    assert answer.status_code == 200
    assert answer.content_type == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in answer.headers
    assert len(answer.data) <= LARGEST
    picture = Image.open(io.BytesIO(answer.data))
    assert picture.size == (1200, 630)
    assert len(picture.convert("RGB").getcolors(256) or []) > 8


def test_languages_have_posters_of_their_own(shop: Flask) -> None:
    vietnamese = visitor(shop).get(poster_address(shop)).data
    english = visitor(shop).get(poster_address(shop, "/en/products/cam")).data
    assert vietnamese != english


def test_a_new_price_makes_a_new_address(shop: Flask) -> None:
    before = poster_address(shop)

    def dearer(product: Product) -> None:
        product.variants[0].price_vnd = 77_000

    change(shop, dearer)
    assert poster_address(shop) != before
    assert "77.000" in poster_words(shop)


def test_stars_are_drawn_only_while_a_certificate_holds(shop: Flask) -> None:
    certified, words = poster_address(shop), poster_words(shop)
    assert "OCOP 4 sao" in words

    def expire(product: Product) -> None:
        product.certificates[0].issued_on = clock.today() - timedelta(days=400)
        product.certificates[0].expires_on = clock.today()

    change(shop, expire)
    assert poster_address(shop) != certified
    assert "OCOP" not in poster_words(shop)
    # Who kept the old address gets the poster without stars, too.
    answer = visitor(shop).get(certified)
    assert (answer.status_code, answer.headers["Location"]) == (302, poster_address(shop))


def test_sample_prices_and_certificates_are_marked_and_end_with_the_demonstration(
    shop: Flask,
) -> None:
    def sample(product: Product) -> None:
        product.certificates[0].is_sample = True
        product.variants[0].price_is_sample = True

    change(shop, sample)
    assert "OCOP 4-star (sample)" in poster_words(shop, "/en/products/cam")
    assert "sample price" in poster_words(shop, "/en/products/cam")
    real = poster_words(reopened(shop, DEMO="off"), "/en/products/cam")
    assert "OCOP" not in real
    assert "sample" not in real
    assert "Ask the maker" in real


def test_several_prices_start_from_the_lowest_active_one(shop: Flask) -> None:
    def more(product: Product) -> None:
        product.variants[0].price_vnd = 90_000
        product.variants.append(Variant(price_vnd=50_000, position=1))
        product.variants.append(Variant(price_vnd=10_000, position=2, is_active=False))

    change(shop, more)
    assert "from ₫50,000" in poster_words(shop, "/en/products/cam")


@pytest.mark.parametrize("page", PAGES)
def test_an_old_address_leads_to_the_poster_of_today(shop: Flask, page: str) -> None:
    address = poster_address(shop, page)
    stem, _digest, suffix = address.rsplit(".", 2)
    answer = visitor(shop).get(f"{stem}.000000000000.{suffix}")
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_wrong_address_draws_nothing(shop: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "_drawn", lambda _poster: pytest.fail("drawn for a stranger"))
    client = visitor(shop)
    assert client.get("/sharing/vi/products/cam.000000000000.png").status_code == 302
    for kind in ("products", "makers", "districts"):
        for slug in ("nothing", "a%00b", "..%2f"):
            assert client.get(f"/sharing/vi/{kind}/{slug}.0123456789ab.png").status_code == 404
    assert client.get("/sharing/fr/market.0123456789ab.png").status_code == 404


@pytest.mark.parametrize("status", ["hidden", "archived"])
def test_goods_that_left_the_shop_have_no_poster(shop: Flask, status: str) -> None:
    address = poster_address(shop)
    change(shop, lambda product: setattr(product, "status", status))
    assert visitor(shop).get(address).status_code == 404


def test_one_poster_is_drawn_at_a_time_and_others_do_not_wait_for_ever(
    shop: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = poster_address(shop)
    monkeypatch.setattr(rendering, "PATIENCE_SECONDS", 0.05)
    with rendering._one_at_a_time:
        answer = visitor(shop).get(address)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert visitor(shop).get(address).status_code == 200


def test_a_poster_is_drawn_once_for_many_askers(
    shop: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendering._drawn.cache_clear()
    address = poster_address(shop)
    askers = [Thread(target=visitor(shop).get, args=(address,)) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert rendering._drawn.cache_info().misses == 1


def test_every_product_has_a_poster_of_its_own(market_client: ShopClient) -> None:
    slugs = tree(market_client.get("/vi/products")).xpath('//a[@class="card__name"]/@href')
    addresses = {poster_address(market_client.application, str(slug)) for slug in slugs}
    assert len(addresses) == len(slugs)
