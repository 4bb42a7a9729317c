"""Showcases and booths as visitors see them, before, during and after."""

from __future__ import annotations

import re
from datetime import datetime

import brotli
import pytest
from flask import Flask
from sqlalchemy import event, select

from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.showcase.models import Booth, Showcase, SignCode
from tests.catalogue.pages import by_class, page_words, structured, tree, words
from tests.client import ShopClient
from tests.shops import everything, reopened, visitor
from tests.showcase.fairs import ADDRESS, at, look_at, make_full_booth, open_fair
from tests.test_css import MOST_STYLE

MOST_QUERIES = 16

WAITING = [
    (at(8, days=-3), "Opens in 3 days"),
    (at(12, days=-1), "Opens tomorrow at 08:00"),
    (at(5, 50), "Opens in 2 h 10 min"),
    (at(7, 0), "Opens in 1 h"),
    (at(7, 59), "Opens in 1 min"),
    (at(8), "Open now until 17:00"),
    (at(16, 59), "Open now until 17:00"),
    (at(17), "Opens tomorrow at 08:00"),
    (at(16, 59, days=1), "Open now until 17:00"),
    (at(17, days=1), "It took place on 5–6 Dec 2026"),
]


@pytest.mark.parametrize(("moment", "said"), WAITING)
def test_the_page_says_how_long_it_is_until_the_doors_open(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch, moment: datetime, said: str
) -> None:
    open_fair(app, booths=0)
    look_at(monkeypatch, moment)
    for path in ("", "/now"):
        (box,) = by_class(client.get(ADDRESS + path), "fair-now")
        assert words(box).startswith(said)


