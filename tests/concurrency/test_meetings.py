"""Twenty businesses reach for one time, and one firm for two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.database import db
from storefront.leads.models import Lead, MeetingBooking
from tests.client import ShopClient
from tests.concurrency.threads import at_once
from tests.factories.leads import make_slot
from tests.leads.asking import FAIR, FORM, MEETING, TYPED, booth_of, fair, hidden, open_shop
from tests.shops import visitor

BUSINESSES = 20
BOOTH = f"/en/showcases/{FAIR}/booths/a1/meeting"


@pytest.fixture
def slots(app: Flask) -> tuple[int, int]:
    """Give a time at each of two booths, both at the same hour, and a free one beside the first."""
    open_shop(app)
    with app.app_context():
        starts = fair().days[0].opens_at
        here, there = make_slot(booth_of(), starts), make_slot(booth_of("htx-che"), starts)
        make_slot(booth_of(), fair().days[1].opens_at)
        db.session.commit()
        return here.id, there.id


def ready(app: Flask, address: str, slot: int, **values: str) -> Callable[[], tuple[int, str]]:
    """Return what presses the button, once the form is filled in."""
    client: ShopClient = visitor(app)
    data = {**hidden(client, address), **MEETING, "slot": str(slot), **values}

    def press() -> tuple[int, str]:
        answer = client.post(address, data=data)
        return answer.status_code, answer.get_data(as_text=True)

    return press


def standing(app: Flask) -> tuple[int, int]:
    """Return how many bookings and leads there are."""
    with app.app_context():
        counts = (select(func.count()).select_from(table) for table in (MeetingBooking, Lead))
        bookings, leads = (db.session.scalar(count) or 0 for count in counts)
        return bookings, leads


def test_one_of_twenty_gets_the_time(app: Flask, slots: tuple[int, int]) -> None:
    presses = [
        ready(app, BOOTH, slots[0], firm=f"Bếp {number}", phone=f"09123456{number:02}")
        for number in range(BUSINESSES)
    ]
    answers = at_once(presses)
    assert Counter(status for status, _text in answers) == {303: 1, 409: BUSINESSES - 1}
    assert standing(app) == (1, 1)
    for number, (status, text) in enumerate(answers):
        if status == 409:
            assert "This time has just been taken. These are free" in text
            assert f"Bếp {number}" in text
            assert f"09123456{number:02}" in text


def test_a_firm_gets_one_of_two_times_at_once(app: Flask, slots: tuple[int, int]) -> None:
    here, there = slots
    elsewhere = BOOTH.replace("/a1/", "/a2/")
    presses = [ready(app, BOOTH, here), ready(app, elsewhere, there)] * 4
    assert Counter(status for status, _text in at_once(presses))[409] == 4
    assert standing(app) == (1, 1)


def test_a_form_pressed_many_times_is_one_lead(app: Flask, slots: tuple[int, int]) -> None:
    client = visitor(app)
    data = {**hidden(client, FORM), **TYPED}
    cookie = client.get_cookie("session")
    assert cookie

    def press() -> int:
        other = visitor(app)
        other.set_cookie("session", cookie.value)
        return other.post(FORM, data=data).status_code

    assert set(at_once([press] * 6)) == {303}
    assert standing(app) == (0, 1)
