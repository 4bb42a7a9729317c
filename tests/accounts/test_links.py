"""Invitations and new passwords: by a link that serves once and ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.accounts.access import (
    INVITATION_LASTS,
    RESET_LASTS,
    LinkEnded,
    accept_invitation,
    invite_member,
    issue_reset,
)
from storefront.accounts.models import AccessLink, SignIn, User
from storefront.accounts.services import create_user, find_user, password_fits
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.mail.models import OutboxMessage
from tests.client import ShopClient
from tests.concurrency.threads import at_once
from tests.factories import make_cooperative
from tests.shops import everything

PASSWORD = "mật khẩu của Mai"
NEW = "câu dài hơn nhiều"


@pytest.fixture(autouse=True)
def _members(app: Flask) -> None:
    with app.app_context():
        maker = make_cooperative(slug="htx-cam", name_vi="HTX Cam", name_en="Orange Coop")
        create_user("0912 345 678", PASSWORD, "cooperative", maker)
        create_user("mai@example.com", PASSWORD, "organiser")
        db.session.commit()


def invited(app: Flask, role: str = "member") -> str:
    with app.app_context():
        maker = db.session.scalars(select(Cooperative)).one()
        _, secret = invite_member(maker, role, None)
        db.session.commit()
        return f"/vi/invitations/{secret}"


def reset_link(app: Flask, identifier: str = "0912345678") -> str:
    with app.app_context():
        user = find_user(identifier)
        assert user is not None
        _, secret = issue_reset(user, None)
        db.session.commit()
        return f"/vi/new-password/{secret}"


def send(client: ShopClient, path: str, **data: str) -> Any:
    data["csrf_token"] = client.token_from(path)
    return client.post(path, data=data)


def join(client: ShopClient, path: str, **changes: str) -> Any:
    typed = {"name": "Bùi Thị Ấn", "identifier": "0987 654 321", "password": NEW, **changes}
    return send(client, path, **typed)


def age_links(app: Flask, age: timedelta) -> None:
    with app.app_context():
        for link in db.session.scalars(select(AccessLink)):
            link.expires_at -= age
        db.session.commit()


def test_an_invited_member_chooses_a_password_and_is_in(app: Flask, client: ShopClient) -> None:
    path = invited(app)
    assert "Orange Coop" in client.get(path.replace("/vi/", "/en/")).get_data(as_text=True)
    answer = join(client, path)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/vi/manage/")
    assert client.get("/vi/manage/").status_code == 200
    with app.app_context():
        user = find_user("0987654321")
        assert user is not None and user.cooperative is not None
        assert (user.name, user.member_role, user.cooperative.slug) == (
            "Bùi Thị Ấn",
            "member",
            "htx-cam",
        )
        assert password_fits(user, NEW)


def test_an_invitation_serves_once(app: Flask, client: ShopClient) -> None:
    path = invited(app)
    token = client.token_from(path)
    assert join(client, path).status_code == 303
    before = everything(app)
    data = {"name": "Kẻ Khác", "identifier": "0901234567", "password": NEW, "csrf_token": token}
    other = client.application.test_client()
    assert other.get(path).status_code == 410
    assert client.post(path, data=data).status_code in (400, 410)
    assert everything(app) == before


def test_of_two_who_join_at_once_by_one_link_one_is_in(app: Flask) -> None:
    secret = invited(app).rpartition("/")[2]

    def take(phone: str) -> bool:
        with app.app_context():
            try:
                accept_invitation(secret, phone, "Ấn", NEW)
                db.session.commit()
            except LinkEnded:
                db.session.rollback()
                return False
            return True

    joined = at_once([lambda: take("0987654321"), lambda: take("0901234567")])
    assert sorted(joined) == [False, True]
    with app.app_context():
        assert len(db.session.scalars(select(User).where(User.member_role == "member")).all()) == 1


@pytest.mark.parametrize("kind", ["invitation", "reset"])
def test_a_link_ends_by_its_age(app: Flask, client: ShopClient, kind: str) -> None:
    path = invited(app) if kind == "invitation" else reset_link(app)
    age_links(app, INVITATION_LASTS if kind == "invitation" else RESET_LASTS)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "Liên kết" in answer.get_data(as_text=True) or "link" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/vi/invitations/unknown", "/vi/new-password/unknown"])
def test_an_unknown_link_opens_nothing(client: ShopClient, path: str) -> None:
    assert client.get(path).status_code == 410


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"identifier": "abc"}, "identifier"),
        ({"identifier": ""}, "identifier"),
        ({"identifier": "0912345678"}, "identifier"),
        ({"password": "kurz"}, "password"),
        ({"password": "x" * 300}, "password"),
    ],
)
def test_what_cannot_be_is_named_and_the_invitation_stays_open(
    app: Flask, client: ShopClient, changes: dict[str, str], field: str
) -> None:
    path = invited(app)
    before = everything(app)
    answer = join(client, path, **changes)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
    assert everything(app) == before
    assert join(client, path).status_code == 303


def test_a_reset_sets_the_password_and_signs_out_everywhere(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        user = find_user("0912345678")
        db.session.add(SignIn(user=user, key="an old phone"))
        db.session.commit()
    path = reset_link(app)
    assert send(client, path, password=NEW).status_code == 303
    assert client.get("/vi/manage/").status_code == 200
    with app.app_context():
        assert db.session.scalar(select(SignIn).where(SignIn.key == "an old phone")) is None
        assert password_fits(find_user("0912345678"), NEW)
    assert client.application.test_client().get(path).status_code == 410


def test_a_newer_reset_link_ends_the_older_one(app: Flask, client: ShopClient) -> None:
    older, newer = reset_link(app), reset_link(app)
    assert client.get(older).status_code == 410
    assert client.get(newer).status_code == 200


def test_a_short_new_password_leaves_the_link_open(app: Flask, client: ShopClient) -> None:
    path = reset_link(app)
    before = everything(app)
    assert send(client, path, password="kurz").status_code == 422
    assert everything(app) == before
    assert client.get(path).status_code == 200


def test_the_database_holds_no_usable_link(app: Flask) -> None:
    secret = reset_link(app).rpartition("/")[2]
    with app.app_context():
        assert db.session.scalars(select(AccessLink)).one().secret_hash != secret
    assert secret not in str(everything(app))


def test_who_has_an_address_gets_a_link_by_mail(app: Flask, client: ShopClient) -> None:
    answer = send(client, "/vi/forgotten-password", identifier="Mai@Example.com")
    assert answer.status_code == 200
    with app.app_context():
        message = db.session.scalars(select(OutboxMessage)).one()
        assert message.recipient == "mai@example.com"
        path = message.body.partition("/vi/new-password/")[2].split()[0]
    assert client.get(f"/vi/new-password/{path}").status_code == 200


@pytest.mark.parametrize("identifier", ["0912345678", "nobody@example.com", "abc"])
def test_asking_for_a_link_tells_nobody_who_has_an_account(
    app: Flask, client: ShopClient, identifier: str
) -> None:
    known = send(client, "/vi/forgotten-password", identifier="mai@example.com")
    before = everything(app)
    other = send(client, "/vi/forgotten-password", identifier=identifier)
    assert other.status_code == known.status_code
    assert everything(app) == before
