"""The next showcase made from the last one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storefront import clock
from storefront.database import db
from storefront.mail.models import OutboxMessage
from storefront.showcase.models import Showcase
from tests.organise.desk import TITLE, Fair


def a_full_one(fair: Fair) -> int:
    showcase = fair.ready()
    fair.done(f"/manage/booths/{fair.invite(showcase)}/acceptance", fair.maker)
    day = (clock.today() + timedelta(days=30)).isoformat()
    fair.done(f"{showcase}/programme/new", title_vi="Khai mạc", day=day, starts="9h", ends="10h")
    fair.done(f"{showcase}/floor", tool=f"booth-{fair.booth('A1').id}", cell="3-4")
    fair.done(f"{showcase}/floor", tool="stage", cell="1-1")
    fair.done(f"{showcase}/publication")
    return showcase


@pytest.mark.parametrize(("invites", "state"), [("y", "invited"), ("", "free")])
def test_days_move_and_booths_keep_their_places(
    app: Flask, fair: Fair, invites: str, state: str
) -> None:
    showcase = a_full_one(fair)
    first = clock.today() + timedelta(days=395)
    typed = f"{first.day}/{first.month}/{first.year}"
    sent = {"title_vi": TITLE, "first_day": typed} | ({"invites": invites} if invites else {})
    fair.done(f"{showcase}/copy", **sent)
    with app.app_context():
        copy = db.session.scalars(select(Showcase).order_by(Showcase.id.desc())).first()
        assert copy is not None
        assert (copy.state, copy.copied_from_id, copy.slug) == (
            "draft", showcase, "huong-vi-xu-muong-2",
        )  # fmt: skip
        assert [day.day for day in copy.days] == [first]
        begins = copy.sessions[0].starts_at.astimezone(clock.MARKET_ZONE)
        assert (begins.date(), begins.hour) == (first, 9)
        assert [booth.number for booth in copy.booths] == ["A1", "A2", "A3"]
        assert (copy.booths[0].state, copy.booths[0].floor_column) == (state, 3)
        assert [mark.kind for mark in copy.marks] == ["stage"]
        mails = db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.subject.contains(TITLE))
        ).all()
        assert len(mails) == (2 if invites else 1)


@pytest.mark.parametrize(
    "wrong",
    [{"first_day": ""}, {"first_day": "hôm qua"}, {"first_day": "1/1/2020"}, {"title_vi": ""}],
)
def test_a_wrong_day_copies_nothing(fair: Fair, wrong: dict[str, str]) -> None:
    showcase = fair.ready()
    sent = {"title_vi": TITLE, "first_day": "22/11/2050", **wrong}
    fair.refused(f"{showcase}/copy", 422, **sent)
