"""Trade leads at the organiser's desk: those of the showcase, and times for all booths at once."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.accounts.services import create_user
from storefront.database import db
from storefront.leads.models import Lead
from storefront.leads.queries import bookings_of, leads_of
from storefront.leads.slots import slots_of
from storefront.showcase.hours import write_day
from tests.client import ShopClient
from tests.factories.leads import make_booking, make_lead, make_slot
from tests.factories.showcases import make_booth, make_showcase
from tests.leads.asking import booth_of, fair, open_shop
from tests.manage.desk import MANAGER, PASSWORD, signed_in
from tests.shops import everything

HOST = "host@example.com"
TWO = ("htx-cam", "htx-che")


@pytest.fixture
def desk(app: Flask) -> ShopClient:
    open_shop(app)
    with app.app_context():
        # The organiser's password in the factory is the same as at the desk.
        create_user(MANAGER, PASSWORD, "cooperative", booth_of().cooperative)
        db.session.commit()
    return signed_in(app, HOST)


def base(app: Flask) -> str:
    with app.app_context():
        return f"/en/organise/{fair().id}"


def press(desk: ShopClient, address: str, **data: object) -> tuple[int, str]:
    token = desk.token_from("/en/account")
    answer = desk.post(address, data={"csrf_token": token, **data})
    return answer.status_code, answer.get_data(as_text=True)


def three_leads(app: Flask) -> list[int]:
    """Add a lead of either booth, and one that came by no showcase."""
    with app.app_context():
        cam, che = (booth_of(slug) for slug in TWO)
        assert cam.cooperative
        assert che.cooperative
        leads = [
            make_lead(cam.cooperative, cam, firm="Bếp Cam"),
            make_lead(che.cooperative, che, firm="Bếp Chè"),
            make_lead(cam.cooperative, firm="Bếp Vắng"),
        ]
        db.session.commit()
        return [lead.id for lead in leads]


def test_leads_of_all_booths_are_told_and_no_others(app: Flask, desk: ShopClient) -> None:
    first, _second, elsewhere = three_leads(app)
    home = desk.get(base(app)).get_data(as_text=True)
    assert "2 are new" in home
    text = desk.get(f"{base(app)}/leads").get_data(as_text=True)
    assert [name in text for name in ("Bếp Cam", "Bếp Chè", "Bếp Vắng")] == [True, True, False]
    assert desk.get(f"{base(app)}/leads/{first}").status_code == 200
    assert desk.get(f"{base(app)}/leads/{elsewhere}").status_code == 404


def test_both_desks_see_what_either_did(app: Flask, desk: ShopClient) -> None:
    number = three_leads(app)[0]
    address = f"{base(app)}/leads/{number}"
    assert press(desk, f"{address}/state", to="sample", seen="new")[0] == 303
    assert press(desk, f"{address}/notes", body="Đã giới thiệu hai bên.")[0] == 303
    text = signed_in(app, MANAGER).get(f"/en/manage/leads/{number}").get_data(as_text=True)
    assert "Đã giới thiệu hai bên." in text
    assert "sample sent" in text
    assert "Sample sent to a business" in text


def test_an_organiser_sees_leads_of_own_showcases_alone(app: Flask, desk: ShopClient) -> None:
    with app.app_context():
        other = make_showcase(slug="khac")
        booth = make_booth(other)
        assert booth.cooperative
        lead = make_lead(booth.cooperative, booth, firm="Bếp Lạ")
        db.session.commit()
        theirs, number = f"/en/organise/{other.id}", lead.id
    before = everything(app)
    assert desk.get(f"{theirs}/leads").status_code == 404
    assert desk.get(f"{base(app)}/leads/{number}").status_code == 404
    assert press(desk, f"{base(app)}/leads/{number}/state", to="talked", seen="new")[0] == 404
    assert "Bếp Lạ" not in desk.get(f"{base(app)}/leads/file.csv").data.decode()
    assert everything(app) == before


def test_times_are_made_for_all_booths_or_none(app: Flask, desk: ShopClient) -> None:
    address = f"{base(app)}/meetings"
    with app.app_context():
        day = fair().days[0].day
        booths = [booth_of(slug).id for slug in TWO]
    data = {"day": write_day(day), "begins": "9", "ends": "11", "length": "30", "pause": "0"}
    assert press(desk, address, **data, booths=booths[1:])[0] == 303
    before = everything(app)
    status, text = press(desk, address, **{**data, "begins": "9:15"}, booths=booths)
    assert status == 409
    assert "booth A2 has a time from 09:00–09:30" in text
    assert everything(app) == before
    assert press(desk, address, **data)[0] == 422
    assert press(desk, address, **data, booths=booths)[0] == 303
    with app.app_context():
        assert [len(slots_of(booth_of(slug))) for slug in TWO] == [4, 4]


def test_an_organiser_calls_a_meeting_off(app: Flask, desk: ShopClient) -> None:
    with app.app_context():
        booking = make_booking(make_slot(booth_of(), fair().days[0].opens_at))
        db.session.commit()
        slot = booking.slot_id
    assert press(desk, f"{base(app)}/meetings/{slot}/cancellation")[0] == 303
    with app.app_context():
        assert [each.cancelled_by for each in bookings_of(fair())] == ["organiser"]


def test_a_report_counts_leads_and_bookings_of_a_booth(app: Flask, desk: ShopClient) -> None:
    three_leads(app)
    with app.app_context():
        make_booking(make_slot(booth_of(), fair().days[0].opens_at))
        db.session.commit()
        here = booth_of()
        assert len(leads_of(here.showcase)) == 3
        assert len(leads_of(here.showcase, here.id)) == 2
        assert len(bookings_of(here.showcase)) == 1
        assert bookings_of(here.showcase, booth_of("htx-che").id) == []
        assert db.session.query(Lead).count() == 4
