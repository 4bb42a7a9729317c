"""Districts and makers: who they are, where they are, and what comes from them."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.cooperatives.models import DistrictCommune
from storefront.database import db
from tests.catalogue.pages import by_class, card_names, page_words, structured, tree, words
from tests.client import ShopClient
from tests.factories import make_cooperative, make_district, make_market, make_product
from tests.shops import reopened, visitor


@pytest.fixture
def hills(app: Flask) -> Flask:
    """Give a district with two makers, and its neighbour."""
    with app.app_context():
        make_market()
        district = make_district(
            slug="cao-phong", name_vi="Huyện Cao Phong", name_en="Cao Phong District",
            intro_vi="Đất cam.\n\nĐất dốc.", intro_en="Land of oranges.\n\nSteep land.",
            neighbours="kim-boi elsewhere",
        )  # fmt: skip
        make_district(slug="kim-boi", name_vi="Huyện Kim Bôi", name_en="Kim Boi District")
        commune = DistrictCommune(
            code="05089", district=district, province_code="25", name_vi="Xã Thung Nai",
            name_en="Thung Nai Commune", merged_from_vi="Xã Bắc Phong + Xã Thung Nai",
        )  # fmt: skip
        growers = make_cooperative(
            slug="nha-cam", district=district, name_vi="HTX Cam", name_en="Orange Cooperative",
            maker_kind="cooperative", old_commune_vi="Bắc Phong", commune=commune,
            founded_year=2016, members=10, food_safety=True, summary_en="They grow oranges.",
            summary_vi="Trồng cam.", story_vi="Chuyện một.\n\nChuyện hai.",
            story_en="First part.\n\nSecond part.", alcohol_licence="12/GP",
        )  # fmt: skip
        make_product(slug="cam", cooperative=growers, name_vi="Cam", name_en="Oranges")
        make_product(slug="mut", cooperative=growers, name_vi="Mứt", name_en="Jam")
        smiths = make_cooperative(
            slug="nha-ren", district=district, name_en="Forge", maker_kind="household"
        )
        make_product(slug="dao", cooperative=smiths, name_en="Knife")
        db.session.commit()
    return app


def test_a_district_shows_land_makers_goods_and_communes_of_today(hills: Flask) -> None:
    answer = visitor(hills).get("/en/districts/cao-phong")
    said = page_words(answer)
    assert "Land of oranges. Steep land." in said
    assert "Thung Nai Commune, Phu Tho" in said
    assert "Xã Bắc Phong + Xã Thung Nai" in said
    assert {words(name) for name in by_class(answer, "tile__name")} == {
        "Orange Cooperative", "Forge"
    }  # fmt: skip
    assert tree(answer).xpath('//main//a[@href="/en/districts/kim-boi"]')
    assert not tree(answer).xpath('//main//a[@href="/en/districts/elsewhere"]')


def test_a_districts_goods_stand_under_their_maker(hills: Flask) -> None:
    answer = visitor(hills).get("/en/districts/cao-phong")
    groups = {
        words(group.xpath(".//h3")[0]): {
            words(name) for name in group.xpath('.//a[@class="card__name"]')
        }
        for group in by_class(answer, "maker-goods")
    }
    assert groups == {"Orange Cooperative": {"Oranges", "Jam"}, "Forge": {"Knife"}}


def test_all_districts_are_listed_with_their_numbers(hills: Flask) -> None:
    answer = visitor(hills).get("/en/districts")
    cards = {
        words(card.xpath(".//h2")[0]): words(card.xpath(".//p")[-1])
        for card in by_class(answer, "tile")
    }
    assert cards == {"Cao Phong": "2 makers · 3 products", "Kim Boi": "0 makers · 0 products"}


def test_a_maker_is_called_what_it_is(hills: Flask) -> None:
    client = visitor(hills)
    assert "Household business" in page_words(client.get("/en/cooperatives/nha-ren"))
    assert "Household business" not in page_words(client.get("/en/cooperatives/nha-cam"))


def test_a_makers_page_tells_story_facts_place_goods_and_terms(hills: Flask) -> None:
    answer = visitor(hills).get("/en/cooperatives/nha-cam")
    said = page_words(answer)
    for part in (
        "They grow oranges.", "First part.", "Second part.", "2016", "10, by the last published",
        "a certificate is named in public sources", "Bắc Phong, Cao Phong, former district",
        "today Thung Nai Commune, Phu Tho", "Xóm Má, xã Cao Phong, tỉnh Phú Thọ", "12/GP",
        "₫15,000", "₫25,000", "₫40,000", "₫150,000", "2 to 5 days", "0912 345 678",
        "pay on delivery or by bank transfer",
    ):  # fmt: skip
        assert part in said, part
    assert set(card_names(answer)) == {"Oranges", "Jam"}
    assert len(by_class(answer, "story")[0].xpath("./p")) == 2
    steps = structured(answer)["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["Home", "Cao Phong", "Orange Cooperative"]


def test_sample_identities_and_numbers_say_so_and_are_no_links(hills: Flask) -> None:
    with hills.app_context():
        make_cooperative(
            slug="nha-mau", phone="MAU 0001", phone_is_sample=True, legal_is_sample=True,
            legal_name="Tên pháp lý mẫu",
        )  # fmt: skip
        db.session.commit()
    answer = visitor(hills).get("/en/cooperatives/nha-mau")
    assert "sample number" in page_words(answer)
    assert "sample identity" in page_words(answer)
    assert not tree(answer).xpath('//a[starts-with(@href, "tel:")]')
    real = visitor(reopened(hills, DEMO="off")).get("/en/cooperatives/nha-mau")
    assert "Tên pháp lý mẫu" not in page_words(real)


def test_a_closed_maker_keeps_its_page_but_not_its_place_in_the_lists(hills: Flask) -> None:
    with hills.app_context():
        make_cooperative(slug="nha-dong", status="closed", name_en="Closed house")
        db.session.commit()
    client = visitor(hills)
    answer = client.get("/en/cooperatives/nha-dong")
    assert answer.status_code == 200
    assert "takes no orders just now" in page_words(answer)


def test_unknown_districts_and_makers_are_no_pages(client: ShopClient) -> None:
    for path in ("districts/nowhere", "districts/%00", "cooperatives/nobody", "cooperatives/a%00b"):
        assert client.get(f"/en/{path}").status_code == 404, path


def test_every_page_of_the_shipped_market_opens_in_both_languages(
    market_client: ShopClient,
) -> None:
    """Walk the way down from the districts: every maker and every product is reached."""
    for language in ("vi", "en"):
        districts = _links(market_client, f"/{language}/districts", "/districts/")
        assert len(districts) == 10
        makers = {m for d in districts for m in _links(market_client, d, "/cooperatives/")}
        assert len(makers) == 68
        goods = {p for m in makers for p in _links(market_client, m, "/products/")}
        assert len(goods) == 92
        for address in goods:
            assert market_client.get(address).status_code == 200


def _links(client: ShopClient, address: str, kind: str) -> set[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    found = (str(link) for link in tree(answer).xpath("//main//a/@href"))
    return {link for link in found if kind in link and "?" not in link}
