"""The big screen: its slides, codes and sessions, also where no script runs."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.database import db
from storefront.showcase.models import Booth, Showcase, SignCode
from storefront.showcase.page_codes import ensure_codes
from tests.catalogue.pages import by_class, tree, words
from tests.client import ShopClient
from tests.showcase.fairs import ADDRESS, at, look_at, open_fair

SCREEN = f"{ADDRESS}/screen"


def test_it_walks_from_the_showcase_through_booths_and_goods(
    app: Flask, client: ShopClient
) -> None:
    open_fair(app)
    slides = by_class(client.get(SCREEN), "slide")
    heads = [words(slide.xpath(".//h2")[0]) for slide in slides]
    assert len(heads) == 5
    assert heads[0] == "Taste of the Mường land"
    assert heads[2] == heads[4] == "Orange"
    assert "Booth A1" in words(slides[2])
    assert "₫50,000" in words(slides[2])
    assert all(slide.xpath(".//*[local-name()='svg'][@class='qr']") for slide in slides)


@pytest.mark.parametrize(("asked", "shown", "then"), [(1, 0, 2), (5, 4, 1), (6, 0, 2), (0, 4, 1)])
def test_without_script_each_slide_leads_to_the_next_and_the_last_to_the_first(
    app: Flask, client: ShopClient, asked: int, shown: int, then: int
) -> None:
    open_fair(app)
    answer = client.get(f"{SCREEN}?slide={asked}")
    slides = by_class(answer, "slide")
    assert ["slide--shown" in slide.get("class") for slide in slides].index(True) == shown
    refresh = re.search(r'http-equiv="refresh" content="12; url=([^"]+)"', answer.text)
    assert refresh
    assert f"slide={then}&" in refresh[1]


@pytest.mark.parametrize(
    ("query", "seconds"), [("", "12"), ("?seconds=0", "1"), ("?seconds=9e9", "12")]
)
def test_the_pace_stays_within_reason(
    app: Flask, client: ShopClient, query: str, seconds: str
) -> None:
    open_fair(app, booths=0)
    (body,) = by_class(client.get(SCREEN + query), "screen")
    assert body.get("data-slide-seconds") == seconds


def test_below_stand_what_goes_on_now_and_the_one_thing_that_comes_next(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fair(app, booths=0)
    look_at(monkeypatch, at(9, 30))
    lines = tree(client.get(SCREEN)).xpath('//*[@class="strip__sessions"]/li[not(@hidden)]')
    assert ["Opening" in words(line) for line in lines] == [True, False]
    look_at(monkeypatch, at(16))
    assert "Open now until 17:00" in words(by_class(client.get(SCREEN), "strip__sessions")[0])


def test_codes_are_made_once_for_all_that_a_screen_shows(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    with app.app_context():
        before = db.session.scalars(select(SignCode.code).order_by(SignCode.id)).all()
        ensure_codes(db.session.scalars(select(Showcase)).one())
        db.session.commit()
        after = db.session.scalars(select(SignCode.code).order_by(SignCode.id)).all()
        booths = db.session.scalars(select(Booth).where(Booth.state == "accepted")).all()
    assert after == before
    assert len(before) == 1 + 3 * len(booths)


def test_without_codes_there_are_slides_without_them(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    with app.app_context():
        for code in db.session.scalars(select(SignCode)):
            db.session.delete(code)
        db.session.commit()
    answer = client.get(SCREEN)
    assert len(by_class(answer, "slide")) == 5
    assert not by_class(answer, "slide__code")


def test_a_running_screen_is_given_the_slides_alone(app: Flask, client: ShopClient) -> None:
    open_fair(app)
    answer = client.get(f"{SCREEN}/deck")
    assert answer.text.lstrip().startswith('<div id="deck"')
    assert answer.headers["Cache-Control"] == "public, max-age=1"
