"""Sessions: no overlap in one hall and nothing outside the opening hours goes unnoticed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from storefront import clock
from storefront.database import db
from storefront.showcase.models import Showcase
from tests.organise.desk import Fair, a_day

DAY = (clock.today() + timedelta(days=30)).isoformat()
OPENING = {
    "title_vi": "Khai mạc", "day": DAY, "starts": "9h", "ends": "10h", "hall_vi": "Sân khấu"
}  # fmt: skip


def sessions(app: Flask, showcase: int) -> list[str]:
    with app.app_context():
        return [each.title_vi for each in db.session.get_one(Showcase, showcase).sessions]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_vi": ""},
        {"day": ""},
        {"day": "2020-01-01"},
        {"starts": "sáng"},
        {"ends": "9h"},
        {"ends": "8h"},
        {"hall_vi": "", "hall_en": "Only English"},
    ],
)
def test_a_wrong_session_changes_nothing(fair: Fair, wrong: dict[str, str]) -> None:
    showcase = fair.ready()
    fair.refused(f"{showcase}/programme/new", 422, **{**OPENING, **wrong})


@pytest.mark.parametrize("hall", ["Sân khấu", "SAN KHAU", " sân  khấu "])
def test_an_overlap_in_one_hall_needs_a_yes(app: Flask, fair: Fair, hall: str) -> None:
    showcase = fair.ready()
    path = f"{showcase}/programme/new"
    fair.done(path, **OPENING)
    second = {**OPENING, "title_vi": "Nếm thử", "starts": "9:30", "ends": "11h", "hall_vi": hall}
    assert "Khai mạc" in fair.refused(path, 409, **second)
    fair.done(path, **second, sure="y")
    assert sessions(app, showcase) == ["Khai mạc", "Nếm thử"]
    assert "session-line--doubt" in fair.get(f"{showcase}/programme")


def test_sessions_that_touch_or_share_no_hall_collide_with_nobody(fair: Fair) -> None:
    showcase = fair.ready()
    path = f"{showcase}/programme/new"
    fair.done(path, **OPENING)
    fair.done(path, **{**OPENING, "title_vi": "Sau", "starts": "10h", "ends": "11h"})
    fair.done(path, **{**OPENING, "title_vi": "Bên cạnh", "hall_vi": "Nhà sàn"})
    assert "session-line--doubt" not in fair.get(f"{showcase}/programme")


def test_a_session_outside_the_opening_hours_is_told(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    path = f"{showcase}/programme/new"
    early = {**OPENING, "starts": "7h"}
    fair.refused(path, 409, **early)
    fair.done(path, **early, sure="y")
    assert sessions(app, showcase) == ["Khai mạc"]


def test_days_that_change_leave_sessions_marked(fair: Fair) -> None:
    showcase = fair.ready()
    fair.done(f"{showcase}/programme/new", **OPENING)
    path = f"{showcase}/days"
    fair.done(path, seen=fair.seen(path), **a_day(30, "13h"))
    assert "session-line--doubt" in fair.get(f"{showcase}/programme")


def test_the_same_session_sent_twice_stands_once(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    for _time in range(2):
        fair.done(f"{showcase}/programme/new", **OPENING)
    assert sessions(app, showcase) == ["Khai mạc"]


def test_a_session_is_changed_seen_by_two_and_removed(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    fair.done(f"{showcase}/programme/new", **OPENING)
    with app.app_context():
        session = db.session.get_one(Showcase, showcase).sessions[0].id
    path = f"{showcase}/programme/{session}"
    seen = fair.seen(path)
    fair.done(path, **{**OPENING, "title_vi": "Khai hội"}, seen=seen)
    text = fair.refused(path, 409, **{**OPENING, "title_vi": "Mở cửa"}, seen=seen)
    assert "Khai hội" in text
    assert "Mở cửa" in text
    fair.done(f"{path}/removal")
    assert sessions(app, showcase) == []
