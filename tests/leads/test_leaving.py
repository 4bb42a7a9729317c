"""A maker who gives its booth up: whoever would have met it there is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from storefront import clock
from storefront.accounts.services import create_user
from storefront.database import db
from storefront.leads.lead_mail import KIND
from storefront.mail.models import OutboxMessage
from tests.factories import make_cooperative
from tests.factories.leads import make_booking, make_slot
from tests.factories.showcases import make_booth, make_organiser, make_showcase
from tests.manage.desk import PASSWORD, signed_in

MEMBER, HOST, BUYER = "0912345678", "host@example.com", "bep@example.com"


@pytest.mark.parametrize("who", ["maker", "organiser"])
def test_businesses_that_would_meet_it_are_told_once(app: Flask, who: str) -> None:
    with app.app_context():
        shop = make_cooperative()
        create_user(MEMBER, PASSWORD, "cooperative", shop)
        showcase = make_showcase(make_organiser(identifier=HOST))
        booth = make_booth(showcase, shop)
        for hours, mail in ((2, BUYER), (3, "")):
            slot = make_slot(booth, clock.now() + timedelta(hours=hours))
            make_booking(slot, email=mail)
        db.session.commit()
        at_desk = f"/vi/manage/booths/{booth.id}"
        at_host = f"/vi/organise/{showcase.id}/booths/{booth.id}"
    if who == "maker":
        client = signed_in(app, MEMBER)
        form = {"csrf_token": client.token_from(at_desk), "answer": ""}
        assert client.post(f"{at_desk}/departure", data=form).status_code == 303
    else:
        client = signed_in(app, HOST)
        form = {"csrf_token": client.token_from(at_host), "sure": "y"}
        assert client.post(f"{at_host}/withdrawal", data=form).status_code == 303
    with app.app_context():
        written = db.session.scalars(
            db.select(OutboxMessage).where(OutboxMessage.kind == KIND)
        ).all()
        assert [mail.recipient for mail in written] == [BUYER]
