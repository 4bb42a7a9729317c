"""The list of goods: filters with their counts, orders, pages, and help where nothing fits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storefront import clock
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.search.services import reindex
from tests.catalogue.pages import by_class, card_names, counts, link_to, page_words, tree, words
from tests.client import ShopClient
from tests.factories import (
    make_category,
    make_certificate,
    make_cooperative,
    make_district,
    make_market,
    make_product,
    make_variant,
    only_variant,
    stock_of,
)
from tests.shops import reopened, visitor

FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def hills(app: Flask) -> Flask:
    """Fill two districts: three makers, six goods of two kinds."""
    with app.app_context():
        make_market()
        cao_phong = make_district(slug="cao-phong", name_vi="Huyện Cao Phong")
        mai_chau = make_district(slug="mai-chau", name_vi="Huyện Mai Châu")
        growers = make_cooperative(slug="nha-cam", district=cao_phong, name_vi="HTX Cam")
        beekeepers = make_cooperative(slug="nha-ong", district=cao_phong, name_vi="HTX Ong")
        weavers = make_cooperative(slug="nha-det", district=mai_chau, name_vi="HTX Dệt")
        fruit = make_category(slug="fruit", name_vi="Trái cây", name_en="Fruit")
        other = make_category(slug="other", name_vi="Thứ khác", name_en="Other")
        orange = make_product(
            slug="cam", name_vi="Cam", cooperative=growers, category=fruit, price=40_000,
            season_first=_month(), season_last=_month(),
        )  # fmt: skip
        make_certificate(orange, stars=5)
        pomelo = make_product(
            slug="buoi", name_vi="Bưởi", cooperative=growers, category=fruit, price=90_000, stock=0,
            season_first=_month(3), season_last=_month(4),
        )  # fmt: skip
        make_certificate(pomelo, stars=3)
        make_product(
            slug="mat-ong", name_vi="Mật ong", cooperative=beekeepers, category=other, price=150_000
        )
        make_product(
            slug="sap", name_vi="Sáp ong", cooperative=beekeepers, category=other, price=None
        )
        make_product(
            slug="khan", name_vi="Khăn", cooperative=weavers, category=other, price=250_000, stock=0
        )
        make_product(slug="vay", name_vi="Váy", cooperative=weavers, category=other, price=600_000)
        reindex()
        db.session.commit()
    return app


def _month(ahead: int = 0) -> int:
    return (clock.today().month - 1 + ahead) % 12 + 1


def test_each_filter_counts_under_all_the_others(hills: Flask) -> None:
    client = visitor(hills)
    everything = client.get("/vi/products")
    assert counts(everything, "district") == {"Cao Phong": 4, "Mai Châu": 2}
    assert sorted(counts(everything, "category").values()) == [2, 4]
    assert list(counts(everything, "stars").values()) == [2, 1, 1]
    assert list(counts(everything, "season").values()) == [1]
    assert list(counts(everything, "price").values()) == [1, 1, 1, 1, 1]

    fruit = client.get("/vi/products?category=fruit")
    assert counts(fruit, "district") == {"Cao Phong": 2}
    assert sorted(counts(fruit, "category").values()) == [2, 4], "its own filter is not counted in"
    both = client.get("/vi/products?category=fruit&stars=5")
    assert list(counts(both, "stars").values()) == [2, 1, 1]
    assert list(counts(both, "category").values()) == [1]


def test_every_count_is_what_the_link_then_shows(hills: Flask) -> None:
    client = visitor(hills)
    for start in ("/en/products", "/en/products?district=cao-phong", "/en/products?stars=3"):
        options = by_class(client.get(start), "facets__option")
        assert options
        for option in options:
            if option.get("aria-current"):
                continue
            promised = int(words(option).rsplit(" ", 1)[1])
            assert len(card_names(client.get(option.get("href")))) == promised, words(option)


NARROWED = {
    "district=mai-chau": {"Khăn", "Váy"},
    "cooperative=nha-ong": {"Mật ong", "Sáp ong"},
    "category=fruit": {"Cam", "Bưởi"},
    "stars=3": {"Cam", "Bưởi"},
    "stars=4": {"Cam"},
    "season=now": {"Cam"},
    "price=100000-200000": {"Mật ong"},
    "price=500000-": {"Váy"},
    "district=cao-phong&category=other&price=100000-200000": {"Mật ong"},
    "district=cao-phong&cooperative=nha-det": set(),
}


def test_filters_narrow_the_list(hills: Flask) -> None:
    client = visitor(hills)
    shown = {query: set(card_names(client.get(f"/vi/products?{query}"))) for query in NARROWED}
    assert shown == NARROWED


def test_a_chosen_filter_is_taken_back_by_its_chip(hills: Flask) -> None:
    client = visitor(hills)
    answer = client.get("/vi/products?district=mai-chau&price=500000-")
    chips = [
        str(chip.get("href")) for box in by_class(answer, "chips") for chip in box.xpath(".//a")
    ]
    assert chips[:2] == ["/vi/products?price=500000-", "/vi/products?district=mai-chau"]
    assert chips[2] == "/vi/products"


def test_another_district_lets_the_maker_go(hills: Flask) -> None:
    answer = visitor(hills).get("/vi/products?district=cao-phong&cooperative=nha-ong")
    assert link_to(answer, "Mai Châu") == "/vi/products?district=mai-chau"


ORDERED = {
    "price": ["Cam", "Bưởi", "Mật ong", "Khăn", "Váy", "Sáp ong"],
    "price-desc": ["Váy", "Khăn", "Mật ong", "Bưởi", "Cam", "Sáp ong"],
    "name": ["Bưởi", "Cam", "Khăn", "Mật ong", "Sáp ong", "Váy"],
    "newest": ["Váy", "Khăn", "Sáp ong", "Mật ong", "Bưởi", "Cam"],
}


def test_orders(hills: Flask) -> None:
    client = visitor(hills)
    shown = {sort: card_names(client.get(f"/vi/products?sort={sort}")) for sort in ORDERED}
    assert shown == ORDERED


def test_recommended_puts_first_what_can_be_bought_then_season_then_stars(hills: Flask) -> None:
    names = card_names(visitor(hills).get("/vi/products"))
    assert names[0] == "Cam", "in season, five stars"
    assert set(names[1:3]) == {"Mật ong", "Váy"}
    assert names[3:] != [], "then what cannot be bought"
    assert set(names[3:]) == {"Bưởi", "Sáp ong", "Khăn"}


def test_by_district_the_list_is_gathered_under_places_and_makers(hills: Flask) -> None:
    answer = visitor(hills).get("/vi/products?sort=district")
    headings = [
        words(heading)
        for heading in tree(answer).xpath('//*[@id="listing"]//section//*[self::h2 or self::h3]')
    ]
    assert headings == ["Cao Phong", "HTX Cam", "HTX Ong", "Mai Châu", "HTX Dệt"]
    assert [a.get("href") for h in by_class(answer, "group__place") for a in h.xpath("a")] == [
        "/vi/districts/cao-phong", "/vi/districts/mai-chau"
    ]  # fmt: skip


def test_every_card_leads_to_the_maker_and_the_district(hills: Flask) -> None:
    card = by_class(visitor(hills).get("/en/products?q=Cam&cooperative=nha-cam"), "card")[0]
    assert [link.get("href") for link in card.xpath(".//a")] == [
        "/en/products/cam", "/en/cooperatives/nha-cam", "/en/districts/cao-phong"
    ]  # fmt: skip
    assert card.xpath(".//img")[0].get("alt") == ""


def test_an_unknown_place_maker_or_kind_is_no_page(hills: Flask) -> None:
    client = visitor(hills)
    for name in ("district", "cooperative", "category"):
        answer = client.get(f"/en/products?{name}=nowhere")
        assert answer.status_code == 404, name
        assert "There is no such page" in page_words(answer)


def test_a_choice_nobody_offers_is_left_aside(hills: Flask) -> None:
    client = visitor(hills)
    everything = card_names(client.get("/vi/products"))
    for query in ("sort=best", "season=spring", "stars=", "price=", "q="):
        answer = client.get(f"/vi/products?{query}")
        assert (answer.status_code, card_names(answer)) == (200, everything), query


def test_stars_or_a_price_that_nobody_offers_is_no_list(hills: Flask) -> None:
    client = visitor(hills)
    for query in ("stars=6", "stars=abc", "price=1-2"):
        assert client.get(f"/vi/products?{query}").status_code == 404, query


def test_later_page_of_a_list_has_an_address_of_its_own(market_client: ShopClient) -> None:
    page = market_client.get("/vi/products?page=2").get_data(as_text=True)
    assert '/vi/products?page=2">' in page.split("canonical", 1)[1].splitlines()[0]
    assert 'hreflang="en" href="http://localhost/en/products?page=2"' in page


def test_nothing_that_fits_all_filters_offers_ways_on(hills: Flask) -> None:
    answer = visitor(hills).get("/en/products?district=mai-chau&stars=5")
    assert answer.status_code == 200
    assert "No product fits all of this" in page_words(answer)
    assert link_to(answer, "Cao Phong").startswith("/en/")
    assert {"/en/products?stars=5", "/en/products?district=mai-chau"} <= {
        link.get("href") for link in tree(answer).xpath("//a")
    }


def test_words_not_found_are_said_back_with_help(hills: Flask) -> None:
    answer = visitor(hills).get("/en/products?q=qwertz%20%3Cb%3E")
    assert answer.status_code == 200
    said = page_words(answer)
    assert "Nothing was found for “qwertz <b>”" in said
    assert "Marks are not needed" in said


def test_long_lists_are_paged_by_links(app: Flask) -> None:
    with app.app_context():
        make_market()
        maker = make_cooperative()
        for number in range(60):
            make_product(cooperative=maker, name_vi=f"Món {number:02d}", name_en=f"Thing {number}")
        db.session.commit()
    client = visitor(app)
    seen = []
    for page, before, after in ((1, False, True), (2, True, True), (3, True, False)):
        answer = client.get(f"/vi/products?sort=name&page={page}")
        seen += card_names(answer)
        assert bool(tree(answer).xpath('//a[@rel="prev"]')) is before
        assert bool(tree(answer).xpath('//a[@rel="next"]')) is after
        assert bool(tree(answer).xpath('//head/link[@rel="next"]')) is after
    assert seen == [f"Món {number:02d}" for number in range(60)]


def test_in_the_recommended_order_no_product_is_on_two_pages(app: Flask) -> None:
    with app.app_context():
        make_market()
        for _ in range(30):
            make_product()
        db.session.commit()
    client = visitor(app)
    pages = [card_names(client.get(f"/vi/products?page={page}")) for page in (1, 2)]
    assert [len(page) for page in pages] == [24, 6]
    assert not set(pages[0]) & set(pages[1])


def test_a_page_that_is_not_there_helps_on(hills: Flask) -> None:
    client = visitor(hills)
    for page in ("2", "99", "0", "-1", "abc", "1000000000", "9" * 60, "1.5", "%00", "٣"):
        answer = client.get(f"/en/products?page={page}&district=cao-phong")
        assert (answer.status_code, answer.mimetype) == (404, "text/html"), page
        assert tree(answer).xpath('//a[@href="/en/products?district=cao-phong"]')


def test_htmx_gets_the_list_its_title_its_trail_and_what_to_announce(hills: Flask) -> None:
    client = visitor(hills)
    answer = client.get("/en/products?district=mai-chau", headers=FRAGMENT)
    body = answer.get_data(as_text=True)
    assert "<!doctype" not in body.lower()
    assert body.count('id="listing"') == 1
    assert "<title>" in body
    assert 'id="announcement" data-hx-swap-oob="innerHTML">2 products' in body
    assert 'id="breadcrumbs" data-hx-swap-oob="true"' in body
    assert {"HX-Request", "HX-Request-Type"} <= set(answer.vary)
    back = client.get(
        "/en/products", headers={"HX-History-Restore-Request": "true", "HX-Request-Type": "full"}
    )
    assert back.get_data(as_text=True).lower().startswith("<!doctype")


def test_every_filter_order_and_page_is_a_plain_link_too(hills: Flask) -> None:
    for link in tree(visitor(hills).get("/vi/products")).xpath("//*[@data-hx-get]"):
        if link.tag == "a":
            assert link.get("href") == link.get("data-hx-get")


def test_closed_makers_and_hidden_goods_are_not_listed(hills: Flask) -> None:
    with hills.app_context():
        _maker("nha-det").status = "closed"
        _product("cam").status = "hidden"
        db.session.commit()
    answer = visitor(hills).get("/vi/products")
    assert set(card_names(answer)) == {"Bưởi", "Mật ong", "Sáp ong"}
    assert counts(answer, "district") == {"Cao Phong": 3}


def test_the_lowest_price_of_the_packs_is_shown(hills: Flask) -> None:
    with hills.app_context():
        make_variant(_product("cam"), price=30_000)
        make_variant(_product("cam"), price=10_000, is_active=False)
        db.session.commit()
    answer = visitor(hills).get("/en/products?cooperative=nha-cam&category=fruit&stars=5")
    assert words(by_class(answer, "card__price")[0]) == "from ₫30,000"
    assert words(
        by_class(visitor(hills).get("/en/products?sort=price-desc"), "card__price")[-1]
    ) == ("Ask the maker")


def test_sample_prices_stars_and_stock_count_in_demo_mode_only(hills: Flask) -> None:
    with hills.app_context():
        product = _product("mat-ong")
        only_variant(product).price_is_sample = True
        stock_of(product).is_sample = True
        make_certificate(product, stars=4, is_sample=True)
        db.session.commit()
    shown = visitor(hills).get("/en/products?cooperative=nha-ong")
    assert "₫150,000" in page_words(shown)
    assert "OCOP 4-star (sample)" in page_words(shown)
    real = visitor(reopened(hills, DEMO="off")).get("/en/products?cooperative=nha-ong")
    assert "₫150,000" not in page_words(real)
    assert "OCOP 4-star" not in page_words(real)
    assert "sample" not in page_words(real)


def test_stars_begin_and_end_with_the_certificate(hills: Flask) -> None:
    today = clock.today()
    with hills.app_context():
        maker = make_cooperative(slug="nha-sao")
        for slug, issued, expires in (
            ("gone-today", today - timedelta(days=900), today),
            ("last-day", today - timedelta(days=900), today + timedelta(days=1)),
            ("first-day", today, today + timedelta(days=900)),
            ("not-yet", today + timedelta(days=1), today + timedelta(days=900)),
        ):
            product = make_product(cooperative=maker, slug=slug, name_vi=slug, name_en=slug)
            make_certificate(product, issued_on=issued, expires_on=expires)
        db.session.commit()
    answer = visitor(hills).get("/en/products?cooperative=nha-sao&stars=3")
    assert set(card_names(answer)) == {"last-day", "first-day"}


def test_lists_may_be_a_second_old_but_not_with_a_session(hills: Flask) -> None:
    client = visitor(hills)
    assert client.get("/vi/products").headers["Cache-Control"] == "public, max-age=1"
    with hills.app_context():
        variant_id = only_variant(_product("cam")).id
    client.post("/vi/cart/items", data={"product_id": variant_id, "quantity": 1})
    assert "private" in client.get("/vi/products").headers["Cache-Control"]


def test_an_empty_shop_says_so(client: ShopClient) -> None:
    assert "No product fits all of this" in page_words(client.get("/en/products"))


def _product(slug: str) -> Product:
    return db.session.scalars(select(Product).where(Product.slug == slug)).one()


def _maker(slug: str) -> Cooperative:
    return db.session.scalars(select(Cooperative).where(Cooperative.slug == slug)).one()
