"""Product pages: what may be bought, what stands in the way, and what the law wants said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from storefront import clock
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.models import Product
from storefront.catalogue.product_page import product_page
from storefront.database import db
from tests.catalogue.pages import by_class, card_names, page_words, structured, tree, words
from tests.factories import (
    make_category,
    make_certificate,
    make_cooperative,
    make_district,
    make_market,
    make_product,
    make_variant,
    only_variant,
)
from tests.shops import reopened, visitor

PAGE = "/en/products/cam"


@pytest.fixture
def shop(app: Flask) -> Flask:
    """Give a market with no goods yet."""
    with app.app_context():
        make_market()
        db.session.commit()
    return app


def sell(app: Flask, **values: Any) -> int:
    """Add one product with the slug "cam"; return its variant's id."""
    with app.app_context():
        product = make_product(**{"slug": "cam", **values})
        db.session.commit()
        return only_variant(product).id


def month(ahead: int) -> int:
    return (clock.today().month - 1 + ahead) % 12 + 1


def test_one_element_tells_what_to_post_and_what_is_left(shop: Flask) -> None:
    variant_id = sell(shop, stock=7)
    page = tree(visitor(shop).get(PAGE))
    holders = page.xpath("//*[@data-product-id]")
    assert len(holders) == 1
    assert holders[0].get("data-product-id") == str(variant_id)
    assert holders[0].get("data-stock") == "7"
    form = page.xpath('//form[@action="/en/cart/items"]')[0]
    assert form.get("method") == "post"
    assert form.get("data-hx-post") == "/en/cart/items"
    assert form.xpath('.//input[@name="product_id"]')[0].get("value") == str(variant_id)
    assert not form.xpath('.//input[@name="csrf_token"]'), "the page may be cached"


def test_the_form_puts_the_goods_into_the_cart(shop: Flask) -> None:
    variant_id = sell(shop)
    client = visitor(shop)
    answer = client.post("/en/cart/items", data={"product_id": variant_id, "quantity": "2"})
    assert answer.status_code == 303
    assert "Cam Cao Phong" in client.get("/vi/cart").get_data(as_text=True)


def test_of_several_packs_one_that_can_be_bought_is_chosen(shop: Flask) -> None:
    first_id = sell(shop, stock=0)
    with shop.app_context():
        product = _product()
        second = make_variant(product, price=90_000, stock=4, label_en="2 kg bag")
        second_id = second.id
        make_variant(product, price=None, stock=4, label_en="No price yet")
        db.session.commit()
    page = tree(visitor(shop).get(PAGE))
    holder = page.xpath("//*[@data-product-id]")[0]
    assert (holder.get("data-product-id"), holder.get("data-stock")) == (str(second_id), "4")
    radios = page.xpath('//input[@type="radio"][@name="product_id"]')
    assert [radio.get("value") for radio in radios] == [str(first_id), str(second_id)]
    assert [radio.get("checked") is not None for radio in radios] == [False, True]
    assert [radio.get("disabled") is not None for radio in radios] == [True, False]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"stock": 0}, "Sold out · ask the maker when there is more."),
        ({"price": None}, "Ask the maker"),
    ],
)
def test_what_cannot_be_bought_says_why_and_has_no_form(
    shop: Flask, values: dict[str, Any], said: str
) -> None:
    sell(shop, **values)
    answer = visitor(shop).get(PAGE)
    assert answer.status_code == 200
    assert said in page_words(answer)
    assert "Ask" in page_words(answer)
    assert tree(answer).xpath("//*[@data-product-id]")[0].get("data-stock") == "0"
    assert not tree(answer).xpath('//form[contains(@action, "cart")]')


def test_goods_of_another_season_come_back_in_its_first_month(shop: Flask) -> None:
    sell(shop, stock=0, season_first=month(2), season_last=month(3))
    answer = visitor(shop).get(PAGE)
    name = date(2000, month(2), 1).strftime("%B")
    assert f"Back in {name}" in page_words(answer)
    assert tree(answer).xpath("//*[@data-product-id]")[0].get("data-stock") == "0"
    assert not tree(answer).xpath('//form[contains(@action, "cart")]')


SEASONS = (
    (10, 2, date(2026, 9, 30), "out_of_season"),
    (10, 2, date(2026, 10, 1), "sold_out"),
    (10, 2, date(2026, 12, 31), "sold_out"),
    (10, 2, date(2027, 1, 1), "sold_out"),
    (10, 2, date(2027, 2, 28), "sold_out"),
    (10, 2, date(2027, 3, 1), "out_of_season"),
    (3, 4, date(2026, 2, 28), "out_of_season"),
    (3, 4, date(2026, 4, 30), "sold_out"),
    (5, 5, date(2026, 5, 31), "sold_out"),
    (None, None, date(2026, 8, 1), "sold_out"),
)


