"""Calendar files, read back as calendars do."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from storefront.database import db
from storefront.showcase.models import ProgrammeSession, Showcase
from tests.client import ShopClient
from tests.showcase.fairs import ADDRESS, at, look_at, open_fair

TRICKY = "Nếm cam; mật ong, chè"


def events(client: ShopClient, path: str, language: str = "en") -> list[Any]:
    address = ADDRESS.replace("/en/", f"/{language}/") + path
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    return list(Calendar.from_ical(answer.data).walk("VEVENT"))


def session_path(app: Flask, title: str) -> str:
    with app.app_context():
        chosen = select(ProgrammeSession.id).where(ProgrammeSession.title_vi == title)
        return f"/sessions/{db.session.scalar(chosen)}.ics"


def test_the_whole_file_holds_every_day_and_session(app: Flask, client: ShopClient) -> None:
    open_fair(app, booths=0)
    found = events(client, "/calendar.ics")
    assert [str(event["SUMMARY"]) for event in found] == [
        "Taste of the Mường land",
        "Taste of the Mường land",
        "Opening",
        TRICKY,
    ]
    assert [event.decoded("DTSTART") for event in found[:2]] == [at(8), at(8, days=1)]
    assert found[0].decoded("DTEND") == at(17)


def test_times_are_utc_and_words_escaped_and_in_the_pages_language(
    app: Flask, client: ShopClient
) -> None:
    open_fair(app, booths=0, words_en="First line.\n\nSecond; with, signs\\.")
    (session,) = events(client, session_path(app, TRICKY))
    assert session.decoded("DTSTART") == at(10)
    assert session["DTSTART"].to_ical() == b"20261205T030000Z"
    assert str(session["SUMMARY"]) == TRICKY
    assert str(session["LOCATION"]) == "Stage, Làng Văn hóa; Sơn Tây, Hà Nội"
    assert "Người thứ nhất\nNgười thứ hai" in str(session["DESCRIPTION"])
    assert str(session["DESCRIPTION"]).startswith("Taste of the Mường land")
    assert str(session["URL"]) == f"http://localhost{ADDRESS}"
    day = events(client, "/calendar.ics")[0]
    assert "First line.\n\nSecond; with, signs\\." in str(day["DESCRIPTION"])
    (vietnamese,) = events(client, session_path(app, TRICKY), "vi")
    assert str(vietnamese["DESCRIPTION"]).startswith("Hương vị xứ Mường")
    assert str(vietnamese["LOCATION"]).startswith("Nhà sàn")


def test_an_entry_stays_the_same_one_and_newer_ones_replace_it(
    app: Flask, client: ShopClient
) -> None:
    open_fair(app, booths=0)
    path = session_path(app, TRICKY)
    (before,) = events(client, path)
    with app.app_context():
        showcase = db.session.scalars(select(Showcase)).one()
        showcase.revision += 1
        showcase.sessions[1].ends_at = at(12)
        db.session.commit()
    (after,) = events(client, path, "vi")
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 2)
    whole = {str(event["UID"]) for event in events(client, "/calendar.ics")}
    assert str(before["UID"]) == str(after["UID"])
    assert str(after["UID"]) in whole
    assert len(whole) == len(events(client, "/calendar.ics"))


def test_what_was_archived_before_its_days_is_called_off(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_fair(app, booths=0, state="archived")
    look_at(monkeypatch, at(8, days=-1))
    assert {str(event["STATUS"]) for event in events(client, "/calendar.ics")} == {"CANCELLED"}
    look_at(monkeypatch, at(8, days=9))
    assert {str(event["STATUS"]) for event in events(client, "/calendar.ics")} == {"CONFIRMED"}
