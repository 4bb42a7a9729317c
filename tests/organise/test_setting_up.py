"""Facts, days and partners of a showcase: typed as people type, and by two at once."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.database import db
from storefront.showcase.hours import UnclearTime, parse_time, write_time
from storefront.showcase.models import Showcase
from tests.organise.desk import TITLE, Fair, a_day

TIMES = [
    ("8", 480), ("8h", 480), ("8h30", 510), ("08:30", 510), ("14.30", 870), ("8 giờ 30", 510),
    ("2 giờ chiều", 840), ("2:30 pm", 870), ("7h tối", 1140), ("12 am", 0), ("24:00", 1440),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "minutes"), TIMES)
def test_a_time_is_read_as_it_is_typed(typed: str, minutes: int) -> None:
    assert parse_time(typed) == minutes
    assert parse_time(write_time(minutes)) == minutes


@pytest.mark.parametrize("typed", ["", "25h", "8:61", "8:3", "sáng", "24:01", "8-9", "8h30m", "-1"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(UnclearTime):
        parse_time(typed)


@pytest.mark.parametrize(
    "typed",
    [
        {"title_vi": ""},
        {"title_vi": "x" * 121},
        {"title_vi": TITLE, "theme_vi": "", "theme_en": "Only English"},
        {"title_vi": TITLE, "words_vi": "x" * 5001},
    ],
)
def test_a_wrong_title_or_word_changes_nothing(fair: Fair, typed: dict[str, str]) -> None:
    fair.refused("new", 422, **typed)


def test_a_forged_token_keeps_all_that_was_typed(fair: Fair) -> None:
    answer = fair.host.post("/vi/organise/new", data={"title_vi": TITLE, "csrf_token": "forged"})
    assert answer.status_code == 400
    assert TITLE in answer.get_data(as_text=True)


def test_the_same_form_sent_twice_makes_one_draft(app: Flask, fair: Fair) -> None:
    fair.draft()
    fair.draft()
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Showcase)) == 1


def test_the_same_title_again_later_makes_another(fair: Fair) -> None:
    first = fair.ready()
    assert fair.draft(place_vi="Sơn Tây").id != first


def test_a_namesake_gets_an_address_of_its_own(fair: Fair) -> None:
    assert fair.draft(theme_vi="Cam").slug == "huong-vi-xu-muong"
    assert fair.draft(theme_vi="Chè").slug == "huong-vi-xu-muong-2"


def test_of_two_browsers_the_second_sees_both_versions(app: Flask, fair: Fair) -> None:
    showcase = fair.draft().id
    path = f"{showcase}/facts"
    seen = fair.seen(path)
    fair.done(path, title_vi="Phiên chợ cam", seen=seen)
    text = fair.refused(path, 409, title_vi="Phiên chợ chè", seen=seen)
    assert "Phiên chợ cam" in text
    assert "Phiên chợ chè" in text
    fair.done(path, title_vi="Phiên chợ chè", seen=fair.seen(path))
    with app.app_context():
        assert db.session.get_one(Showcase, showcase).title_vi == "Phiên chợ chè"


BAD_DAYS = [
    {"day-0-closes": "7h"},
    {"day-0-day": "32/1/2027"},
    {"day-0-day": "mai"},
    {"day-0-opens": ""},
    {"day-0-opens": "25h"},
    {"day-0-day": ""},
    {"day-1-opens": "8h"},
]


@pytest.mark.parametrize("wrong", BAD_DAYS)
def test_unclear_days_change_nothing(fair: Fair, wrong: dict[str, str]) -> None:
    showcase = fair.draft().id
    seen = fair.seen(f"{showcase}/days")
    sent = {"day-1-day": "", "day-1-opens": "", "day-1-closes": "", **a_day(9), **wrong}
    fair.refused(f"{showcase}/days", 422, seen=seen, **sent)


def test_a_day_twice_is_told(fair: Fair) -> None:
    showcase = fair.draft().id
    again = {name.replace("day-0", "day-1"): value for name, value in a_day(9).items()}
    fair.refused(f"{showcase}/days", 422, seen=fair.seen(f"{showcase}/days"), **a_day(9), **again)


def test_days_and_partners_are_kept_and_emptied(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    path = f"{showcase}/partners"
    fair.done(
        path, seen=fair.seen(path),
        **{"partner-0-name_vi": "Sở Công Thương", "partner-0-kind": "partner",
           "partner-1-name_vi": "Liên minh HTX", "partner-1-kind": "organiser",
           "partner-2-name_vi": "", "partner-2-kind": "partner"},
    )  # fmt: skip
    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        assert [each.name_vi for each in stored.partners] == ["Liên minh HTX", "Sở Công Thương"]
        assert stored.days[0].opens_at.hour == 1  # eight in the morning in Việt Nam
    fair.refused(path, 422, seen=fair.seen(path), **{"partner-0-name_en": "Only English"})
    fair.done(path, seen=fair.seen(path), **{"partner-0-name_vi": ""})
    with app.app_context():
        assert not db.session.get_one(Showcase, showcase).partners


def test_two_browsers_do_not_overwrite_each_others_days(fair: Fair) -> None:
    showcase = fair.draft().id
    path = f"{showcase}/days"
    seen = fair.seen(path)
    fair.done(path, seen=seen, **a_day(9))
    fair.refused(path, 409, seen=seen, **a_day(10))


def test_a_published_showcase_keeps_a_day(fair: Fair) -> None:
    showcase = fair.ready()
    fair.done(f"{showcase}/publication")
    path = f"{showcase}/days"
    empty = {"day-0-day": "", "day-0-opens": "", "day-0-closes": ""}
    fair.refused(path, 422, seen=fair.seen(path), **empty)