def test_sessions_that_go_on_or_come_next_are_marked(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fair(app, booths=0)
    look_at(monkeypatch, at(9, 30))
    answer = client.get(ADDRESS)
    assert [words(line) for line in by_class(answer, "session--now")] == [
        "09:00–10:00 Opening now StageInto my calendar"
    ]
    assert "Next, at 10:00: Nếm cam; mật ong, chè · Stage" in page_words(answer)
    assert "Người thứ nhất · Người thứ hai" in page_words(answer)


def test_a_part_that_renews_itself_asks_for_itself_until_all_is_over(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fair(app, booths=0)
    look_at(monkeypatch, at(9))
    (box,) = by_class(client.get(ADDRESS), "fair-now")
    assert box.get("data-hx-get") == f"{ADDRESS}/now"
    assert len(by_class(client.get(f"{ADDRESS}/now"), "programme")) == 1
    look_at(monkeypatch, at(18, days=1))
    (box,) = by_class(client.get(ADDRESS), "fair-now")
    assert box.get("data-hx-get") is None


def test_booths_stand_with_stars_and_goods_on_plan_and_in_lists(
    app: Flask, client: ShopClient
) -> None:
    open_fair(app)
    answer = client.get(ADDRESS)
    plan = tree(answer).xpath('//*[@class="floor floor--roomy"]//a')
    beside = tree(answer).xpath('//*[@class="booth-list"]//a')
    tiles = tree(answer).xpath('//*[@class="tiles"]//a')
    links = [link.get("href") for link in plan]
    assert links == [f"{ADDRESS}/booths/a1", f"{ADDRESS}/booths/a2"]
    assert links == [link.get("href") for link in beside] == [link.get("href") for link in tiles]
    assert words(plan[0].xpath("*[local-name()='title']")[0]).startswith("A1: Cao Phong Orange")
    assert "OCOP 4-star" in page_words(answer)
    assert len(by_class(answer, "floor__free")) == 1


def test_a_booth_leads_to_its_goods_under_its_own_code(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    answer = client.get(f"{ADDRESS}/booths/a1")
    with app.app_context():
        code = db.session.scalar(
            select(SignCode.code)
            .join(SignCode.booth)
            .where(Booth.slug == "a1", SignCode.sign == "page")
        )
    links = tree(answer).xpath('//*[@class="card"]//a/@href')
    assert links == [f"/en/products/cam-0?at={code}", f"/en/products/cam-0?at={code}#buy"]
    assert client.get(links[0]).status_code == 200
    assert "HostChị An" in page_words(answer)
    assert len(by_class(answer, "floor__here")) == 1


def test_a_code_that_a_visitor_came_by_is_carried_on_and_a_strange_one_is_not(
    app: Flask, client: ShopClient
) -> None:
    open_fair(app)
    with app.app_context():
        code = db.session.scalar(select(SignCode.code).where(SignCode.booth_id.is_(None)))
    page = client.get(f"{ADDRESS}?at={code}")
    assert tree(page).xpath(f'//*[@class="tiles"]//a[contains(@href, "at={code}")]')
    booth = client.get(f"{ADDRESS}/booths/a2?at={code}")
    assert tree(booth).xpath(f'//*[@class="card"]//a[contains(@href, "at={code}")]')
    strange = client.get(f"{ADDRESS}?at=ZZZZZZ")
    assert not tree(strange).xpath('//main//a[contains(@href, "at=ZZZZZZ")]')
    assert f'rel="canonical" href="http://localhost{ADDRESS}"' in page.text


def test_afterwards_the_page_is_a_record_and_the_goods_can_be_ordered(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fair(app)
    look_at(monkeypatch, at(9, days=400))
    answer = client.get(ADDRESS)
    assert "Who was there, and with what" in page_words(answer)
    assert "Into my calendar" not in page_words(answer)
    assert "Opening" in page_words(answer)
    booth = client.get(f"{ADDRESS}/booths/a1")
    assert "They stood here on 5–6 Dec 2026" in page_words(booth)
    assert "Order for delivery" in page_words(booth)


def test_an_archived_showcase_keeps_its_address_as_a_record(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fair(app, state="archived")
    look_at(monkeypatch, at(9))
    (box,) = by_class(client.get(ADDRESS), "fair-now")
    assert "Open now" not in words(box)


def test_a_draft_and_what_is_not_there_are_answered_404(app: Flask, client: ShopClient) -> None:
    open_fair(app, state="draft", published_at=None)
    for path in ("", "/now", "/booths/a1", "/screen", "/screen/deck", "/calendar.ics"):
        assert client.get(ADDRESS + path).status_code == 404, path
    assert "hoi-cho" not in client.get("/en/showcases").text


@pytest.mark.parametrize("path", ["/booths/nowhere", "/sessions/999.ics"])
def test_a_booth_or_session_that_never_was_is_404(
    app: Flask, client: ShopClient, path: str
) -> None:
    open_fair(app, booths=0)
    assert client.get(ADDRESS + path).status_code == 404


def test_a_booth_whose_maker_left_leads_to_the_maker_and_to_those_who_are_there(
    app: Flask, client: ShopClient
) -> None:
    open_fair(app)
    with app.app_context():
        booth = db.session.scalars(select(Booth).where(Booth.slug == "a1")).one()
        booth.state = "left"
        maker = booth.cooperative.slug if booth.cooperative else ""
        db.session.commit()
    answer = client.get(f"{ADDRESS}/booths/a1")
    assert answer.status_code == 410
    assert tree(answer).xpath(f'//a[@href="/en/cooperatives/{maker}"]')
    assert tree(answer).xpath(f'//a[@href="{ADDRESS}/booths/a2"]')
    assert f"{ADDRESS}/booths/a1" not in client.get(ADDRESS).text


@pytest.mark.parametrize("state", ["free", "invited", "declined"])
def test_a_booth_without_an_answer_names_nobody(app: Flask, client: ShopClient, state: str) -> None:
    open_fair(app)
    with app.app_context():
        booth = db.session.scalars(select(Booth).where(Booth.slug == "a1")).one()
        assert booth.cooperative
        name = booth.cooperative.name_en
        booth.state = state
        if state == "free":
            booth.cooperative_id = None
        db.session.commit()
    answer = client.get(f"{ADDRESS}/booths/a1")
    assert answer.status_code == 200
    assert "Booth A1 is free" in page_words(answer)
    assert name not in answer.text


def test_goods_that_left_the_shop_and_closed_makers_are_left_out(
    app: Flask, client: ShopClient
) -> None:
    open_fair(app)
    with app.app_context():
        gone = db.session.scalars(select(Product).where(Product.slug == "cam-0")).one()
        gone.status = "archived"
        closed = db.session.scalars(select(Product).where(Product.slug == "cam-1")).one()
        db.session.get_one(Cooperative, closed.cooperative_id).status = "closed"
        db.session.commit()
    assert "They have not said yet" in page_words(client.get(f"{ADDRESS}/booths/a1"))
    second = client.get(f"{ADDRESS}/booths/a2")
    assert "takes no orders just now" in page_words(second)
    assert not by_class(second, "card")


def test_reading_changes_nothing(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    before = everything(app)
    for path in ("", "/now", "/booths/a1", "/booths/z9", "/screen", "/calendar.ics"):
        client.get(ADDRESS + path)
    assert everything(app) == before


@pytest.mark.parametrize("path", ["", "/booths/a1", "/screen", "/now"])
def test_more_booths_ask_the_database_nothing_more(
    app: Flask, client: ShopClient, path: str
) -> None:
    open_fair(app)
    few = queries(app, client, ADDRESS + path)
    with app.app_context():
        showcase = db.session.scalars(select(Showcase)).one()
        for _more in range(8):
            make_full_booth(showcase)
        db.session.commit()
    assert queries(app, client, ADDRESS + path) == few
    assert few <= MOST_QUERIES


def queries(app: Flask, client: ShopClient, address: str) -> int:
    asked: list[str] = []

    def count(*args: object) -> None:
        asked.append(str(args[2]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", count)
    assert client.get(address).status_code == 200
    event.remove(engine, "before_cursor_execute", count)
    return len(asked)


def test_pages_can_be_shared_and_are_not_sent_twice(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    for path in ("", "/booths/a1", "/calendar.ics"):
        answer = client.get(ADDRESS + path)
        assert answer.headers["Cache-Control"] == "public, max-age=1"
        again = client.get(ADDRESS + path, headers={"If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304


def test_showcases_are_listed_by_on_now_to_come_and_past(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fair(app, booths=0)
    for moment, title in ((at(9, days=-9), "To come"), (at(9), "On now"), (at(9, days=9), "Past")):
        look_at(monkeypatch, moment)
        answer = client.get("/en/showcases")
        assert [words(head) for head in tree(answer).xpath("//main//h2")] == [title]
        assert tree(answer).xpath(f'//main//a[@href="{ADDRESS}"]')
        at_home = tree(client.get("/en/")).xpath(f'//main//a[@href="{ADDRESS}"]')
        assert bool(at_home) == (title != "Past")


def test_without_any_the_list_says_so(app: Flask, client: ShopClient) -> None:
    assert "No showcase has been announced yet" in page_words(client.get("/en/showcases"))


def test_search_engines_read_an_exhibition(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    data = structured(client.get(ADDRESS))
    fair = data["ExhibitionEvent"]
    assert fair["startDate"] == "2026-12-05T08:00:00+07:00"
    assert fair["endDate"] == "2026-12-06T17:00:00+07:00"
    assert [session["name"] for session in fair["subEvent"]] == [
        "Opening",
        "Nếm cam; mật ong, chè",
    ]
    assert [step["name"] for step in data["BreadcrumbList"]["itemListElement"]][1] == "Showcases"
    picture = fair["image"].removeprefix("http://localhost")
    drawn = client.get(picture)
    assert (drawn.status_code, drawn.mimetype) == (200, "image/png")


def test_the_site_map_names_showcases_and_taken_booths(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    listed = client.get("/sitemap.xml").text
    assert f"<loc>http://localhost{ADDRESS}</loc>" in listed
    assert f"<loc>http://localhost{ADDRESS}/booths/a1</loc>" in listed
    assert "booths/z9" not in listed


def test_a_sample_shows_in_demo_mode_only(app: Flask, client: ShopClient) -> None:
    open_fair(app, is_sample=True)
    assert "A sample:" in page_words(client.get(ADDRESS))
    outside = visitor(reopened(app, DEMO="off"))
    assert outside.get(ADDRESS).status_code == 404
    assert "hoi-cho" not in outside.get("/en/showcases").text
    assert "hoi-cho" not in outside.get("/sitemap.xml").text


def test_style_of_the_pages_is_small(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    served = app.extensions["assets"].by_served_name
    for path in ("", "/booths/a1", "/booths/z9", "/screen"):
        names = re.findall(
            r'<link rel="stylesheet" href="/assets/([^"]+)"', client.get(ADDRESS + path).text
        )
        assert len(names) == 2
        assert sum(len(brotli.compress(served[name].body)) for name in names) <= MOST_STYLE, path
