"""The screen of the bank account: asked for, tried out, approved, stopped, told to everybody."""

from __future__ import annotations

import re
from datetime import timedelta
from html import escape

import pytest
from flask import Flask
from sqlalchemy import select

from storefront import clock
from storefront.accounts.services import create_user
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.ordering.models import Order
from storefront.payments.account_changes import WAIT, apply_due_changes
from storefront.payments.accounts import live_account
from storefront.payments.models import AccountChange
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.manage.desk import MANAGER, MEMBER, OPERATOR, PASSWORD, STRANGER, signed_in
from tests.shopping import give_details, place_order, put_in_cart
from tests.shops import everything, reopened, visitor

SECOND = "0901111222"
OLD = {"bank_bin": "970436", "number": "0011000000", "holder": "HTX CAM CAO PHONG"}
TYPED = {"bank_bin": "970415", "number": "1234 5678 90", "holder": "HTX Cam Mới"}
ACCOUNT = "/vi/manage/account"

WRONG: list[tuple[dict[str, str], str]] = [
    ({"bank_bin": ""}, "bank_bin"),
    ({"bank_bin": "000000"}, "bank_bin"),
    ({"number": ""}, "number"),
    ({"number": "12"}, "number"),
    ({"number": "1" * 30}, "number"),
    ({"holder": "Ơ"}, "holder"),
    ({"holder": "<script>"}, "holder"),
    ({"password": ""}, "password"),
    ({"password": "mật khẩu khác hẳn"}, "password"),
    (OLD, "number"),
]


@pytest.fixture(autouse=True)
def _shops(app: Flask) -> None:
    with app.app_context():
        make_market()
        shop = make_cooperative(slug="htx-cam", name_vi="HTX Cam", account=OLD)
        other = make_cooperative(slug="htx-che")
        make_product(cooperative=shop, slug="cam")
        create_user(MANAGER, PASSWORD, "cooperative", shop, name="Chị Ấn")
        create_user(SECOND, PASSWORD, "cooperative", shop, name="Anh Hai")
        create_user(MEMBER, PASSWORD, "cooperative", shop, member_role="member")
        create_user(STRANGER, PASSWORD, "cooperative", other)
        create_user(OPERATOR, PASSWORD, "operator")
        db.session.commit()


def press(client: ShopClient, path: str, **data: str) -> tuple[int, str]:
    data["csrf_token"] = client.token_from("/vi/account")
    answer = client.post(path, data=data)
    return answer.status_code, answer.get_data(as_text=True)


def ask(client: ShopClient, **changes: str) -> tuple[int, str]:
    return press(client, ACCOUNT, **{**TYPED, "password": PASSWORD, **changes})


def change_id(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(AccountChange.id)).one()


def buy(app: Flask) -> str:
    """Place an order by transfer and return the address of its purchase."""
    buyer = visitor(app)
    with app.app_context():
        put_in_cart(buyer, db.session.scalars(select(Product).where(Product.slug == "cam")).one())
    give_details(buyer, payment_method="bank_transfer")
    answer = place_order(buyer)
    assert answer.status_code == 303
    return answer.headers["Location"]


def paid_into(app: Flask, purchase: str) -> str:
    page = visitor(app).get(purchase).get_data(as_text=True)
    found = re.search(r'data-vietqr="([^"]+)"', page)
    assert found
    return found[1]


def test_from_the_wish_to_the_new_code(app: Flask) -> None:
    before = buy(app)
    assert ask(signed_in(app, MANAGER))[0] == 303
    second = signed_in(app, SECOND)
    page = second.get(ACCOUNT).get_data(as_text=True)
    assert "HTX CAM MOI" in page and "1234567890" in page
    assert press(second, f"{ACCOUNT}/changes/{change_id(app)}/approval")[0] == 303
    with app.app_context():
        assert apply_due_changes(clock.now() + timedelta(hours=23)) == 0
    meanwhile = buy(app)
    assert OLD["number"] in paid_into(app, meanwhile)
    with app.app_context():
        assert apply_due_changes(clock.now() + WAIT) == 1
    after = buy(app)
    assert "1234567890" in paid_into(app, after)
    for earlier in (before, meanwhile):
        assert OLD["number"] in paid_into(app, earlier)
    with app.app_context():
        assert set(db.session.scalars(select(Order.account_number))) == {
            OLD["number"],
            "1234567890",
        }


@pytest.mark.parametrize("who", [MANAGER, SECOND, MEMBER])
def test_every_screen_of_everybody_in_the_shop_tells(app: Flask, who: str) -> None:
    ask(signed_in(app, MANAGER))
    client = signed_in(app, who)
    for path in ("/vi/manage/", "/vi/manage/team", "/en/manage/more"):
        assert "•••7890" in client.get(path).get_data(as_text=True)
    assert "•••7890" not in signed_in(app, STRANGER).get("/vi/manage/").get_data(as_text=True)


