"""The published order: deterministic for a day, another one the next, and as it is told."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Flask

from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.ranking import RANKING
from tests.catalogue.pages import tree, words
from tests.client import ShopClient
from tests.factories import make_certificate, make_cooperative, make_market, make_product

DAY = date(2026, 11, 22)


def order_on(day: date) -> list[int]:
    return list(page_of_ids(Filters(), Standing(day, demo=True), slice(0, 500)))


def test_equal_goods_take_turns_and_no_maker_is_favoured(app: Flask) -> None:
    with app.test_request_context("/vi/"):
        make_market()
        makers = [make_cooperative() for _ in range(4)]
        of_maker = {
            make_product(cooperative=maker).id: maker.id for maker in makers for _ in range(10)
        }
        days = [DAY + timedelta(days=number) for number in range(60)]
        orders = [order_on(day) for day in days]
        assert order_on(DAY) == orders[0], "the same all day"
        assert len({tuple(order) for order in orders}) == len(days)
        first = [of_maker[product_id] for order in orders for product_id in order[:8]]
        shares = [first.count(maker.id) / len(first) for maker in makers]
        assert all(0.15 < share < 0.35 for share in shares), shares


def test_what_can_be_bought_comes_before_season_and_season_before_stars(app: Flask) -> None:
    with app.test_request_context("/vi/"):
        make_market()
        plain = make_product().id
        starred = make_product()
        make_certificate(starred, stars=3)
        more_stars = make_product()
        make_certificate(more_stars, stars=5)
        seasonal = make_product(season_first=11, season_last=11).id
        sold_out = make_product(stock=0, season_first=11, season_last=11)
        make_certificate(sold_out, stars=5)
        no_price = make_product(price=None).id
        assert order_on(DAY) == [seasonal, more_stars.id, starred.id, plain, sold_out.id, no_price]


def test_the_criteria_are_published_in_both_languages(client: ShopClient) -> None:
    for language, last in (("en", "Equal goods take turns"), ("vi", "luân phiên")):
        page = client.get(f"/{language}/pages/ranking")
        criteria = [words(item) for item in tree(page).xpath("//main//ol/li")]
        assert len(criteria) == len(RANKING) == len(set(criteria))
        assert last in criteria[-1]
