"""The screen that sells, by phone and by the plain form; the receipt; the day's list."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from storefront import clock
from storefront.accounts.models import SignIn
from storefront.activity.models import Activity
from storefront.auditing.services import audit
from storefront.booth_sales.models import BoothSale
from storefront.database import db
from storefront.installing.keeping import HEADER
from storefront.ordering.models import LineItem, Order
from storefront.payments.accounts import live_account
from storefront.payments.vietqr import parse_vietqr, vietqr_payload
from storefront.showcase.models import Booth
from tests.client import ShopClient
from tests.factories import make_market, make_product, only_variant, stock_of
from tests.factories.showcases import make_booth, make_showcase
from tests.manage.desk import MANAGER, MEMBER, STRANGER, make_two_shops, signed_in
from tests.shopping import give_details, order_form
from tests.shops import everything, visitor

JSON = {"Accept": "application/json"}


@dataclass
class Desk:
    """Hold a member at a booth that has one of its goods on it."""

    app: Flask
    client: ShopClient
    booth_id: int
    variant_id: int
    price: int = 50_000

    @property
    def screen(self) -> str:
        return f"/vi/manage/booths/{self.booth_id}/sale"

    @property
    def sales(self) -> str:
        return f"{self.screen}s"

    def fields(self, packs: int = 2, **values: str) -> dict[str, str]:
        return {
            "csrf_token": self.client.token_from(self.screen),
            "key": secrets.token_hex(20),
            "method": "cash",
            f"q-{self.variant_id}": str(packs),
            f"p-{self.variant_id}": str(self.price),
            **values,
        }

    def tell(self, fields: Mapping[str, str], **headers: str) -> TestResponse:
        return self.client.post(self.sales, data=fields, headers=JSON | headers)

    def count(self) -> int:
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(BoothSale)) or 0

    def on_hand(self) -> int:
        with self.app.app_context():
            return stock_of(db.session.get_one(Booth, self.booth_id).products[0].product).on_hand


@pytest.fixture
def desk(app: Flask) -> Desk:
    belongings = make_two_shops(app)
    with app.app_context():
        make_market()
        shop = db.session.get_one(Booth, belongings.values["booth_id"]).cooperative
        product = make_product(cooperative=shop, stock=10, slug="cam-moi")
        booth = make_booth(make_showcase(), shop, product)
        db.session.commit()
        return Desk(app, signed_in(app, MEMBER), booth.id, only_variant(product).id)


def test_the_screen_shows_the_goods_of_the_booth_and_may_be_kept(desk: Desk) -> None:
    answer = desk.client.get(desk.screen)
    page = answer.get_data(as_text=True)
    assert f'name="q-{desk.variant_id}"' in page
    assert "50.000" in page
    assert answer.headers[HEADER] == "private"
    assert HEADER not in desk.client.get(f"{desk.screen}/state").headers


def test_a_kept_screen_holds_nothing_of_any_buyer(desk: Desk) -> None:
    with desk.app.app_context():
        order = db.session.scalars(select(Order)).first()
        assert order is not None
        buyer = order.purchase.full_name
    assert buyer not in desk.client.get(desk.screen).get_data(as_text=True)


def test_without_script_a_sale_leads_to_its_receipt(desk: Desk) -> None:
    fields = desk.fields(3, method="transfer")
    answer = desk.client.post(desk.sales, data=fields)
    assert answer.status_code == 303
    assert desk.client.post(desk.sales, data=fields).headers["Location"] == answer.location
    assert (desk.count(), desk.on_hand()) == (2, 7)
    page = desk.client.get(answer.location or "").get_data(as_text=True)
    assert "BH" + fields["key"][:8].upper() in page
    receipt = re.search(r'href="[^"]*(/vi/receipts/[0-9a-f]{40})"', page)
    assert receipt
    bought = visitor(desk.app).get(receipt[1])
    text = bought.get_data(as_text=True)
    assert "150.000" in text
    assert "noindex" in text
    assert "no-store" in bought.headers["Cache-Control"]
    assert HEADER not in bought.headers


def test_a_receipt_that_is_still_on_a_phone_is_on_its_way(desk: Desk) -> None:
    answer = visitor(desk.app).get(f"/en/receipts/{secrets.token_hex(20)}")
    assert answer.status_code == 404
    assert "on its way" in answer.get_data(as_text=True)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_phone_is_answered_the_same_for_the_same_key(desk: Desk) -> None:
    fields = desk.fields(2, total="100000", sold_at=str(int(clock.now().timestamp() * 1000)))
    first, again = desk.tell(fields), desk.tell(fields)
    assert first.json and again.json
    assert first.status_code == again.status_code == 200
    assert first.json["recorded"] == again.json["recorded"] == fields["key"]
    assert first.json["stock"][str(desk.variant_id)] == 8
    assert first.json["today"]["total"] == 100_000
    assert desk.count() == 2


@pytest.mark.parametrize(
    "wrong", [{"key": "short"}, {"total": "99999"}, {"q-0": "1", "p-0": "1"}, {"PRICE": "\0"}]
)
def test_what_cannot_be_a_sale_is_refused_and_changes_nothing(
    desk: Desk, wrong: dict[str, str]
) -> None:
    names = {"QUANTITY": f"q-{desk.variant_id}", "PRICE": f"p-{desk.variant_id}"}
    fields = desk.fields() | {names.get(name, name): value for name, value in wrong.items()}
    before = everything(desk.app)
    answer = desk.tell(fields)
    assert answer.status_code == 422
    assert answer.json and answer.json["why"]
    plain = desk.client.post(desk.sales, data=fields)
    assert plain.status_code == 422
    assert 'role="alert"' in plain.get_data(as_text=True)
    assert everything(desk.app) == before


def test_a_forged_token_keeps_what_was_typed(desk: Desk) -> None:
    fields = desk.fields(7) | {"csrf_token": "forged"}
    before = everything(desk.app)
    assert desk.tell(fields).status_code == 400
    page = desk.client.post(desk.sales, data=fields)
    assert page.status_code == 400
    assert 'value="7"' in page.get_data(as_text=True)
    assert fields["key"] in page.get_data(as_text=True)
    assert everything(desk.app) == before


def test_who_was_dismissed_is_told_and_records_nothing(desk: Desk) -> None:
    fields = desk.fields()
    with desk.app.app_context():
        db.session.execute(SignIn.__table__.delete())  # type: ignore[attr-defined]
        db.session.commit()
    before = everything(desk.app)
    assert desk.tell(fields).status_code == 403
    assert desk.client.get(f"{desk.screen}/state").status_code == 403
    assert everything(desk.app) == before
    desk.client = signed_in(desk.app, MANAGER)
    state = desk.client.get(f"{desk.screen}/state").json
    assert state
    assert desk.tell(fields | {"csrf_token": state["token"]}).status_code == 200


def test_another_cooperative_cannot_tell_nor_see_it(desk: Desk) -> None:
    fields = desk.fields()
    desk.tell(fields)
    desk.client = signed_in(desk.app, STRANGER)
    token = desk.client.token_from("/vi/manage/team")
    before = everything(desk.app)
    for address in (
        desk.screen,
        f"{desk.screen}/state",
        desk.sales,
        f"{desk.sales}/{fields['key']}",
    ):
        assert desk.client.get(address).status_code == 404
    assert desk.tell(fields | {"csrf_token": token}).status_code == 404
    assert everything(desk.app) == before


def test_sales_are_still_taken_when_the_showcase_is_over_and_the_booth_left(desk: Desk) -> None:
    fields = desk.fields()
    with desk.app.app_context():
        booth = db.session.get_one(Booth, desk.booth_id)
        booth.state = "left"
        for day in booth.showcase.days:
            day.opens_at -= timedelta(days=9)
            day.closes_at -= timedelta(days=9)
            day.day -= timedelta(days=9)
        booth.showcase.state = "archived"
        db.session.commit()
    assert desk.tell(fields).status_code == 200
    assert desk.client.get(desk.screen).status_code == 200


def test_the_plain_page_draws_the_vietqr_of_the_sale(desk: Desk) -> None:
    with desk.app.app_context():
        booth = db.session.get_one(Booth, desk.booth_id)
        assert booth.cooperative
        account = live_account(booth.cooperative)
        assert account
        whole = vietqr_payload(account.bank_bin, account.number, 100_000, "BH12345678")
    page = desk.client.get(desk.screen).get_data(as_text=True)
    head = re.search(r'data-vietqr="(\d\w+)"', page)
    assert head
    assert whole.startswith(head[1])
    assert parse_vietqr(whole).amount_vnd == 100_000


def test_the_day_is_listed_and_a_wrong_sale_taken_back_with_a_reason(desk: Desk) -> None:
    fields = desk.fields(4)
    desk.tell(fields)
    page = desk.client.get(desk.sales).get_data(as_text=True)
    assert "200.000" in page
    sale = f"{desk.sales}/{fields['key']}"
    token = desk.client.token_from(sale)
    before = everything(desk.app)
    assert desk.client.post(f"{sale}/take-back", data={"csrf_token": token}).status_code == 422
    forged = {"csrf_token": "forged", "reason": "bấm nhầm"}
    refused = desk.client.post(f"{sale}/take-back", data=forged)
    assert refused.status_code == 400
    assert "bấm nhầm" in refused.get_data(as_text=True)
    assert everything(desk.app) == before
    good = {"csrf_token": token, "reason": "bấm nhầm"}
    assert desk.client.post(f"{sale}/take-back", data=good).status_code == 303
    assert desk.on_hand() == 10
    after = everything(desk.app)
    assert desk.client.post(f"{sale}/take-back", data=good).status_code == 409
    assert everything(desk.app) == after
    with desk.app.app_context():
        line = db.session.scalars(select(Activity).where(Activity.verb == "sale.taken_back")).one()
        assert line.details["amount_vnd"] == 200_000
        assert [breach for breach in audit() if "picture" not in breach.detail] == []
    log = signed_in(desk.app, MANAGER).get("/vi/manage/log")
    assert "bấm nhầm" in log.get_data(as_text=True)
    receipt = visitor(desk.app).get(f"/vi/receipts/{fields['key']}").get_data(as_text=True)
    assert "bấm nhầm" not in receipt


def test_a_transfer_is_ticked_off(desk: Desk) -> None:
    fields = desk.fields(method="transfer")
    desk.tell(fields)
    sale = f"{desk.sales}/{fields['key']}"
    assert desk.client.post(f"{sale}/payment", data={"csrf_token": "forged"}).status_code == 400
    token = desk.client.token_from(sale)
    for _time in range(2):
        answer = desk.client.post(f"{sale}/payment", data={"csrf_token": token})
        assert answer.status_code == 303
    with desk.app.app_context():
        counted = select(func.count()).select_from(Activity).where(Activity.verb == "sale.paid")
        assert db.session.scalar(counted) == 1


def test_what_is_short_is_told_until_it_is_counted(desk: Desk) -> None:
    desk.tell(desk.fields(14))
    for address in (desk.sales.replace("/vi/", "/en/"), "/en/manage/"):
        assert "Count your stock" in desk.client.get(address).get_data(as_text=True)
    token = desk.client.token_from("/vi/manage/goods")
    counted = {"csrf_token": token, "count": "5", "seen": "0"}
    address = f"/vi/manage/goods/packs/{desk.variant_id}/count"
    assert desk.client.post(address, data=counted).status_code == 303
    assert "Count your stock" not in desk.client.get("/en/manage/").get_data(as_text=True)


def test_today_leads_to_the_screen_while_the_showcase_is_on(desk: Desk) -> None:
    assert desk.screen in desk.client.get("/vi/manage/").get_data(as_text=True)
    assert desk.screen not in signed_in(desk.app, STRANGER).get("/vi/manage/").get_data(
        as_text=True
    )


def test_delivery_makes_an_ordinary_order_and_gives_the_members_cart_back(desk: Desk) -> None:
    answer = desk.client.post(f"{desk.screen}/delivery", data=desk.fields(2))
    assert answer.status_code == 303
    assert answer.location == "/vi/checkout"
    give_details(desk.client)
    placed = desk.client.post("/vi/orders", data=order_form(desk.client))
    assert placed.status_code == 303, placed.get_data(as_text=True)
    page = desk.client.get(f"{desk.screen}/delivery").get_data(as_text=True)
    assert placed.location in page.replace("http://localhost", "")
    with desk.app.app_context():
        line = db.session.scalars(select(LineItem).order_by(LineItem.id.desc())).first()
        assert line is not None
        assert (line.variant_id, line.quantity) == (desk.variant_id, 2)
    assert desk.count() == 1
    with desk.client.session_transaction() as session:
        assert "cart" not in session


@pytest.mark.parametrize(("packs", "status"), [(0, 422), (11, 409), (1000, 422)])
def test_delivery_keeps_to_the_rules_of_the_cart(desk: Desk, packs: int, status: int) -> None:
    before = everything(desk.app)
    answer = desk.client.post(f"{desk.screen}/delivery", data=desk.fields(packs))
    assert answer.status_code == status
    assert everything(desk.app) == before


def test_a_sale_that_was_told_twice_by_two_members_is_one(desk: Desk) -> None:
    fields = desk.fields()
    desk.tell(fields)
    other = signed_in(desk.app, MANAGER)
    fields["csrf_token"] = other.token_from(desk.screen)
    assert other.post(desk.sales, data=fields, headers=JSON).status_code == 200
    assert desk.count() == 2


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-11-31", "hôm qua", "²"])
def test_a_day_that_cannot_be_asked_for_shows_the_newest(desk: Desk, day: str) -> None:
    assert desk.tell(desk.fields()).status_code == 200
    answer = desk.client.get(desk.sales, query_string={"day": day})
    assert answer.status_code == 200
    assert "100.000" in answer.get_data(as_text=True)