def test_what_cannot_be_is_named_and_changes_nothing(app: Flask) -> None:
    client = signed_in(app, MANAGER)
    before = everything(app)
    for typed, field in WRONG:
        status, text = ask(client, **typed)
        assert status == 422, typed
        assert f'id="{field}-error"' in text, typed
        assert PASSWORD not in text
        assert f'value="{escape({**TYPED, **typed}["holder"])}"' in text, typed
    assert everything(app) == before


@pytest.mark.parametrize("path", [ACCOUNT, f"{ACCOUNT}/trial"])
def test_a_forged_token_keeps_what_was_typed(app: Flask, path: str) -> None:
    client = signed_in(app, MANAGER)
    before = everything(app)
    answer = client.post(path, data={**TYPED, "password": PASSWORD, "csrf_token": "forged"})
    assert answer.status_code == 400
    assert 'value="HTX Cam Mới"' in answer.get_data(as_text=True)
    assert everything(app) == before


def test_a_code_can_be_tried_before_anything_is_asked_for(app: Flask) -> None:
    client = signed_in(app, MANAGER)
    before = everything(app)
    status, text = press(client, f"{ACCOUNT}/trial", **TYPED)
    assert status == 200
    assert text.count("<svg") == 2  # the live account's, and the one to try
    assert "TEST" in text and 'value="HTX CAM MOI"' in text
    assert 'id="password-error"' not in text
    assert everything(app) == before


def test_guessing_the_password_ends_after_ten_tries(app: Flask) -> None:
    limited = reopened(app, RATE_LIMITS="on")
    client = signed_in(limited, MANAGER)
    for _ in range(10):
        assert ask(client, password="sai mật khẩu rồi")[0] == 422
    status, text = ask(client)
    assert status == 429
    assert 'id="password-error"' in text and 'value="HTX Cam Mới"' in text
    assert visitor(limited).post(ACCOUNT, data=TYPED).status_code == 403


@pytest.mark.parametrize("path", [ACCOUNT, f"{ACCOUNT}/trial"])
def test_a_plain_member_looks_and_does_not_ask(app: Flask, path: str) -> None:
    client = signed_in(app, MEMBER)
    assert 'name="bank_bin"' not in client.get(ACCOUNT).get_data(as_text=True)
    before = everything(app)
    assert press(client, path, **TYPED, password=PASSWORD)[0] == 403
    assert everything(app) == before


def test_who_asked_cannot_approve_and_a_plain_member_cannot_either(app: Flask) -> None:
    manager = signed_in(app, MANAGER)
    ask(manager)
    path = f"{ACCOUNT}/changes/{change_id(app)}/approval"
    assert path not in manager.get(ACCOUNT).get_data(as_text=True)
    member = signed_in(app, MEMBER)
    before = everything(app)
    assert press(manager, path)[0] == 409
    assert press(member, path)[0] == 403
    assert everything(app) == before


@pytest.mark.parametrize("who", [MANAGER, MEMBER])
def test_everybody_can_stop_it_once(app: Flask, who: str) -> None:
    ask(signed_in(app, MANAGER))
    client, path = signed_in(app, who), f"{ACCOUNT}/changes/{change_id(app)}/stop"
    assert press(client, path)[0] == 303
    before = everything(app)
    status, text = press(client, path)
    assert status == 409 and 'role="alert"' in text
    assert press(signed_in(app, SECOND), path.replace("stop", "approval"))[0] == 409
    assert everything(app)["account_change"] == before["account_change"]


def test_a_second_wish_waits_for_the_first(app: Flask) -> None:
    ask(signed_in(app, MANAGER))
    second = signed_in(app, SECOND)
    before = everything(app)
    assert ask(second, number="99990000")[0] == 409
    assert everything(app) == before


@pytest.mark.parametrize("what", ["approval", "stop"])
def test_a_forged_press_changes_nothing(app: Flask, what: str) -> None:
    ask(signed_in(app, MANAGER))
    second = signed_in(app, SECOND)
    before = everything(app)
    path = f"{ACCOUNT}/changes/{change_id(app)}/{what}"
    assert second.post(path, data={"csrf_token": "forged"}).status_code == 400
    assert everything(app) == before


def test_the_operator_approves_and_stops(app: Flask) -> None:
    ask(signed_in(app, MANAGER))
    operator = signed_in(app, OPERATOR)
    desk = "/vi/operate/account-changes"
    assert "HTX CAM MOI" in operator.get(desk).get_data(as_text=True)
    assert press(operator, f"{desk}/{change_id(app)}/approval")[0] == 303
    before = everything(app)
    assert press(operator, f"{desk}/{change_id(app)}/approval")[0] == 409
    assert operator.post(f"{desk}/{change_id(app)}/stop").status_code == 400
    assert press(operator, f"{desk}/999/stop")[0] == 404
    assert everything(app) == before
    assert press(operator, f"{desk}/{change_id(app)}/stop")[0] == 303
    with app.app_context():
        assert db.session.scalars(select(AccountChange.state)).one() == "stopped"
        shop = db.session.scalars(select(Cooperative).where(Cooperative.slug == "htx-cam")).one()
        live = live_account(shop)
        assert live is not None and live.number == OLD["number"]
    assert press(signed_in(app, MANAGER), f"{desk}/{change_id(app)}/stop")[0] == 403
