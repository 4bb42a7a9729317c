"""Suggestions while typing: a few links, and the plain list without script."""

from __future__ import annotations

from flask import Flask

from storefront.database import db
from storefront.search.services import reindex
from tests.catalogue.pages import by_class, tree, words
from tests.client import ShopClient
from tests.factories import make_cooperative, make_district, make_market, make_product
from tests.shops import visitor

TYPING = {"HX-Request": "true", "HX-Request-Type": "partial"}


def fill(app: Flask) -> None:
    with app.app_context():
        make_market()
        district = make_district(
            slug="cao-phong", name_vi="Huyện Cao Phong", name_en="Cao Phong District"
        )
        maker = make_cooperative(
            slug="nha-cam", district=district, name_vi="HTX Cao Phong", name_en="Cao Phong Coop"
        )
        for number in range(12):
            make_product(
                slug=f"cam-{number}", cooperative=maker,
                name_vi=f"Cam Cao Phong {number}", name_en=f"Cao Phong oranges {number}",
            )  # fmt: skip
        reindex()
        db.session.commit()


def test_at_most_eight_of_districts_makers_and_goods(app: Flask) -> None:
    fill(app)
    answer = visitor(app).get("/vi/search/suggestions?q=cao+ph", headers=TYPING)
    links = [link.get("href") for link in tree(answer).xpath("//a")]
    assert links[:2] == ["/vi/districts/cao-phong", "/vi/cooperatives/nha-cam"]
    assert len(links) == 8
    assert all(link.startswith("/vi/products/cam-") for link in links[2:])
    assert "<!doctype" not in answer.get_data(as_text=True).lower()


def test_what_is_typed_is_marked(app: Flask) -> None:
    fill(app)
    answer = visitor(app).get("/vi/search/suggestions?q=phong", headers=TYPING)
    assert {words(mark) for mark in tree(answer).xpath("//mark")} == {"Phong"}


def test_nothing_is_suggested_for_one_letter_or_for_nothing_found(app: Flask) -> None:
    fill(app)
    for typed in ("", "c", "qwertz"):
        answer = visitor(app).get(f"/vi/search/suggestions?q={typed}", headers=TYPING)
        assert answer.status_code == 200
        assert not answer.get_data(as_text=True).strip()


def test_without_htmx_the_list_answers(client: ShopClient) -> None:
    answer = client.get("/en/search/suggestions?q=mật ong")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/en/products?q=m%E1%BA%ADt+ong"
    assert {"HX-Request", "HX-Request-Type"} <= set(answer.vary)


def test_the_field_works_with_and_without_script(client: ShopClient) -> None:
    page = client.get("/en/products?q=cam%00")
    form = tree(page).xpath('//form[@role="search"]')[0]
    assert (form.get("action"), form.get("method")) == ("/en/products", "get")
    field = by_class(page, "search-form__input")[0]
    assert field.get("value") == "cam"
    assert field.get("data-hx-get") == "/en/search/suggestions"
