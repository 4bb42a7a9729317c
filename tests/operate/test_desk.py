"""The operator invites a maker, and helps who forgot the password."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.manage.desk import MANAGER, OPERATOR, make_two_shops, signed_in
from tests.manage.test_team import NEW, link_in, press
from tests.shops import everything, visitor


@pytest.fixture(autouse=True)
def _shops(app: Flask) -> None:
    make_two_shops(app)


def test_a_maker_is_invited_and_its_first_manager_stands_at_the_desk(app: Flask) -> None:
    operator = signed_in(app, OPERATOR)
    status, text = press(operator, "/vi/operate/invitations", cooperative="htx-che")
    assert status == 200
    guest = visitor(app)
    data = {"name": "Mới", "identifier": "0901234567", "password": NEW}
    data["csrf_token"] = guest.token_from(link_in(text))
    assert guest.post(link_in(text), data=data).status_code == 303
    assert "Tea Coop" in guest.get("/en/manage/").get_data(as_text=True)


def test_whoever_forgot_the_password_gets_a_link(app: Flask) -> None:
    status, text = press(signed_in(app, OPERATOR), "/vi/operate/resets", identifier="0912 345 678")
    assert status == 200
    phone = visitor(app)
    data = {"password": NEW, "csrf_token": phone.token_from(link_in(text))}
    assert phone.post(link_in(text), data=data).status_code == 303
    assert phone.get("/vi/manage/").status_code == 200


@pytest.mark.parametrize(
    ("path", "typed", "field"),
    [
        ("invitations", {"cooperative": ""}, "cooperative"),
        ("invitations", {"cooperative": "htx-khong-co"}, "cooperative"),
        ("resets", {"identifier": ""}, "identifier"),
        ("resets", {"identifier": "0901234567"}, "identifier"),
        ("resets", {"identifier": "abc"}, "identifier"),
    ],
)
def test_what_cannot_be_is_named_and_changes_nothing(
    app: Flask, path: str, typed: dict[str, str], field: str
) -> None:
    client = signed_in(app, OPERATOR)
    before = everything(app)
    status, text = press(client, f"/vi/operate/{path}", **typed)
    assert status == 422
    assert f'id="{field}-error"' in text
    assert everything(app) == before


def test_signing_in_leads_the_operator_to_the_desk(app: Flask) -> None:
    client = visitor(app)
    data = {"identifier": OPERATOR, "password": "mật khẩu của chợ"}
    data["csrf_token"] = client.token_from("/vi/login")
    assert client.post("/vi/login", data=data).headers["Location"] == "/vi/operate/"
    assert MANAGER not in client.get("/vi/operate/").get_data(as_text=True)
