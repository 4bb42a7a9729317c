"""The team: invited, helped to a new password, made manager, let go."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from storefront.accounts.services import find_user
from storefront.database import db
from tests.client import ShopClient
from tests.manage.desk import MANAGER, MEMBER, PASSWORD, Belongings, make_two_shops, signed_in
from tests.shops import everything, visitor

NEW = "một câu dài khác hẳn"
LINK = re.compile(r'value="http://[^/"]+(/[^"]+)"')


@pytest.fixture
def belongings(app: Flask) -> Belongings:
    return make_two_shops(app)


def press(client: ShopClient, path: str, **data: str) -> tuple[int, str]:
    data["csrf_token"] = client.token_from("/vi/account")
    answer = client.post(path, data=data)
    return answer.status_code, answer.get_data(as_text=True)


def link_in(text: str) -> str:
    found = LINK.search(text)
    assert found, text
    return found[1]


@pytest.mark.parametrize("role", ["member", "manager"])
def test_a_manager_invites_over_a_link_shown_once(
    app: Flask, belongings: Belongings, role: str
) -> None:
    manager = signed_in(app, MANAGER)
    status, text = press(manager, "/vi/manage/team/invitations", member_role=role)
    assert status == 200
    guest = visitor(app)
    data = {"name": "Mới", "identifier": "0901234567", "password": NEW}
    data["csrf_token"] = guest.token_from(link_in(text))
    assert guest.post(link_in(text), data=data).status_code == 303
    with app.app_context():
        joined = find_user("0901234567")
        assert joined is not None and joined.member_role == role
    assert link_in(text) not in manager.get("/vi/manage/team").get_data(as_text=True)


def test_an_open_invitation_can_be_withdrawn(app: Flask, belongings: Belongings) -> None:
    manager = signed_in(app, MANAGER)
    _, text = press(manager, "/vi/manage/team/invitations", member_role="member")
    link_id = int(str(belongings.values["link_id"])) + 1
    assert press(manager, f"/vi/manage/team/invitations/{link_id}/withdrawal")[0] == 303
    assert visitor(app).get(link_in(text)).status_code == 410


def test_a_manager_helps_a_member_who_forgot_the_password(
    app: Flask, belongings: Belongings
) -> None:
    member = signed_in(app, MEMBER)
    manager = signed_in(app, MANAGER)
    status, text = press(manager, f"/vi/manage/team/{belongings.values['member_id']}/reset")
    assert status == 200
    assert member.get("/vi/manage/").status_code == 200  # until a new one is chosen
    phone = visitor(app)
    data = {"password": NEW, "csrf_token": phone.token_from(link_in(text))}
    assert phone.post(link_in(text), data=data).status_code == 303
    assert member.get("/vi/manage/").status_code == 403
    assert phone.get("/vi/manage/").status_code == 200


def test_a_member_who_leaves_is_out_at_once(app: Flask, belongings: Belongings) -> None:
    member = signed_in(app, MEMBER)
    path = f"/vi/manage/team/{belongings.values['member_id']}/leave"
    assert press(signed_in(app, MANAGER), path)[0] == 303
    assert member.get("/vi/manage/").status_code == 403
    again = visitor(app)
    data = {"identifier": MEMBER, "password": PASSWORD}
    data["csrf_token"] = again.token_from("/vi/login")
    assert again.post("/vi/login", data=data).status_code == 422


def test_a_member_becomes_manager(app: Flask, belongings: Belongings) -> None:
    path = f"/vi/manage/team/{belongings.values['member_id']}/role/manager"
    assert press(signed_in(app, MANAGER), path)[0] == 303
    assert (
        press(signed_in(app, MEMBER), "/vi/manage/team/invitations", member_role="member")[0] == 200
    )


@pytest.mark.parametrize("what", ["leave", "role/member"])
def test_the_last_manager_stays(app: Flask, belongings: Belongings, what: str) -> None:
    client = signed_in(app, MANAGER)
    with app.app_context():
        manager = find_user(MANAGER)
        assert manager is not None
        path = f"/vi/manage/team/{manager.id}/{what}"
        db.session.rollback()
    before = everything(app)
    status, text = press(client, path)
    assert status == 409
    assert 'role="alert"' in text
    assert everything(app) == before


@pytest.mark.parametrize("what", ["invitations", "1/reset", "1/leave", "1/role/member"])
def test_a_forged_press_changes_nothing(app: Flask, belongings: Belongings, what: str) -> None:
    client = signed_in(app, MANAGER)
    before = everything(app)
    answer = client.post(f"/vi/manage/team/{what}", data={"csrf_token": "forged"})
    assert answer.status_code == 400
    assert everything(app) == before
