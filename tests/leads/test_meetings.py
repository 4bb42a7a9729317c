"""Booking a time at a booth, seeing it again, and giving it up."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.test import TestResponse

from storefront import clock
from storefront.accounts.services import create_user
from storefront.database import db
from storefront.leads.models import MeetingBooking, MeetingSlot
from storefront.mail.models import OutboxMessage
from storefront.showcase.models import DECLINED, LEFT
from tests.client import ShopClient
from tests.factories.leads import make_booking, make_slot
from tests.leads.asking import (
    FAIR,
    MEETING,
    SHOP,
    booth_of,
    fair,
    hidden,
    only_lead,
    open_shop,
)
from tests.shops import everything, visitor

BOOTH = f"/en/showcases/{FAIR}/booths/a1"
FORM = f"{BOOTH}/meeting"
TAKEN = "This time has just been taken. These are free; all that you typed is kept."


@pytest.fixture(autouse=True)
def shop(app: Flask) -> None:
    open_shop(app)


def times(app: Flask, count: int = 3, slug: str = SHOP) -> list[int]:
    """Make times at a booth, half an hour apart; return their ids."""
    with app.app_context():
        first = fair().days[0].opens_at + timedelta(hours=9)
        slots = [
            make_slot(booth_of(slug), first + number * timedelta(minutes=30))
            for number in range(count)
        ]
        db.session.commit()
        return [slot.id for slot in slots]


def take(client: ShopClient, slot: int, address: str = FORM, **values: str) -> TestResponse:
    data = {**hidden(client, address), **MEETING, "slot": str(slot), **values}
    return client.post(address.partition("?")[0], data=data)


def booked(app: Flask) -> int:
    with app.app_context():
        standing = select(MeetingBooking.id).where(MeetingBooking.cancelled_at.is_(None))
        return len(db.session.scalars(standing).all())


def test_the_booth_shows_its_free_times(app: Flask, client: ShopClient) -> None:
    assert "Meet the makers" not in client.get(BOOTH).get_data(as_text=True)
    first, second, _third = times(app)
    assert take(client, first).status_code == 303
    text = client.get(BOOTH).get_data(as_text=True)
    assert "Meet the makers" in text
    assert f"slot={second}" in text
    assert f"slot={first}&" not in text
    assert f'<option selected value="{second}">' in client.get(f"{FORM}?slot={second}").text


def test_a_booking_is_a_lead_with_a_page_of_its_own(app: Flask, client: ShopClient) -> None:
    slot = times(app)[0]
    answer = take(client, slot, words="Cam cho bếp ăn.")
    assert answer.status_code == 303
    page = visitor(app).get(answer.location)
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert "It takes place." in text
    assert "09:00–09:20" in text
    assert not any(words in text for words in ("Hoa", "0912", "Bếp"))
    assert page.headers["Cache-Control"] == "private, no-store"
    with app.app_context():
        lead = only_lead()
        assert (lead.state, lead.booth_id, lead.words) == ("new", booth_of().id, "Cam cho bếp ăn.")
        assert lead.booking is not None
        assert lead.booking.slot_id == slot


def test_the_same_form_sent_twice_is_one_booking(app: Flask, client: ShopClient) -> None:
    slot = times(app)[0]
    data = {**hidden(client, FORM), **MEETING, "slot": str(slot)}
    assert len({client.post(FORM, data=data).location for _tap in range(3)}) == 1
    assert booked(app) == 1


def test_who_comes_second_is_told_and_keeps_all_words(app: Flask, client: ShopClient) -> None:
    first, second, _third = times(app)
    waiting = {**hidden(client, FORM), **MEETING, "slot": str(first), "phone": "0987654321"}
    waiting |= {"firm": "Nhà hàng Sông Đà", "full_name": "Anh Đà", "words": "Nếm thử trước."}
    assert take(visitor(app), first).status_code == 303
    before = everything(app)
    answer = client.post(FORM, data=waiting)
    assert answer.status_code == 409
    text = answer.get_data(as_text=True)
    assert TAKEN in text
    assert f'value="{second}"' in text
    assert f'value="{first}"' not in text
    assert all(words in text for words in ("Nhà hàng Sông Đà", "Anh Đà", "Nếm thử trước."))
    assert everything(app) == before


@pytest.mark.parametrize(
    "same", [{"phone": "0912345678"}, {"firm": "BẾP HOA BAN"}, {"tax_code": "0100109106"}]
)
def test_a_firm_has_one_place_at_a_time(
    app: Flask, client: ShopClient, same: dict[str, str]
) -> None:
    here, there = times(app)[0], times(app, 2, "htx-che")
    assert take(client, here, tax_code="0100109106").status_code == 303
    before = everything(app)
    other = {"phone": "0987654321", "firm": "Khác", **same}
    elsewhere = FORM.replace("a1", "a2")
    answer = take(client, there[0], elsewhere, **other)
    assert answer.status_code == 409
    assert "At this time you meet" in answer.get_data(as_text=True)
    assert everything(app) == before
    assert take(client, there[1], elsewhere, **other).status_code == 303


def test_a_time_that_is_past_cannot_be_booked(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        slot = make_slot(booth_of(), clock.now() - timedelta(minutes=1)).id
        make_slot(booth_of())
        db.session.commit()
    before = everything(app)
    answer = take(client, slot)
    assert answer.status_code == 409
    assert "This time has begun already." in answer.get_data(as_text=True)
    assert everything(app) == before


@pytest.mark.parametrize("why", ["archived", "over", "left", "removed", "other booth", "nothing"])
def test_what_cannot_be_met_is_told(app: Flask, client: ShopClient, why: str) -> None:
    slot, form = times(app)[0], hidden(client, FORM)
    with app.app_context():
        showcase = fair()
        if why == "archived":
            showcase.state = "archived"
        elif why == "over":
            for day in showcase.days:
                day.opens_at -= timedelta(days=9)
                day.closes_at -= timedelta(days=9)
        elif why == "left":
            booth_of().state = LEFT
        elif why == "removed":
            db.session.get_one(MeetingSlot, slot).removed_at = clock.now()
        db.session.commit()
    chosen = {"other booth": times(app, 1, "htx-che")[0], "nothing": 999_999}.get(why, slot)
    before = everything(app)
    answer = client.post(FORM, data={**form, **MEETING, "slot": str(chosen)})
    assert answer.status_code == 409
    text = answer.get_data(as_text=True)
    gone = why in ("archived", "over", "left")
    assert ("Nobody can be met at this booth any more." if gone else TAKEN) in text
    assert "Bếp Hoa Ban" in text
    assert f"/en/cooperatives/{SHOP}/business" in text
    assert everything(app) == before
    assert client.get(FORM).status_code == (410 if why == "left" else 200)


@pytest.mark.parametrize("name", ["firm", "full_name", "phone", "slot", "consent"])
def test_what_is_missing_is_asked_for(app: Flask, client: ShopClient, name: str) -> None:
    slot = times(app)[0]
    before = everything(app)
    data = {**hidden(client, FORM), **MEETING, "slot": str(slot)}
    data.pop(name)
    assert client.post(FORM, data=data).status_code == 422
    assert everything(app) == before


def test_a_booking_is_given_up_and_the_time_free_again(app: Flask, client: ShopClient) -> None:
    slot = times(app)[0]
    page = take(client, slot).location
    token = client.token_from(page)
    off = f"{page}/cancellation"
    assert client.post(off, data={"csrf_token": "forged"}).status_code == 400
    assert booked(app) == 1
    for _tap in range(2):
        assert client.post(off, data={"csrf_token": token}).status_code == 303
    assert "You called it off." in client.get(page).get_data(as_text=True)
    with app.app_context():
        booking = db.session.scalars(select(MeetingBooking)).one()
        assert (booking.cancelled_by, booking.lead.state) == ("business", "new")
    assert take(visitor(app), slot, phone="0987654321", firm="Khác").status_code == 303
    assert booked(app) == 1


def test_what_has_begun_cannot_be_given_up(app: Flask, client: ShopClient) -> None:
    slot = times(app)[0]
    page = take(client, slot).location
    token = client.token_from(page)
    with app.app_context():
        known = db.session.get_one(MeetingSlot, slot)
        known.starts_at = clock.now() - timedelta(minutes=1)
        known.ends_at = clock.now() + timedelta(minutes=9)
        db.session.commit()
    before = everything(app)
    assert client.post(f"{page}/cancellation", data={"csrf_token": token}).status_code == 409
    assert everything(app) == before


def test_the_calendar_file_follows_the_booking(app: Flask, client: ShopClient) -> None:
    slot = times(app)[0]
    page = take(client, slot).location
    event = _event(client, page)
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["SUMMARY"]) == "Meeting with Orange Coop"
    assert str(event["LOCATION"]).startswith("Booth A1, ")
    assert event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(minutes=20)
    client.post(f"{page}/cancellation", data={"csrf_token": client.token_from("/en/complaints")})
    off = _event(client, page)
    assert (str(off["STATUS"]), str(off["UID"])) == ("CANCELLED", str(event["UID"]))
    assert off["SEQUENCE"] > event["SEQUENCE"]


def _event(client: ShopClient, page: str) -> Any:
    answer = client.get(f"{page}/meeting.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    (event,) = Calendar.from_ical(answer.data).walk("VEVENT")
    return event


def test_the_page_says_when_the_maker_has_left(app: Flask, client: ShopClient) -> None:
    page = take(client, times(app)[0]).location
    with app.app_context():
        booth_of().state = LEFT
        db.session.commit()
    text = client.get(page).get_data(as_text=True)
    assert "Orange Coop has left the booth: nobody waits there." in text
    assert str(_event(client, page)["STATUS"]) == "CANCELLED"


def test_letters_name_nobody_but_the_business_gets_its_address(
    app: Flask, client: ShopClient
) -> None:
    with app.app_context():
        create_user("ban@example.com", "mật khẩu của chợ", "cooperative", booth_of().cooperative)
        db.session.commit()
    page = take(client, times(app)[0], email="hoa@example.com").location
    with app.app_context():
        sent = {each.recipient: each for each in db.session.scalars(select(OutboxMessage))}
        assert set(sent) == {"ban@example.com", "host@example.com", "hoa@example.com"}
        assert page in sent["hoa@example.com"].body
        told = sent["ban@example.com"].body + sent["host@example.com"].body
        assert not any(words in told for words in ("Hoa", "912", page))


def test_an_unknown_booking_is_not_there(client: ShopClient) -> None:
    assert client.get("/en/meetings/AbCdEfGhIjKlMnOpQrStUv").status_code == 404


def test_who_takes_the_booth_over_begins_without_times(app: Flask, client: ShopClient) -> None:
    times(app)
    with app.app_context():
        make_booking(db.session.scalars(select(MeetingSlot)).all()[0])
        booth, other = booth_of(), booth_of("htx-che")
        other.state = DECLINED
        db.session.flush()
        booth.cooperative = other.cooperative
        db.session.commit()
    assert "Meet the makers" not in client.get(BOOTH).get_data(as_text=True)
