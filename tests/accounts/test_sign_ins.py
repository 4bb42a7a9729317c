"""Where one is signed in: listed, ended one by one, ended by a new password."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.accounts.services import create_user
from storefront.accounts.sign_ins import device_name
from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_cooperative
from tests.shops import everything, visitor

PASSWORD = "mật khẩu của Mai"
NEW = "câu dài hơn nhiều"
PHONE_BROWSER = "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537 Chrome/120.0 Mobile Safari/537"


@pytest.fixture(autouse=True)
def _members(app: Flask) -> None:
    with app.app_context():
        maker = make_cooperative(slug="htx-cam")
        create_user("0912 345 678", PASSWORD, "cooperative", maker)
        create_user("0987 654 321", PASSWORD, "cooperative", make_cooperative(slug="htx-che"))
        db.session.commit()


def signed_in(app: Flask, identifier: str = "0912345678", password: str = PASSWORD) -> ShopClient:
    client = visitor(app)
    client.environ_base["HTTP_USER_AGENT"] = PHONE_BROWSER
    data = {"identifier": identifier, "password": password}
    data["csrf_token"] = client.token_from("/vi/login")
    assert client.post("/vi/login", data=data).status_code == 303
    return client


def press(client: ShopClient, path: str, **data: str) -> int:
    data["csrf_token"] = client.token_from("/vi/account")
    return client.post(path, data=data).status_code


def is_in(client: ShopClient) -> bool:
    return client.get("/vi/account").status_code == 200


def test_every_place_is_listed_with_its_device(app: Flask) -> None:
    signed_in(app)
    text = signed_in(app).get("/en/account").get_data(as_text=True)
    assert text.count("Chrome · Android") == 2
    assert text.count("this one") == 1


def test_signing_out_here_leaves_the_other_phone_signed_in(app: Flask) -> None:
    here, there = signed_in(app), signed_in(app)
    assert press(here, "/vi/logout") == 303
    assert not is_in(here)
    assert is_in(there)


def test_another_place_can_be_signed_out(app: Flask) -> None:
    there, here = signed_in(app), signed_in(app)
    assert press(here, "/vi/account/sign-ins/1/end") == 303
    assert is_in(here)
    assert not is_in(there)


def test_all_other_places_can_be_signed_out_at_once(app: Flask) -> None:
    others, here = [signed_in(app), signed_in(app)], signed_in(app)
    assert press(here, "/vi/account/sign-ins/end") == 303
    assert is_in(here)
    assert not any(is_in(other) for other in others)


def test_nobody_signs_out_somebody_else(app: Flask) -> None:
    mine, other = signed_in(app), signed_in(app, "0987654321")
    before = everything(app)
    assert press(other, "/vi/account/sign-ins/1/end") == 404
    assert everything(app) == before
    assert is_in(mine)


def test_a_new_password_signs_out_everywhere_else(app: Flask) -> None:
    there, here = signed_in(app), signed_in(app)
    assert press(here, "/vi/account/password", current=PASSWORD, password=NEW) == 303
    assert is_in(here)
    assert not is_in(there)
    assert is_in(signed_in(app, password=NEW))


@pytest.mark.parametrize(
    ("current", "password", "field"),
    [("falsch falsch", NEW, "current"), (PASSWORD, "kurz", "password"), ("", NEW, "current")],
)
def test_a_refused_password_changes_nothing(
    app: Flask, current: str, password: str, field: str
) -> None:
    client = signed_in(app)
    before = everything(app)
    token = client.token_from("/vi/account")
    data = {"current": current, "password": password, "csrf_token": token}
    answer = client.post("/vi/account/password", data=data)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.get_data(as_text=True)
    assert everything(app) == before


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (PHONE_BROWSER, "Chrome · Android"),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537 Edg/120",
            "Edge · Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17) Version/17 Safari/604",
            "Safari · iPhone",
        ),
        (
            "Mozilla/5.0 (Linux; Android 13) Chrome/110 Safari Zalo android/1",
            "Zalo · Android",
        ),
        ("curl/8", ""),
        ("", ""),
    ],
)
def test_devices_are_named_in_few_words(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name
