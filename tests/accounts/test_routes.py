"""Signing in and out."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

import pytest
from flask import Flask

from storefront.accounts.services import create_user
from storefront.database import db
from tests.client import TOKEN, ShopClient
from tests.factories import make_cooperative, make_product
from tests.shopping import put_in_cart
from tests.shops import everything, reopened, visitor

PASSWORD = "mật khẩu của Mai"


@pytest.fixture(autouse=True)
def _members(app: Flask) -> None:
    with app.app_context():
        maker = make_cooperative(slug="htx-cam", name_vi="Hợp tác xã Cam", name_en="Orange Coop")
        create_user("0912 345 678", PASSWORD, "cooperative", maker)
        create_user("lead@demo.example", PASSWORD, "operator")
        db.session.commit()


def sign_in(client: ShopClient, identifier: str = "0912345678", **changes: str) -> tuple[int, str]:
    """Send the form; return the status and where it led, or what it said."""
    token = client.token_from("/vi/login")
    data = {"identifier": identifier, "password": PASSWORD, "csrf_token": token, **changes}
    answer = client.post("/vi/login", data=data)
    return answer.status_code, answer.headers.get("Location") or answer.get_data(as_text=True)


@pytest.mark.parametrize("typed", ["0912 345 678", "+84912345678", " 0912.345.678 "])
def test_member_signs_in_with_the_phone_however_typed(client: ShopClient, typed: str) -> None:
    assert sign_in(client, typed) == (303, "/vi/manage/")
    text = client.get("/en/account").get_data(as_text=True)
    assert "0912 345 678" in text
    assert "Orange Coop" in text
    assert 'href="/en/cooperatives/htx-cam"' in text


def test_operator_signs_in_with_an_address_in_any_case(client: ShopClient) -> None:
    assert sign_in(client, "Lead@Demo.Example")[0] == 303
    assert "Đơn vị vận hành chợ" in client.get("/vi/account").get_data(as_text=True)


def test_password_may_be_typed_in_decomposed_letters(client: ShopClient) -> None:
    assert sign_in(client, password=unicodedata.normalize("NFD", PASSWORD))[0] == 303


def test_unknown_account_and_wrong_password_get_the_same_answer(client: ShopClient) -> None:
    wrong = sign_in(client, password="không phải")
    unknown = sign_in(client, "0987654321", password="không phải")
    assert wrong[0] == unknown[0] == 422
    assert "không khớp nhau" in wrong[1]
    same = TOKEN.sub("", wrong[1]).replace("0912345678", "0987654321")
    assert same == TOKEN.sub("", unknown[1])


def test_password_never_comes_back(client: ShopClient) -> None:
    assert "bí mật sai" not in sign_in(client, password="bí mật sai")[1]


@pytest.mark.parametrize("field", ["identifier", "password"])
@pytest.mark.parametrize("value", ["", "x" * 300])
def test_missing_or_overlong_field_is_named(client: ShopClient, field: str, value: str) -> None:
    status, text = sign_in(client, **{field: value})
    assert status == 422
    assert f'id="{field}-error"' in text


def test_form_without_its_token_comes_back_filled(app: Flask, client: ShopClient) -> None:
    before = everything(app)
    status, text = sign_in(client, csrf_token="forged")
    assert status == 400
    assert 'value="0912345678"' in text
    assert everything(app) == before
    assert client.get("/vi/account").status_code == 302


def test_account_page_asks_to_sign_in_and_comes_back(client: ShopClient) -> None:
    answer = client.get("/en/account")
    assert answer.status_code == 302
    assert unquote(answer.headers["Location"]) == "/en/login?next=/en/account"
    text = client.get(answer.headers["Location"]).get_data(as_text=True)
    assert 'value="/en/account"' in text
    assert sign_in(client, next="/en/account") == (303, "/en/account")


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "/\t/elsewhere.example/",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "elsewhere.example",
        " //elsewhere.example",
    ],
)
def test_signing_in_leads_to_no_other_site(client: ShopClient, elsewhere: str) -> None:
    assert sign_in(client, next=elsewhere) == (303, "/vi/manage/")
    again = client.get("/vi/login", query_string={"next": elsewhere})
    assert again.headers["Location"] == "/vi/account"


def test_nothing_planted_before_signing_in_helps_afterwards(app: Flask, client: ShopClient) -> None:
    planted = client.token_from("/vi/login")
    cookie = client.get_cookie("session")
    assert cookie is not None
    sign_in(client)
    attacker = visitor(app)
    attacker.set_cookie("session", cookie.value)
    assert attacker.get("/vi/account").status_code == 302
    assert client.token_from("/vi/account") != planted
    assert client.post("/vi/logout", data={"csrf_token": planted}).status_code == 400
    assert client.get("/vi/account").status_code == 200


def test_signing_in_and_out_keeps_the_cart(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        product = make_product(name_en="Oranges in the cart")
        db.session.commit()
        put_in_cart(client, product)
    sign_in(client)
    client.post("/vi/logout", data={"csrf_token": client.token_from("/vi/account")})
    assert "Oranges in the cart" in client.get("/en/cart").get_data(as_text=True)


def test_signed_out_is_signed_out_also_for_a_copied_cookie(app: Flask, client: ShopClient) -> None:
    sign_in(client)
    cookie = client.get_cookie("session")
    assert cookie is not None
    answer = client.post("/vi/logout", data={"csrf_token": client.token_from("/vi/account")})
    assert answer.status_code == 303
    assert client.get("/vi/account").status_code == 302
    thief = visitor(app)
    thief.set_cookie("session", cookie.value)
    assert thief.get("/vi/account").status_code == 302


def test_sign_in_page_of_somebody_signed_in_leads_on(client: ShopClient) -> None:
    sign_in(client)
    assert client.get("/vi/login").headers["Location"] == "/vi/account"
    assert client.get("/vi/login?next=/vi/cart").headers["Location"] == "/vi/cart"


def test_guessing_one_account_from_many_places_is_stopped(app: Flask) -> None:
    limited = reopened(app, RATE_LIMITS="on")
    answers = []
    for place in range(12):
        guesser = visitor(limited)
        guesser.environ_base["REMOTE_ADDR"] = f"203.0.113.{place}"
        answers.append(sign_in(guesser, "0912 345 678", password="guess"))
    assert [status for status, _ in answers] == [422] * 10 + [429] * 2
    assert 'value="0912 345 678"' in answers[-1][1]


def test_wait_after_too_many_guesses_is_short(app: Flask) -> None:
    client = visitor(reopened(app, RATE_LIMITS="on"))
    token = client.token_from("/vi/login")
    wrong = {"identifier": "0912345678", "password": "guess", "csrf_token": token}
    for _ in range(11):
        answer = client.post("/vi/login", data=wrong)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 301


def test_one_place_cannot_try_many_accounts(app: Flask) -> None:
    client = visitor(reopened(app, RATE_LIMITS="on"))
    statuses = [
        sign_in(client, f"09123456{number}", password="guess")[0] for number in range(10, 42)
    ]
    assert statuses[:30] == [422] * 30
    assert statuses[30:] == [429] * 2


def test_signing_in_rightly_does_not_use_up_the_account(app: Flask) -> None:
    limited = reopened(app, RATE_LIMITS="on")
    for place in range(12):
        client = visitor(limited)
        client.environ_base["REMOTE_ADDR"] = f"203.0.113.{place}"
        assert sign_in(client)[0] == 303
