"""The complaint form: heard, numbered, limited, nothing lost."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.complaints.models import Complaint
from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_product
from tests.factories.orders import make_order
from tests.shops import everything, reopened, visitor

TOLD = {
    "full_name": "Bùi Văn Sơn",
    "phone": "0912.345.678",
    "email": "",
    "order_code": "",
    "text": "Cam giao bị dập, tôi muốn đổi lại túi khác.",
}


def complain(client: ShopClient, language: str = "vi", **changes: str) -> str:
    """Send the form and return the address it led to."""
    token = client.token_from(f"/{language}/complaints")
    answer = client.post(f"/{language}/complaints", data={**TOLD, "csrf_token": token, **changes})
    assert answer.status_code == 303
    return answer.headers["Location"]


def complaints(app: Flask) -> list[Complaint]:
    with app.app_context():
        return list(db.session.scalars(select(Complaint).order_by(Complaint.id)))


def an_order_code(app: Flask) -> str:
    with app.app_context():
        order = make_order(make_product())
        db.session.commit()
        return order.code


def test_complaint_gets_a_number_that_finds_it_again(app: Flask, client: ShopClient) -> None:
    address = complain(client)
    [stored] = complaints(app)
    assert address == f"/vi/complaints/{stored.number}"
    assert (stored.full_name, stored.phone, stored.language) == (
        "Bùi Văn Sơn",
        "+84912345678",
        "vi",
    )
    text = visitor(app).get(address).get_data(as_text=True)
    assert stored.number in text
    assert "7 ngày làm việc" in text
    assert "noindex" in text


def test_page_with_the_number_tells_nothing_of_the_person(app: Flask, client: ShopClient) -> None:
    text = visitor(app).get(complain(client)).get_data(as_text=True)
    for private in ("Sơn", "345 678", "345678", "dập"):
        assert private not in text


def test_complaint_can_name_an_order_however_it_is_typed(app: Flask, client: ShopClient) -> None:
    code = an_order_code(app)
    complain(client, order_code=f" {code[:5].lower()} {code[5:]} ")
    with app.app_context():
        stored = db.session.scalars(select(Complaint)).one()
        assert stored.order is not None
        assert stored.order.code == code


def test_form_can_be_opened_for_an_order(client: ShopClient) -> None:
    text = client.get("/en/complaints?order_code=CPTEST%00%3Cb%3E").get_data(as_text=True)
    assert 'value="CPTEST&lt;b&gt;"' in text


def test_same_complaint_sent_twice_is_one(app: Flask, client: ShopClient) -> None:
    assert complain(client) == complain(client)
    assert len(complaints(app)) == 1
    complain(client, text="Một chuyện khác hẳn: thiếu một túi.")
    assert len(complaints(app)) == 2


def test_text_is_stored_clean(app: Flask, client: ShopClient) -> None:
    text = unicodedata.normalize("NFD", "Hàng bị hỏng\x00 khi nhận\u200b.\r\nXin đổi.")
    complain(client, text=text)
    assert complaints(app)[0].text == "Hàng bị hỏng khi nhận.\nXin đổi."


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("full_name", "", "Type your name."),
        ("full_name", "   \x00", "Type your name."),
        ("full_name", "x" * 81, "Type a name of 2 to 80 characters."),
        ("phone", "", "Type a phone number where you can be reached."),
        ("phone", "1900 1234", "That is no Vietnamese phone number."),
        ("email", "nobody", "That is no e-mail address."),
        ("order_code", "ABC", "That is no order code."),
        ("order_code", "CP2222228", "no order"),
        ("text", "", "Tell us what happened."),
        ("text", "short", "Tell it in 10 characters"),
        ("text", "x" * 4001, "Tell it in 10 characters"),
    ],
)
def test_wrong_field_is_named_and_nothing_typed_is_lost(
    app: Flask, client: ShopClient, field: str, value: str, message: str
) -> None:
    token = client.token_from("/en/complaints")
    before = everything(app)
    answer = client.post("/en/complaints", data={**TOLD, field: value, "csrf_token": token})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert message in text
    assert f'id="{field}-error"' in text
    assert f'href="#{field}"' in text
    if field != "full_name":
        assert 'value="Bùi Văn Sơn"' in text
    if field != "text":
        assert TOLD["text"] in text
    assert everything(app) == before


def test_form_without_its_token_comes_back_filled(app: Flask, client: ShopClient) -> None:
    before = everything(app)
    answer = client.post("/vi/complaints", data={**TOLD, "csrf_token": "forged"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert TOLD["text"] in text
    assert "gửi lại" in text
    assert everything(app) == before


def test_flood_is_stopped_with_everything_typed_kept(app: Flask) -> None:
    client = visitor(reopened(app, RATE_LIMITS="on"))
    for number in range(5):
        complain(client, text=f"Chuyện thứ {number} cần được giải quyết.")
    token = client.token_from("/vi/complaints")
    answer = client.post("/vi/complaints", data={**TOLD, "csrf_token": token})
    assert answer.status_code == 429
    assert TOLD["text"] in answer.get_data(as_text=True)
    assert len(complaints(app)) == 5


def test_mistakes_do_not_count_against_the_limit(app: Flask) -> None:
    client = visitor(reopened(app, RATE_LIMITS="on"))
    token = client.token_from("/vi/complaints")
    for _ in range(8):
        wrong = {**TOLD, "phone": "12", "csrf_token": token}
        assert client.post("/vi/complaints", data=wrong).status_code == 422
    complain(client)


@pytest.mark.parametrize("number", ["KN", "KN2222222", "CP2222222", "x", "KN%00", "a" * 500])
def test_unknown_number_is_not_found(client: ShopClient, number: str) -> None:
    assert client.get(f"/vi/complaints/{number}").status_code == 404
