"""Trade leads at the cooperative's desk: told, moved, noted, reminded of, taken home as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from storefront import clock
from storefront.accounts.services import create_user
from storefront.activity.models import Activity
from storefront.database import db
from storefront.leads.handling import TRANSITIONS
from storefront.leads.models import STATES, Lead, MeetingBooking, MeetingSlot
from storefront.leads.retention import KEEP_CLOSED, KEEP_UNTOUCHED, forget_leads
from storefront.mail.models import OutboxMessage
from storefront.showcase.hours import write_day
from storefront.tabular import BOM
from tests.client import ShopClient
from tests.factories.leads import make_booking, make_lead, make_slot
from tests.leads.asking import booth_of, fair, open_shop
from tests.manage.desk import MANAGER, PASSWORD, signed_in
from tests.shops import everything

LEADS, TODAY = "/en/manage/leads", "/en/manage/"


@pytest.fixture
def desk(app: Flask) -> ShopClient:
    open_shop(app)
    with app.app_context():
        create_user(MANAGER, PASSWORD, "cooperative", booth_of().cooperative, name="Chị Ấn")
        db.session.commit()
    return signed_in(app, MANAGER)


def add_lead(app: Flask, **values: str) -> int:
    with app.app_context():
        booth = booth_of()
        assert booth.cooperative
        lead = make_lead(booth.cooperative, booth, **values)
        db.session.commit()
        return lead.id


def press(desk: ShopClient, address: str, **data: str) -> tuple[int, str]:
    token = desk.token_from("/en/account")
    answer = desk.post(address, data={"csrf_token": token, **data})
    return answer.status_code, answer.get_data(as_text=True)


def lead(app: Flask, lead_id: int) -> Lead:
    with app.app_context():
        found = db.session.get_one(Lead, lead_id)
        assert found.notes is not None
        return found


def test_a_new_lead_is_told_under_today(app: Flask, desk: ShopClient) -> None:
    assert "Businesses that want to buy" not in desk.get(TODAY).get_data(as_text=True)
    number = add_lead(app, firm="Bếp Hoa Ban", monthly="200 kg")
    text = desk.get(TODAY).get_data(as_text=True)
    assert "Businesses that want to buy" in text
    assert f"/en/manage/leads/{number}" in text
    page = desk.get(f"{LEADS}/{number}").get_data(as_text=True)
    assert all(words in page for words in ("Bếp Hoa Ban", "200 kg", "Cam Cao Phong"))


@pytest.mark.parametrize("before", STATES)
@pytest.mark.parametrize("to", STATES)
def test_a_lead_goes_forward_or_is_closed(
    app: Flask, desk: ShopClient, before: str, to: str
) -> None:
    number = add_lead(app)
    with app.app_context():
        known = db.session.get_one(Lead, number)
        known.state, known.closed_at = before, clock.now() if before == "closed" else None
        db.session.commit()
    untouched = everything(app)
    status, _text = press(desk, f"{LEADS}/{number}/state", to=to, seen=before)
    if to in TRANSITIONS[before]:
        assert (status, lead(app, number).state) == (303, to)
        assert (lead(app, number).closed_at is not None) == (to == "closed")
    else:
        assert status == 409
        assert everything(app) == untouched


def test_who_changed_it_is_in_the_log_without_the_business(app: Flask, desk: ShopClient) -> None:
    number = add_lead(app, firm="Bếp Hoa Ban")
    press(desk, f"{LEADS}/{number}/state", to="talked", seen="new")
    press(desk, f"{LEADS}/{number}/notes", body="Gọi lại chiều nay.")
    text = desk.get(f"{LEADS}/{number}").get_data(as_text=True)
    assert "Talked with a business" in text
    assert "Chị Ấn" in text
    log = desk.get("/en/manage/log?kind=leads").get_data(as_text=True)
    assert f"DN{number}" in log
    with app.app_context():
        told = "".join(
            f"{line.subject}{line.details}" for line in db.session.scalars(select(Activity))
        )
    assert not any(words in told for words in ("Hoa", "987", "chiều nay"))


def test_a_change_over_another_one_is_refused(app: Flask, desk: ShopClient) -> None:
    number = add_lead(app)
    assert press(desk, f"{LEADS}/{number}/state", to="talked", seen="new")[0] == 303
    assert press(desk, f"{LEADS}/{number}/state", to="talked", seen="new")[0] == 303
    before = everything(app)
    status, text = press(desk, f"{LEADS}/{number}/state", to="closed", seen="new")
    assert status == 409
    assert "it stands at “talked” now" in text
    assert everything(app) == before


def test_notes_stand_once_and_the_newest_first(app: Flask, desk: ShopClient) -> None:
    address = f"{LEADS}/{add_lead(app)}/notes"
    for body in ("Một", "Hai", "Hai"):
        assert press(desk, address, body=body)[0] == 303
    number = int(address.split("/")[-2])
    assert [note.body for note in lead(app, number).notes] == ["Hai", "Một"]
    before = everything(app)
    assert press(desk, address, body="")[0] == 422
    status, text = press(desk, address, body="x" * 1001)
    assert (status, "x" * 1001 in text) == (422, True)
    assert press(desk, address, body="Ba", csrf_token="forged")[0] == 400
    assert everything(app) == before


def test_a_reminder_shows_under_today_when_its_day_has_come(app: Flask, desk: ShopClient) -> None:
    number = add_lead(app, firm="Bếp Hoa Ban")
    press(desk, f"{LEADS}/{number}/state", to="talked", seen="new")
    address, later = f"{LEADS}/{number}/reminder", clock.today() + timedelta(days=1)
    assert press(desk, address, day=write_day(later))[0] == 303
    assert "Remember today" not in desk.get(TODAY).get_data(as_text=True)
    assert press(desk, address, day=write_day(clock.today()))[0] == 303
    assert "Remember today" in desk.get(TODAY).get_data(as_text=True)
    assert "To be done today" in desk.get(LEADS).get_data(as_text=True)
    before = everything(app)
    status, text = press(desk, address, day="sớm thôi")
    assert (status, "sớm thôi" in text) == (422, True)
    assert everything(app) == before
    press(desk, f"{LEADS}/{number}/state", to="closed", seen="talked")
    assert "Remember today" not in desk.get(TODAY).get_data(as_text=True)


def test_the_list_is_narrowed_by_state_and_booth(app: Flask, desk: ShopClient) -> None:
    first, second = add_lead(app, firm="Bếp Một"), add_lead(app, firm="Bếp Hai")
    press(desk, f"{LEADS}/{second}/state", to="talked", seen="new")
    text = desk.get(f"{LEADS}?state=talked").get_data(as_text=True)
    assert ("Bếp Một" in text, "Bếp Hai" in text) == (False, True)
    text = desk.get(f"{LEADS}?booth=999999").get_data(as_text=True)
    assert "Bếp Một" not in text
    assert desk.get(f"{LEADS}?state=%27&booth=x&page=-3").status_code == 200
    assert f"/leads/{first}" in desk.get(LEADS).get_data(as_text=True)


def test_the_files_hold_what_the_list_shows_and_no_formula(app: Flask, desk: ShopClient) -> None:
    number = add_lead(app, firm="=HYPERLINK(1)", wanted="@SUM(A1)", tax_code="0100109106")
    other = add_lead(app, firm="Bếp Hai")
    press(desk, f"{LEADS}/{other}/state", to="talked", seen="new")
    press(desk, f"{LEADS}/{number}/notes", body="+1")
    answer = desk.get(f"{LEADS}/file.csv?state=new")
    text = answer.data.decode().removeprefix(BOM)
    assert f"DN{number};" in text
    assert "'=HYPERLINK(1)" in text
    assert "'@SUM(A1)" in text
    assert "Bếp Hai" not in text
    sheet = load_workbook(BytesIO(desk.get(f"{LEADS}/file.xlsx").data))["Trade leads"]
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [f"DN{other}", f"DN{number}"]
    assert rows[2][3:5] == ("'=HYPERLINK(1)", "0100109106")
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def close_long_ago(known: Lead) -> None:
    known.state, known.closed_at = "closed", clock.now() - KEEP_CLOSED - timedelta(days=1)


def touch_long_ago(known: Lead) -> None:
    known.touched_at = clock.now() - KEEP_UNTOUCHED - timedelta(days=1)


@pytest.mark.parametrize("aged", [close_long_ago, touch_long_ago])
def test_a_business_is_forgotten_in_time(
    app: Flask, desk: ShopClient, aged: Callable[[Lead], None]
) -> None:
    number, young = add_lead(app, firm="Bếp Hoa Ban", email="hoa@example.com"), add_lead(app)
    press(desk, f"{LEADS}/{number}/notes", body="Chị Hoa thích cam.")
    with app.app_context():
        aged(db.session.get_one(Lead, number))
        db.session.commit()
        assert forget_leads(clock.now()) == 1
        assert forget_leads(clock.now()) == 0
        db.session.commit()
        left = "".join(map(str, everything(app)["lead"] + everything(app)["lead_note"]))
        assert not any(words in left for words in ("Hoa Ban", "hoa@", "thích cam"))
        assert db.session.get_one(Lead, young).firm
    page = desk.get(f"{LEADS}/{number}").get_data(as_text=True)
    assert "was forgotten on" in page
    before = everything(app)
    status, text = press(desk, f"{LEADS}/{number}/notes", body="Lại đây")
    assert (status, "is forgotten" in text) == (409, True)
    assert everything(app) == before
    assert desk.get(f"{LEADS}/file.csv").status_code == 200


def meetings(app: Flask) -> str:
    with app.app_context():
        return f"/en/manage/booths/{booth_of().id}/meetings"


def row(app: Flask, **values: str) -> dict[str, str]:
    with app.app_context():
        day, booth = fair().days[0].day, booth_of().id
    usual = {"begins": "9h", "ends": "10h30", "length": "20 phút", "pause": "10"}
    return {"day": write_day(day), "booths": str(booth), **usual, **values}


def test_times_are_made_and_overlapping_ones_named(app: Flask, desk: ShopClient) -> None:
    address = meetings(app)
    assert press(desk, address, **row(app))[0] == 303
    assert desk.get(address).get_data(as_text=True).count("Take this time away") == 3
    before = everything(app)
    status, text = press(desk, address, **row(app, begins="9:45", ends="10:15"))
    assert status == 409
    assert "booth A1 has a time from 09:30–09:50 that day already" in text
    assert 'value="9:45"' in text
    assert everything(app) == before
    assert press(desk, address, **row(app))[0] == 303
    assert everything(app) == before


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"day": "hôm nào"}, 422),
        ({"ends": "8h"}, 422),
        ({"length": "2"}, 422),
        ({"length": "lâu"}, 422),
        ({"pause": "500"}, 422),
        ({"booths": "999999"}, 422),
        ({"day": "1/1/2031"}, 409),
        ({"ends": "9:10"}, 409),
        ({"csrf_token": "forged"}, 400),
    ],
)
def test_what_makes_no_times_is_told(
    app: Flask, desk: ShopClient, wrong: dict[str, str], status: int
) -> None:
    address, data = meetings(app), row(app, **wrong)
    before = everything(app)
    answered, text = press(desk, address, **data)
    assert answered == status
    assert f'value="{data["begins"]}"' in text
    assert everything(app) == before


def test_a_booked_time_is_called_off_before_it_is_taken_away(app: Flask, desk: ShopClient) -> None:
    with app.app_context():
        slot = make_slot(booth_of(), fair().days[0].opens_at)
        make_booking(slot, firm="Bếp Hoa Ban", email="hoa@example.com")
        db.session.commit()
        number = slot.id
    address = meetings(app)
    assert "Bếp Hoa Ban" in desk.get(address).get_data(as_text=True)
    before = everything(app)
    assert press(desk, f"{address}/{number}/removal")[0] == 409
    assert everything(app) == before
    for _tap in range(2):
        assert press(desk, f"{address}/{number}/cancellation")[0] == 303
    assert press(desk, f"{address}/{number}/removal")[0] == 303
    with app.app_context():
        booking = db.session.scalars(select(MeetingBooking)).one()
        assert (booking.cancelled_by, booking.lead.state) == ("maker", "new")
        assert db.session.get_one(MeetingSlot, number).removed_at
        (message,) = db.session.scalars(select(OutboxMessage)).all()
        assert message.recipient == "hoa@example.com"
