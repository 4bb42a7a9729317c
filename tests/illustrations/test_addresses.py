"""Pictures are kept forever under an address that changes with them."""

from __future__ import annotations

from flask import Flask

from storefront.database import db
from tests.catalogue.pages import tree
from tests.client import ShopClient
from tests.factories import make_market, make_product
from tests.shops import visitor


def pictures(app: Flask) -> list[str]:
    with app.app_context():
        make_market()
        product = make_product(slug="cam")
        product.cooperative.slug = "nha-cam"
        product.cooperative.district.slug = "cao-phong"
        db.session.commit()
    client = visitor(app)
    pages = ("/vi/products/cam", "/vi/cooperatives/nha-cam", "/vi/districts/cao-phong")
    shown = {
        str(address) for page in pages for address in tree(client.get(page)).xpath("//img/@src")
    }
    kinds = ("products", "makers", "districts", "bands", "district-bands")
    found = [address for address in sorted(shown) if address.split("/")[2] in kinds]
    assert {address.split("/")[2] for address in found} == set(kinds)
    return found


def test_every_kind_of_picture_is_served_to_be_kept_forever(app: Flask) -> None:
    for address in pictures(app):
        answer = visitor(app).get(address)
        assert answer.status_code == 200, address
        assert answer.content_type == "image/svg+xml; charset=utf-8"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.get_data(as_text=True).startswith("<svg")
        assert "Set-Cookie" not in answer.headers


def test_an_old_address_leads_to_the_picture_of_today(app: Flask) -> None:
    for address in pictures(app):
        stem, _digest, suffix = address.rsplit(".", 2)
        answer = visitor(app).get(f"{stem}.000000000000.{suffix}")
        assert answer.status_code == 302
        assert answer.headers["Location"] == address
        assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_pictures_of_nothing_are_not_found(client: ShopClient) -> None:
    for kind in ("products", "makers", "districts", "bands", "district-bands"):
        for slug in ("nothing", "a%00b", "..%2f"):
            assert client.get(f"/illustrations/{kind}/{slug}.0123456789ab.svg").status_code == 404
