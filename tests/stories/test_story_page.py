"""A maker's story: read in both languages, with its years, facts and certificates."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from storefront.cooperatives.models import Cooperative, DistrictCommune
from storefront.database import db
from tests.catalogue.pages import by_class, card_names, page_words, structured, tree, words
from tests.client import ShopClient
from tests.factories import (
    make_certificate,
    make_cooperative,
    make_district,
    make_market,
    make_product,
    make_story_block,
)
from tests.shops import reopened, visitor

PAGE = "/en/cooperatives/nha-cam/story"
STORY_VI = "Cam chín trên đất dốc. " * 10 + "\n\n" + "Chuyện hai."
STORY_EN = "Oranges ripen on the slope. " * 10 + "\n\n" + "Second part."


@pytest.fixture
def hills(app: Flask) -> Flask:
    """Give a maker with a story, two rated goods, and makers around it."""
    with app.app_context():
        make_market()
        district = make_district(
            slug="cao-phong", name_vi="Huyện Cao Phong", name_en="Cao Phong District",
            neighbours="kim-boi",
        )  # fmt: skip
        commune = DistrictCommune(
            code="05089", district=district, province_code="25", name_vi="Xã Thung Nai",
            name_en="Thung Nai Commune",
        )  # fmt: skip
        growers = make_cooperative(
            slug="nha-cam", district=district, name_vi="HTX Cam", name_en="Orange Cooperative",
            old_commune_vi="Bắc Phong", commune=commune, founded_year=2016, members=10,
            food_safety=True, summary_vi="Trồng cam.", summary_en="They grow oranges.",
            story_vi=STORY_VI, story_en=STORY_EN,
        )  # fmt: skip
        oranges = make_product(slug="cam", cooperative=growers, name_en="Oranges")
        make_certificate(oranges, stars=4)
        make_certificate(oranges, stars=5, expires_on=date(2025, 6, 1))
        make_product(
            slug="mut", cooperative=growers, name_en="Jam", last_stars=3, last_rated_year=2019
        )
        make_product(slug="hidden", cooperative=growers, name_en="Secret", status="hidden")
        near = make_cooperative(slug="nha-gan", district=district, story_vi=STORY_VI)
        far = make_district(slug="kim-boi", name_vi="Huyện Kim Bôi", name_en="Kim Boi District")
        make_cooperative(slug="nha-ben", district=far, story_vi=STORY_VI)
        make_cooperative(slug="nha-im", district=district, story_vi="Một câu.")
        make_cooperative(slug="nha-nghi", district=district, story_vi=STORY_VI, status="closed")
        make_cooperative(slug="nha-xa", story_vi=STORY_VI)
        assert near.district is growers.district
        db.session.commit()
    return app


def maker(slug: str) -> Cooperative:
    return db.session.query(Cooperative).filter_by(slug=slug).one()


def tell(app: Flask, slug: str = "nha-cam", **values: str) -> None:
    with app.app_context():
        make_story_block(maker(slug), **values)
        db.session.commit()


def test_the_page_tells_who_where_what_and_when(hills: Flask) -> None:
    answer = visitor(hills).get(PAGE)
    said = page_words(answer)
    for part in (
        "Cooperative · Bắc Phong, Cao Phong", "They grow oranges.", "Second part.", "2016",
        "10, by the last published count", "its date was not found", "today Thung Nai Commune",
        "0912 345 678",
    ):  # fmt: skip
        assert part in said, part
    assert set(card_names(answer)) == {"Oranges", "Jam"}
    title = tree(answer).xpath("//title")[0].text
    assert title.startswith("The story of Orange Cooperative")
    description = tree(answer).xpath('//meta[@name="description"]/@content')
    assert description == ["They grow oranges."]


def test_certificates_show_their_decision_and_days_and_old_ratings_their_year(
    hills: Flask,
) -> None:
    held = [words(entry) for entry in by_class(visitor(hills).get(PAGE), "held")]
    assert len(held) == 2
    for part in ("Oranges", "4-star", "1234/QĐ-UBND", "1 Jan 2025", "1 Jan 2028"):
        assert part in held[0], part
    assert "5-star" not in held[0], "expired"
    assert "Jam" in held[1] and "in 2019; no valid certificate is shown today" in held[1]
    assert "Secret" not in "".join(held)


def test_sample_certificates_say_so_and_show_in_demo_mode_only(hills: Flask) -> None:
    with hills.app_context():
        sample = make_product(slug="mau", cooperative=maker("nha-cam"), name_en="Tea")
        make_certificate(sample, number="MAU-1", is_sample=True)
        db.session.commit()
    assert "sample certificate" in words(by_class(visitor(hills).get(PAGE), "held")[0])
    real = page_words(visitor(reopened(hills, DEMO="off")).get(PAGE))
    assert "MAU-1" not in real
    assert "1234/QĐ-UBND" in real


def test_blocks_stand_in_their_order_each_in_its_form(hills: Flask) -> None:
    tell(
        hills, kind="timeline", heading_vi="Mốc", heading_en="Years",
        body_vi="2016: Lập.\n25/7/2023: Sang Anh.",
        body_en="2016: Begun.\n7/2018: To town.\n25/7/2023: To England.",
    )  # fmt: skip
    tell(hills, kind="list", body_vi="Một\nHai", body_en="One\nTwo")
    tell(hills, kind="quote", body_vi="Cam ngon.\n— Bà Tư", body_en="Good fruit.\n— Mrs Tư")
    tell(hills, kind="text", heading_en="After", body_vi="Sau.", body_en="Then.\n\nAnd then.")

    answer = visitor(hills).get(PAGE)
    times = tree(answer).xpath('//ol[@class="years"]/li/time')
    assert [str(time.get("datetime")) for time in times] == ["2016", "2018-07", "2023-07-25"]
    assert [words(time) for time in times] == ["2016", "2018 July", "2023 25 July"]
    assert [words(entry) for entry in tree(answer).xpath('//ul[@class="tale__list"]/li')] == [
        "One", "Two"
    ]  # fmt: skip
    quote = by_class(answer, "quote")[0]
    assert words(quote.xpath("./blockquote")[0]) == "Good fruit."
    assert words(quote.xpath("./figcaption")[0]) == "— Mrs Tư"
    said = page_words(answer)
    assert said.index("Begun.") < said.index("One") < said.index("Good fruit") < said.index("Then.")

    vietnamese = visitor(hills).get("/vi/cooperatives/nha-cam/story")
    assert "2023 25 tháng 7" in page_words(vietnamese)


def test_what_is_not_translated_stands_in_vietnamese_and_is_marked(hills: Flask) -> None:
    tell(hills, kind="timeline", body_vi="2016: Lập hội.")
    tell(hills, kind="list", body_vi="Một")
    tell(hills, kind="quote", body_vi="Cam ngon.")
    answer = visitor(hills).get(PAGE)
    marked = tree(answer).xpath('//article//*[@lang="vi"]')
    said = {words(element) for element in marked}
    assert {"Phần 1", "Lập hội.", "Phần 2", "Một", "Cam ngon."} <= said
    nearby = visitor(hills).get("/en/cooperatives/nha-gan/story")
    assert by_class(nearby, "tale__opening")[0].xpath('./p[@lang="vi"]')


def test_a_line_without_a_date_is_shown_as_it_is(hills: Flask) -> None:
    tell(hills, kind="timeline", body_vi="2016: Lập.\nRồi mọi chuyện đổi khác.")
    answer = visitor(hills).get(PAGE)
    assert "Rồi mọi chuyện đổi khác." in page_words(answer)


def test_one_reads_on_in_the_district_and_then_next_to_it(hills: Flask) -> None:
    links = tree(visitor(hills).get(PAGE)).xpath('//section[@aria-labelledby="nearby-title"]//a')
    assert [str(link.get("href")) for link in links] == [
        "/en/stories",
        "/en/cooperatives/nha-gan/story",
        "/en/cooperatives/nha-ben/story",
    ]


@pytest.mark.parametrize("slug", ["nha-im", "nobody", "a%00b"])
def test_who_tells_no_story_has_no_story_page(hills: Flask, slug: str) -> None:
    assert visitor(hills).get(f"/en/cooperatives/{slug}/story").status_code == 404


def test_a_few_words_and_a_block_make_a_story(hills: Flask) -> None:
    tell(hills, "nha-im", body_vi="Chuyện dài.")
    answer = visitor(hills).get("/en/cooperatives/nha-im/story")
    assert answer.status_code == 200
    assert "Chuyện dài." in page_words(answer)


def test_a_closed_makers_story_stays_and_says_so(hills: Flask) -> None:
    answer = visitor(hills).get("/en/cooperatives/nha-nghi/story")
    assert answer.status_code == 200
    assert "takes no orders just now" in page_words(answer)


def test_search_engines_read_an_article_about_the_maker(hills: Flask) -> None:
    data = structured(visitor(hills).get(PAGE))
    article = data["Article"]
    assert article["headline"] == "Orange Cooperative"
    assert article["inLanguage"] == "en"
    assert article["about"] == {
        "@type": "Organization",
        "name": "Orange Cooperative",
        "url": "http://localhost/en/cooperatives/nha-cam",
        "foundingDate": "2016",
        "location": {"@type": "Place", "name": "Bắc Phong, Cao Phong"},
    }
    steps = data["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == [
        "Home", "Cao Phong", "Orange Cooperative", "Their story"
    ]  # fmt: skip
    untold = structured(visitor(hills).get("/en/cooperatives/nha-gan/story"))["Article"]
    assert untold["inLanguage"] == "vi"


def test_the_makers_page_opens_the_story_and_leads_on(hills: Flask) -> None:
    client = visitor(hills)
    answer = client.get("/en/cooperatives/nha-cam")
    assert tree(answer).xpath(f'//a[@href="{PAGE}"]')
    box = words(by_class(answer, "story")[0])
    assert box.startswith("Oranges ripen on the slope.")
    with hills.app_context():
        maker("nha-cam").story_en = "word " * 300
        db.session.commit()
    assert words(by_class(client.get("/en/cooperatives/nha-cam"), "story")[0]).count("word") == 60
    short = client.get("/en/cooperatives/nha-im")
    assert "Một câu." in page_words(short)
    assert not tree(short).xpath('//a[contains(@href, "/story")]')


def test_a_product_leads_to_whoever_made_it(hills: Flask) -> None:
    client = visitor(hills)
    answer = client.get("/en/products/cam")
    assert tree(answer).xpath(f'//main//a[@href="{PAGE}"]')
    assert "They grow oranges." in page_words(answer)
    with hills.app_context():
        make_product(slug="im", cooperative=maker("nha-im"))
        db.session.commit()
    untold = client.get("/en/products/im")
    assert not tree(untold).xpath('//a[contains(@href, "/story")]')
    assert tree(untold).xpath('//main//a[@href="/en/cooperatives/nha-im"]')


def test_every_story_of_the_shipped_market_opens_in_both_languages(
    market_client: ShopClient,
) -> None:
    for language in ("vi", "en"):
        answer = market_client.get(f"/{language}/stories")
        stories = {str(link) for link in tree(answer).xpath("//main//a/@href") if "/story" in link}
        assert len(stories) > 50
        for address in stories:
            assert market_client.get(address).status_code == 200, address