def test_seasons_may_pass_over_the_new_year(shop: Flask) -> None:
    with shop.test_request_context(PAGE):
        for first, last, day, obstacle in SEASONS:
            product = make_product(stock=0, season_first=first, season_last=last)
            page = product_page(product, Standing(day, demo=True))
            assert page.obstacle == obstacle, (first, last, day)
            filters = Filters(in_season=True, cooperative_id=product.cooperative_id)
            seasonal = first is not None and obstacle == "sold_out"
            listed = page_of_ids(filters, Standing(day, demo=True), slice(0, 9))
            assert list(listed) == ([product.id] if seasonal else []), (first, last, day)


def test_what_is_on_the_shelf_is_sold_also_after_its_season(shop: Flask) -> None:
    sell(shop, stock=3, season_first=month(2), season_last=month(3))
    answer = visitor(shop).get(PAGE)
    assert tree(answer).xpath("//*[@data-product-id]")[0].get("data-stock") == "3"
    assert "New crop in" in page_words(answer)
    assert tree(answer).xpath('//form[contains(@action, "cart")]')


def test_a_closed_maker_takes_no_orders(shop: Flask) -> None:
    with shop.app_context():
        make_product(slug="cam", cooperative=make_cooperative(status="closed"))
        db.session.commit()
    answer = visitor(shop).get(PAGE)
    assert "takes no orders just now" in page_words(answer)
    assert not tree(answer).xpath('//form[contains(@action, "cart")]')


def test_stars_come_with_decision_issuer_and_dates(shop: Flask) -> None:
    sell(shop)
    with shop.app_context():
        make_certificate(_product(), stars=4, number="77/QĐ-UBND", issued_on=date(2025, 5, 1))
        db.session.commit()
    box = words(by_class(visitor(shop).get(PAGE), "certificate")[0])
    for said in ("OCOP 4-star", "77/QĐ-UBND", "Hòa Bình", "1 May 2025", "1 Jan 2028"):
        assert said in box
    assert "sample" not in box


def test_a_sample_certificate_says_so_and_only_shows_in_demo_mode(shop: Flask) -> None:
    sell(shop)
    with shop.app_context():
        make_certificate(_product(), is_sample=True)
        db.session.commit()
    assert "sample certificate" in page_words(visitor(shop).get(PAGE))
    assert "OCOP" not in page_words(visitor(reopened(shop, DEMO="off")).get(PAGE))


def test_a_lapsed_certificate_leaves_only_the_history(shop: Flask) -> None:
    sell(shop, last_stars=4, last_rated_year=2020)
    with shop.app_context():
        today = clock.today()
        make_certificate(
            _product(), stars=4, issued_on=today - timedelta(days=1096), expires_on=today
        )
        db.session.commit()
    answer = visitor(shop).get(PAGE)
    assert not by_class(answer, "stars")
    assert "rated OCOP 4-star in 2020; no valid certificate is shown today" in page_words(answer)


def test_seller_origin_measure_and_delivery_are_told(shop: Flask) -> None:
    with shop.app_context():
        maker = make_cooperative(
            district=make_district(name_vi="Huyện Cao Phong", name_en="Cao Phong District"),
            old_commune_vi="Bắc Phong",
            legal_name="Hợp tác xã Hà Phong",
            business_number="5400123456",
        )
        make_product(
            slug="cam", cooperative=maker, net_weight="1 kg", reach="district", ship_days="24"
        )
        db.session.commit()
    said = page_words(visitor(shop).get(PAGE))
    for part in (
        "Hợp tác xã Hà Phong", "Xóm Má, xã Cao Phong, tỉnh Phú Thọ", "5400123456",
        "Bắc Phong, Cao Phong, former district", "1 kg", "The price includes VAT",
        "travels within its own district only", "Tuesday and Thursday", "₫15,000",
        "You may open the parcel before you pay.", "Spoiled goods are taken back",
    ):  # fmt: skip
        assert part in said
    assert "₫40,000" not in said, "no fee for a zone that it does not travel to"


def test_alcohol_carries_age_and_licence(shop: Flask) -> None:
    with shop.app_context():
        maker = make_cooperative(alcohol_licence="12/GP-UBND")
        make_product(slug="cam", cooperative=maker, is_alcohol=True)
        db.session.commit()
    said = page_words(visitor(shop).get(PAGE))
    assert "18 years" in said
    assert "12/GP-UBND" in said


def test_herbal_goods_claim_no_healing(shop: Flask) -> None:
    sell(shop, category=None)
    with shop.app_context():
        product = _product()
        product.category = make_category(slug="herbal")
        product.description_en = "Leaves dried in the shade."
        product.description_vi = "Lá phơi trong bóng râm."
        db.session.commit()
    assert "not sold to treat or prevent any illness" in page_words(visitor(shop).get(PAGE))


