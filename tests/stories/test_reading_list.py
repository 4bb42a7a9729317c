"""The reading list: all stories by district, and a few of them on the front page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from storefront.database import db
from storefront.stories.queries import stories_of_the_day
from tests.catalogue.pages import by_class, page_words, tree, words
from tests.client import ShopClient
from tests.factories import make_cooperative, make_district, make_market, make_story_block
from tests.shops import visitor

STORY = "Khung cửi kêu lách cách. " * 10
TODAY = date(2026, 11, 22)


@pytest.fixture
def valleys(app: Flask) -> Flask:
    """Give five makers who tell a story, one who is closed, and one who tells none."""
    with app.app_context():
        make_market()
        valley = make_district(slug="mai-chau", name_vi="Huyện Mai Châu", name_en="Mai Chau")
        hill = make_district(slug="da-bac", name_vi="Huyện Đà Bắc", name_en="Da Bac District")
        for number in range(3):
            make_cooperative(slug=f"nha-{number}", district=valley, story_vi=STORY)
        make_cooperative(slug="nha-3", district=hill, story_vi=STORY, story_en="")
        make_story_block(make_cooperative(slug="nha-4", district=hill))
        make_cooperative(slug="nha-dong", district=hill, story_vi=STORY, status="closed")
        make_cooperative(slug="nha-im", district=hill, story_vi="Một câu.")
        db.session.commit()
    return app


def test_all_stories_stand_by_district_with_how_they_begin(valleys: Flask) -> None:
    answer = visitor(valleys).get("/en/stories")
    sections = {
        words(section.xpath(".//h2")[0]): [
            str(link).split("/")[3] for link in section.xpath(".//li//a/@href")
        ]
        for section in tree(answer).xpath("//main/section")
    }
    assert {name: sorted(makers) for name, makers in sections.items()} == {
        "Da Bac": ["nha-3", "nha-4"],
        "Mai Chau": ["nha-0", "nha-1", "nha-2"],
    }
    beginnings = by_class(answer, "tile__words")
    assert len(beginnings) == 4, "blocks alone begin with nothing"
    assert words(beginnings[0]).startswith("Khung cửi kêu lách cách.")
    assert beginnings[0].get("lang") == "vi"
    assert tree(answer).xpath('//link[@rel="canonical"]/@href') == ["http://localhost/en/stories"]


def test_a_market_without_stories_says_so(client: ShopClient) -> None:
    answer = client.get("/en/stories")
    assert answer.status_code == 200
    assert "No story has been told yet" in page_words(answer)
    assert not tree(client.get("/en/")).xpath('//main//a[@href="/en/stories"]')


def test_the_front_page_offers_four_and_the_way_to_all(valleys: Flask) -> None:
    answer = visitor(valleys).get("/en/")
    shelf = tree(answer).xpath('//section[@aria-labelledby="stories-title"]')[0]
    assert len(shelf.xpath(".//li")) == 4
    assert len(shelf.xpath(".//img")) <= 4
    assert shelf.xpath('.//a[@href="/en/stories"]')


def test_the_shelf_turns_daily_until_everyone_had_a_turn(valleys: Flask) -> None:
    with valleys.app_context():
        days = [TODAY + timedelta(days=past) for past in range(5)]
        shown = [tuple(m.slug for m in stories_of_the_day(day, 2)) for day in days]
        assert shown[0] == tuple(m.slug for m in stories_of_the_day(TODAY, 2))
    assert len(set(shown)) > 1
    assert {slug for turn in shown for slug in turn} == {f"nha-{number}" for number in range(5)}


def test_the_site_map_names_the_list_and_every_open_story(valleys: Flask) -> None:
    text = visitor(valleys).get("/sitemap.xml").get_data(as_text=True)
    for path in ("/vi/stories", "/en/stories", "/vi/cooperatives/nha-4/story"):
        assert f"<loc>http://localhost{path}</loc>" in text
    for slug in ("nha-dong", "nha-im"):
        assert f"{slug}/story" not in text
