"""From an empty desk to a published showcase with a cooperative at its booth, in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storefront import clock
from storefront.activity.models import Activity
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES
from storefront.mail.models import OutboxMessage
from storefront.showcase.models import Booth, Showcase
from tests.manage.desk import PASSWORD
from tests.organise.desk import MAKER, ORGANISER, TITLE, a_day, a_fair
from tests.shops import visitor


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_showcase_is_set_up_invited_to_accepted_and_published(app: Flask, language: str) -> None:
    fair = a_fair(app, language)
    showcase = fair.draft(place_vi="Sơn Tây", shows_counts="y").id
    fair.done(f"{showcase}/days", **a_day(30), seen=fair.seen(f"{showcase}/days"))
    day = (clock.today() + timedelta(days=30)).isoformat()
    fair.done(
        f"{showcase}/programme/new", title_vi="Khai mạc", day=day, starts="8:30", ends="2 giờ chiều"
    )
    fair.done(f"{showcase}/booths", numbers="A1–A12")
    booth = fair.invite(showcase, "A2")
    fair.done(f"{showcase}/floor", tool=f"booth-{booth}", cell="3-4")

    assert TITLE in fair.get("/manage/", fair.maker)
    assert TITLE in fair.get("/manage/booths", fair.maker)
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)
    goods = f"/manage/booths/{booth}/goods"
    ticked = [product.id for product in products_of(app)]
    fair.done(goods, fair.maker, goods=ticked, seen=fair.seen(goods, fair.maker))
    words = f"/manage/booths/{booth}/words"
    fair.done(
        words, fair.maker, host="Chị Cam", words_vi="Mời nếm.", seen=fair.seen(words, fair.maker)
    )
    fair.done(f"{showcase}/publication")

    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        stand = db.session.get_one(Booth, booth)
        slug = stored.slug
        assert (stored.state, stored.shows_counts, len(stored.booths)) == ("published", True, 12)
        assert (stand.state, stand.host, len(stand.products)) == ("accepted", "Chị Cam", 2)
        assert (stand.floor_column, stand.floor_row) == (3, 4)
    page = visitor(app).get(f"/{language}/showcases/{slug}").get_data(as_text=True)
    assert "Khai mạc" in page
    assert "A2" in page
    assert visitor(app).get(f"/{language}/showcases/{slug}/booths/a2").status_code == 200


def test_both_sides_are_written_to_and_every_step_is_in_the_log(app: Flask) -> None:
    fair = a_fair(app)
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)
    with app.app_context():
        mails = {mail.recipient: mail for mail in db.session.scalars(select(OutboxMessage))}
        assert f"/vi/manage/booths/{booth}" in mails[MAKER].body
        assert f"/en/manage/booths/{booth}" in mails[MAKER].body
        assert "HTX Cam Cao Phong" in mails[ORGANISER].body
        verbs = set(db.session.scalars(select(Activity.verb)))
        assert {"showcase.created", "showcase.days_set", "showcase.booths_made"} <= verbs
        assert {"booth.invited", "booth.accepted"} <= verbs
    assert "A1" in fair.get("/manage/log", fair.maker)
    assert "Chị Cam" in fair.get(f"{showcase}/log")


def test_an_organiser_lands_on_their_desk(app: Flask) -> None:
    a_fair(app)
    client = visitor(app)
    data = {
        "identifier": ORGANISER,
        "password": PASSWORD,
        "csrf_token": client.token_from("/vi/login"),
    }
    answer = client.post("/vi/login", data=data)
    assert answer.location == "/vi/organise/"


def test_the_preview_shows_a_draft_that_visitors_cannot_open(app: Flask) -> None:
    fair = a_fair(app)
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)
    with app.app_context():
        slug = db.session.get_one(Showcase, showcase).slug
    assert visitor(app).get(f"/vi/showcases/{slug}").status_code == 404
    assert TITLE in fair.get(f"{showcase}/preview")
    assert "HTX Cam Cao Phong" in fair.get(f"{showcase}/preview/booths/{booth}")


def test_what_is_missing_is_listed_and_nothing_is_published(app: Flask) -> None:
    fair = a_fair(app, "en")
    showcase = fair.draft().id
    text = fair.refused(f"{showcase}/publication", 409)
    assert "the place, the days and opening hours" in text


def test_an_archived_showcase_stays_as_a_record_and_opens_again(app: Flask) -> None:
    fair = a_fair(app)
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.refused(f"{showcase}/archive", 409)
    fair.done(f"{showcase}/publication")
    fair.done(f"{showcase}/publication")
    fair.done(f"{showcase}/archive")
    with app.app_context():
        slug = db.session.get_one(Showcase, showcase).slug
    assert visitor(app).get(f"/vi/showcases/{slug}").status_code == 200
    fair.refused(f"/manage/booths/{booth}/acceptance", 409, fair.maker)
    fair.refused(f"{showcase}/publication", 409)
    fair.done(f"{showcase}/reopening")
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)


def products_of(app: Flask) -> list[Product]:
    with app.app_context():
        return list(db.session.scalars(select(Product).order_by(Product.id)))
