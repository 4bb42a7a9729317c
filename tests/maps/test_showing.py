"""Maps on the shop's pages: all districts, one's neighbours, and where a product comes from."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from storefront.database import db
from tests.catalogue.pages import by_class, page_words, tree, words
from tests.client import ShopClient
from tests.factories import make_cooperative, make_district, make_market, make_product
from tests.maps.grids import shipped_places
from tests.shops import visitor

LARGEST_MAP, LARGEST_ORIGIN = 3584, 2048
PRODUCT = "products/cam-cao-phong-ha-phong"


def names_on_map(answer: TestResponse) -> list[str]:
    return [
        str(name)
        for name in tree(answer).xpath('//*[@class="map"]//a/*[local-name()="title"]/text()')
    ]


@pytest.mark.parametrize("page", ["", "districts"])
def test_each_district_is_a_link_that_says_name_fame_and_makers(
    market_client: ShopClient, page: str
) -> None:
    answer = market_client.get(f"/en/{page}")
    names = names_on_map(answer)
    assert len(names) == 10
    assert "Cao Phong: oranges, 3 makers" in names
    assert "Da Bac: cage fish, canna noodles, 5 makers" in names
    links = {str(link) for link in tree(answer).xpath('//*[@class="map"]//a/@href')}
    assert links == {f"/en/districts/{place.slug}" for place in shipped_places()}


def test_the_keyboard_goes_from_the_north_west_to_the_south_east(market_client: ShopClient) -> None:
    answer = market_client.get("/vi/districts")
    links = [str(link).split("/")[-1] for link in tree(answer).xpath('//*[@class="map"]//a/@href')]
    in_order = sorted(shipped_places(), key=lambda place: (place.row, place.column))
    assert links == [place.slug for place in in_order]


def test_the_list_beside_the_map_names_every_district_with_its_numbers(
    market_client: ShopClient,
) -> None:
    (found,) = by_class(market_client.get("/en/"), "district-list")
    lines = [words(line) for line in found.xpath("./li")]
    assert len(lines) == 10
    assert lines[0] == "Cao Phong oranges 3 makers13 products"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_maps_are_small(market_client: ShopClient, language: str) -> None:
    home = market_client.get(f"/{language}/").get_data()
    product = market_client.get(f"/{language}/{PRODUCT}").get_data()
    assert len(drawing(home, b'class="map"')) <= LARGEST_MAP
    assert len(drawing(product, b'class="origin"')) <= LARGEST_ORIGIN


def drawing(page: bytes, start: bytes) -> bytes:
    found = re.search(rb"<svg.*?</svg>", page[page.index(start) :], re.DOTALL)
    assert found
    return found[0]


def test_a_district_shows_its_neighbours_around_it(market_client: ShopClient) -> None:
    answer = market_client.get("/en/districts/mai-chau")
    assert names_on_map(answer) == ["Da Bac: cage fish, canna noodles", "Tan Lac: red pomelo"]
    assert words(by_class(answer, "map__here")[0]) == "MaiChaubrocade"


def test_a_product_page_shows_where_it_comes_from(market_client: ShopClient) -> None:
    (figure,) = by_class(market_client.get(f"/en/{PRODUCT}"), "origin")
    assert words(figure.xpath(".//title")[0]) == "Map: Cao Phong in Hòa Bình"
    assert "Bắc Phong, Cao Phong" in words(figure)
    assert figure.xpath('.//a[@href="/en/districts/cao-phong"]')
    assert not figure.xpath(".//*[local-name()='svg']//a")


def test_without_places_there_are_no_maps_and_the_lists_stay(app: Flask) -> None:
    with app.app_context():
        make_market()
        district = make_district(slug="dong-van", name_en="Dong Van District")
        maker = make_cooperative(district=district)
        make_product(cooperative=maker, slug="mat-ong")
        db.session.commit()
    client = visitor(app)
    for path in ("", "districts", "districts/dong-van", "products/mat-ong"):
        answer = client.get(f"/en/{path}")
        assert not by_class(answer, "map")
        assert not by_class(answer, "origin")
        assert "Dong Van" in page_words(answer)


def test_what_has_no_english_name_says_that_it_is_vietnamese(app: Flask) -> None:
    with app.app_context():
        make_market()
        make_district(
            slug="a", name_vi="Huyện Mường La", name_en="", known_for_vi="mận", map_column=1,
            map_row=1,
        )  # fmt: skip
        db.session.commit()
    (link,) = tree(visitor(app).get("/en/districts")).xpath('//*[@class="map"]//a')
    assert link.get("lang") == "vi"
    assert words(link.xpath("*[local-name()='title']")[0]) == "Mường La: mận, 0 makers"


def test_a_wide_map_can_be_moved_sideways_on_a_phone(app: Flask) -> None:
    with app.app_context():
        make_market()
        for column in range(1, 8):
            make_district(slug=f"d{column}", map_column=column, map_row=1)
        db.session.commit()
    assert by_class(visitor(app).get("/en/districts"), "map--wide")
