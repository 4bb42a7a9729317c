"""The form for businesses, from the link on a page to the thank-you."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.accounts.services import create_user
from storefront.database import db
from storefront.leads.receiving import CONSENT_VERSION
from storefront.mail.models import OutboxMessage
from storefront.showcase.models import LEFT
from tests.client import ShopClient
from tests.factories import make_cooperative
from tests.leads.asking import (
    FAIR,
    FORM,
    GOODS,
    SHOP,
    TYPED,
    booth_of,
    hidden,
    lead_count,
    only_lead,
    open_shop,
    page_code,
    send,
)
from tests.shops import everything, reopened, visitor

THANKS = f"{FORM}/thanks"


@pytest.fixture(autouse=True)
def shop(app: Flask) -> None:
    open_shop(app)


@pytest.mark.parametrize(
    ("page", "carried"),
    [
        (f"/vi/cooperatives/{SHOP}", ""),
        (f"/vi/products/{GOODS}", f"product={GOODS}"),
        (f"/vi/showcases/{FAIR}/booths/a1", f"showcase={FAIR}"),
    ],
)
def test_every_page_leads_to_the_form(client: ShopClient, page: str, carried: str) -> None:
    text = client.get(page).get_data(as_text=True).replace("&amp;", "&")
    address = f"{FORM}?{carried}" if carried else FORM
    assert f'href="{address}"' in text
    assert client.get(address).status_code == 200


def test_a_lead_is_taken_once_and_thanked_for(app: Flask, client: ShopClient) -> None:
    answer = send(client, phone="+84 912.345.678", tax_code="0100109106")
    assert (answer.status_code, answer.location) == (303, THANKS)
    page = client.get(THANKS).get_data(as_text=True)
    assert "Hoa" not in page
    with app.app_context():
        lead = only_lead()
        assert (lead.cooperative.slug, lead.showcase, lead.booth) == (SHOP, None, None)
        assert (lead.firm, lead.contact, lead.phone) == (
            "Bếp Hoa Ban",
            "Nguyễn Thị Hoa",
            "+84912345678",
        )
        assert lead.product is not None
        assert (lead.product.slug, lead.monthly, lead.begins) == (GOODS, "200 kg", "từ tháng 12")
        assert (lead.state, lead.tax_code, lead.language) == ("new", "0100109106", "vi")
        assert lead.consent_version == CONSENT_VERSION


def test_the_same_form_sent_twice_is_one_lead(app: Flask, client: ShopClient) -> None:
    data = {**hidden(client), **TYPED}
    assert {client.post(FORM, data=data).location for _tap in range(3)} == {THANKS}
    assert lead_count(app) == 1
    assert client.post(FORM, data={**data, "monthly": "300 kg"}).status_code == 303
    assert lead_count(app) == 2


@pytest.mark.parametrize("way", ["at", "showcase"])
def test_the_showcase_by_which_it_came_is_known(app: Flask, client: ShopClient, way: str) -> None:
    with app.app_context():
        carried = {"at": page_code(), "showcase": FAIR}[way]
    assert send(client, f"{FORM}?{way}={carried}").location == f"{THANKS}?showcase={FAIR}"
    with app.app_context():
        lead = only_lead()
        assert (lead.showcase and lead.showcase.slug, lead.booth_id) == (FAIR, booth_of().id)
        assert lead.source == (carried if way == "at" else "")


def test_a_maker_that_left_can_still_be_asked(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        booth_of().state = LEFT
        db.session.commit()
    assert send(client, f"{FORM}?showcase={FAIR}").status_code == 303
    with app.app_context():
        assert only_lead().booth_id == booth_of().id


@pytest.mark.parametrize("query", ["at=ZZZZZZ", "at=%00", "showcase=nowhere", "product=che-shan"])
def test_what_leads_nowhere_is_left_out(app: Flask, client: ShopClient, query: str) -> None:
    assert send(client, f"{FORM}?{query}").status_code == 303
    with app.app_context():
        assert only_lead().showcase is None


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("firm", "", "Type the name of your business."),
        ("firm", "x" * 121, "That is too long: 120 characters at most."),
        ("phone", "12345", "That is no Vietnamese phone number."),
        ("full_name", "", "Type your name."),
        ("email", "hoa@", "That is no e-mail address."),
        ("tax_code", "0100109107", "That is no tax code"),
        ("tax_code", "12345", "That is no tax code"),
        ("product", "", "Choose goods, or write what you want to buy."),
        ("product", "che-shan", "Choose one from the list."),
        ("monthly", "nhiều", "Type a number and a unit"),
        ("monthly", "200", "Type a number and a unit"),
        ("words", "x" * 2001, "That is too long: 2000 characters at most."),
        ("consent", "", "Tick the box: without it we may not keep what you type."),
    ],
)
def test_a_mistake_is_told_and_everything_kept(
    app: Flask, client: ShopClient, name: str, value: str, told: str
) -> None:
    before, address = everything(app), FORM.replace("/vi/", "/en/")
    data = {**hidden(client, address), **TYPED, name: value}
    if not value:
        data.pop(name) if name == "consent" else None
    answer = client.post(address, data=data)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert told in text
    kept = [v for k, v in TYPED.items() if k not in (name, "consent", "product") and v]
    assert all(words in text for words in kept)
    assert everything(app) == before


def test_a_forged_token_keeps_everything(app: Flask, client: ShopClient) -> None:
    before = everything(app)
    answer = client.post(FORM, data={**hidden(client), **TYPED, "csrf_token": "forged"})
    assert answer.status_code == 400
    assert "Bếp Hoa Ban" in answer.get_data(as_text=True)
    assert everything(app) == before


def test_the_box_is_never_ticked_beforehand(app: Flask, client: ShopClient) -> None:
    text = client.get(f"{FORM}?showcase={FAIR}").get_data(as_text=True)
    box = text[text.index('id="consent"') - 40 :][:200]
    assert "checked" not in box
    assert "HTX Cam" in text


def test_who_reads_it_is_written_to_without_a_name(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        create_user("ban@example.com", "mật khẩu của chợ", "cooperative", booth_of().cooperative)
        create_user("xa@example.com", "mật khẩu của chợ", "cooperative", make_cooperative())
        db.session.commit()
    send(client, f"{FORM}?showcase={FAIR}")
    with app.app_context():
        lead = only_lead()
        messages = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
        assert [each.recipient for each in messages] == ["ban@example.com", "host@example.com"]
        assert f"/vi/manage/leads/{lead.id}" in messages[0].body
        assert f"/en/organise/{lead.showcase_id}/leads/{lead.id}" in messages[1].body
        for message in messages:
            told = message.subject + message.body
            assert not any(words in told for words in ("Hoa", "912", "200 kg"))


def test_too_many_are_told_to_wait_and_keep_their_words(app: Flask) -> None:
    again = reopened(app, RATE_LIMITS="on")
    client = visitor(again)
    answers = [send(client, monthly=f"{100 + number} kg") for number in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429]
    assert "105 kg" in answers[-1].get_data(as_text=True)
    assert lead_count(app) == 5
