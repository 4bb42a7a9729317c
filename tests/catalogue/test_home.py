"""The front page: people and places first, then the season's goods."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import event

from storefront import clock
from storefront.database import db
from tests.catalogue.pages import page_words, tree, words
from tests.client import ShopClient
from tests.factories import (
    make_certificate,
    make_cooperative,
    make_district,
    make_market,
    make_product,
)
from tests.shops import visitor


def test_districts_seasons_stars_and_stories_are_there(app: Flask) -> None:
    month = clock.today().month
    with app.app_context():
        make_market(tagline_en="Goods of the hills")
        district = make_district(slug="cao-phong", map_column=1, map_row=1)
        maker = make_cooperative(
            slug="ha-phong", district=district, name_en="Ha Phong", story_vi="Chuyện kể. " * 40
        )
        make_product(cooperative=maker, slug="cam", season_first=month, season_last=month)
        starred = make_product(cooperative=maker, slug="mut")
        make_certificate(starred)
        make_product(cooperative=maker, slug="moi")
        db.session.commit()
    page = visitor(app).get("/en/")
    assert words(tree(page).xpath("//h1")[0]) == "Goods of the hills"
    links = [str(link.get("href")) for link in tree(page).xpath("//main//a")]
    assert links.count("/en/districts/cao-phong") >= 2, "on the map and in the list"
    for address in (
        "/en/products/cam", "/en/products/mut", "/en/products/moi", "/en/cooperatives/ha-phong"
    ):  # fmt: skip
        assert address in links
    goods = [link for link in links if link.startswith("/en/products/")]
    assert len(goods) == len(set(goods)), "no product twice"


def test_an_empty_market_has_a_front_page(client: ShopClient) -> None:
    answer = client.get("/en/")
    assert answer.status_code == 200
    assert "No district has come to the market yet" in page_words(answer)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/vi/", 13),
        ("/vi/products", 9),
        ("/vi/products?q=cam&stars=3", 12),
        ("/vi/districts", 5),
        ("/vi/districts/cao-phong", 11),
        ("/vi/cooperatives/htx-ha-phong", 8),
        ("/vi/cooperatives/htx-ha-phong/story", 12),
        ("/vi/stories", 4),
        ("/vi/products/cam-cao-phong-ha-phong", 12),
    ],
)
def test_a_page_asks_the_database_a_few_times_however_long_it_is(
    market_app: Flask, path: str, most: int
) -> None:
    asked: list[str] = []
    with market_app.app_context():
        engine = db.engine
    client = visitor(market_app)
    client.get(path)

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert len(asked) <= most, "\n".join(asked)