def test_sample_phones_are_no_links(shop: Flask) -> None:
    with shop.app_context():
        maker = make_cooperative(phone="MAU 0001", phone_is_sample=True)
        make_product(slug="cam", cooperative=maker, price=None)
        db.session.commit()
    answer = visitor(shop).get(PAGE)
    assert "sample number" in page_words(answer)
    assert not tree(answer).xpath('//a[starts-with(@href, "tel:")]')


def test_real_phones_are_links(shop: Flask) -> None:
    sell(shop, price=None)
    page = tree(visitor(shop).get(PAGE))
    assert page.xpath('//a[@href="tel:+84912345678"]')
    assert page.xpath('//a[@href="https://zalo.me/0912345678"]')


def test_the_trail_leads_home_by_maker_and_district(shop: Flask) -> None:
    with shop.app_context():
        district = make_district(slug="cao-phong", name_en="Cao Phong District")
        maker = make_cooperative(slug="ha-phong", district=district, name_en="Ha Phong")
        make_product(slug="cam", cooperative=maker, name_en="Oranges <sweet>")
        db.session.commit()
    answer = visitor(shop).get(PAGE)
    links = tree(answer).xpath('//nav[@class="breadcrumbs"]//a')
    assert [link.get("href") for link in links] == [
        "/en/", "/en/districts/cao-phong", "/en/cooperatives/ha-phong"
    ]  # fmt: skip
    steps = structured(answer)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Home", "Cao Phong", "Ha Phong", "Oranges <sweet>"]
    assert steps[-1]["item"] == "http://localhost/en/products/cam"


def test_search_engines_learn_price_and_stock(shop: Flask) -> None:
    sell(shop, price=45_000, name_en="Oranges")
    data = structured(visitor(shop).get(PAGE))["Product"]
    assert data["name"] == "Oranges"
    assert data["offers"]["price"] == 45_000
    assert data["offers"]["priceCurrency"] == "VND"
    assert data["offers"]["availability"].endswith("InStock")
    assert data["image"].startswith("http://localhost/illustrations/products/cam.")


def test_without_a_price_nothing_is_offered_to_search_engines(shop: Flask) -> None:
    sell(shop, price=None)
    assert set(structured(visitor(shop).get(PAGE))) == {"BreadcrumbList"}


def test_more_of_the_maker_and_of_its_neighbours(shop: Flask) -> None:
    with shop.app_context():
        district = make_district()
        maker = make_cooperative(district=district)
        make_product(slug="cam", cooperative=maker)
        make_product(cooperative=maker, name_en="Marmalade")
        make_product(cooperative=make_cooperative(district=district), name_en="Honey")
        make_product(name_en="From far away")
        db.session.commit()
    assert card_names(visitor(shop).get(PAGE)) == ["Marmalade", "Honey"]


def test_an_archived_product_is_gone_but_not_its_maker(shop: Flask) -> None:
    with shop.app_context():
        maker = make_cooperative(slug="ha-phong")
        make_product(slug="cam", cooperative=maker, status="archived")
        make_product(cooperative=maker, name_en="Marmalade")
        db.session.commit()
    answer = visitor(shop).get(PAGE)
    assert answer.status_code == 410
    assert card_names(answer) == ["Marmalade"]
    assert tree(answer).xpath('//main//a[@href="/en/cooperatives/ha-phong"]')
    assert not tree(answer).xpath("//*[@data-product-id]")


def test_an_unknown_product_is_no_page(shop: Flask) -> None:
    sell(shop)
    client = visitor(shop)
    for slug in ("nothing", "CAM", "cam%00", "cam.", "a" * 500, "%F0%9F%8D%8A"):
        answer = client.get(f"/en/products/{slug}")
        assert answer.status_code == 404, slug
        assert "There is no such page" in page_words(answer)


def test_a_hidden_product_is_no_page(shop: Flask) -> None:
    sell(shop, status="hidden")
    assert visitor(shop).get(PAGE).status_code == 404


def test_the_page_is_always_asked_for_again(shop: Flask) -> None:
    sell(shop, stock=3)
    client = visitor(shop)
    first = client.get(PAGE)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    with shop.app_context():
        _product().name_en = "Other oranges"
        db.session.commit()
    changed = client.get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_content_that_exists_in_one_language_is_marked_in_the_other(shop: Flask) -> None:
    sell(shop, name_vi="Cam Mường", name_en="")
    heading = tree(visitor(shop).get(PAGE)).xpath("//h1")[0]
    assert words(heading) == "Cam Mường"
    assert heading.xpath("./span/@lang") == ["vi"]


def _product() -> Product:
    return db.session.query(Product).filter_by(slug="cam").one()
