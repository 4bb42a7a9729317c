"""The cooperative sets prices and gives vouchers at its own booth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask import Flask

from storefront import clock
from storefront.accounts.services import create_user
from storefront.activity.models import Activity
from storefront.database import db
from storefront.manage.booth_price_forms import read_moment, write_moment
from storefront.promotions.models import EventPrice, Voucher
from storefront.showcase.models import Booth
from tests.client import ShopClient
from tests.manage.desk import PASSWORD, signed_in
from tests.promotions.buying import Fair, make_fair
from tests.shops import everything

WHO = "0912345678"


@dataclass(frozen=True, slots=True)
class PricesDesk:
    """Stand at the screen of a booth's prices."""

    fair: Fair
    client: ShopClient

    @property
    def address(self) -> str:
        return f"/vi/manage/booths/{self.fair.booth_id}/prices"

    def page(self) -> str:
        return self.client.get(self.address).get_data(as_text=True)

    def form(self, **changes: str) -> dict[str, str]:
        page = self.page()
        hidden = re.findall(r'name="(csrf_token|seen)"[^>]*value="([^"]*)"', page)
        typed = re.findall(r'name="((?:price|limit|starts|ends)-\d+)"[^>]*?value="([^"]*)"', page)
        return dict(typed) | dict(hidden) | changes

    def save(self, **changes: str) -> tuple[int, str]:
        answer = self.client.post(self.address, data=self.form(**changes))
        return answer.status_code, answer.get_data(as_text=True)

    def give(self, **values: str) -> tuple[int, str]:
        token = self.client.token_from(self.address)
        blank = dict.fromkeys(("min_goods_vnd", "use_limit", "starts_at", "ends_at"), "")
        form = {"code": "mường 10", "kind": "percent", "value": "10", **blank, **values}
        address = self.address.replace("/prices", "/vouchers")
        answer = self.client.post(address, data={"csrf_token": token, **form})
        return answer.status_code, answer.get_data(as_text=True)


@pytest.fixture
def desk(app: Flask) -> PricesDesk:
    fair = make_fair(app, limit=12)
    with app.app_context():
        shop = db.session.get_one(Booth, fair.booth_id).cooperative
        create_user(WHO, PASSWORD, "cooperative", shop)
        db.session.commit()
    return PricesDesk(fair, signed_in(app, WHO))


def price_of(app: Flask, variant_id: int) -> EventPrice | None:
    with app.app_context():
        price: EventPrice | None = db.session.scalar(
            db.select(EventPrice).where(EventPrice.variant_id == variant_id)
        )
        return price


def verbs(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Activity.verb).order_by(Activity.id)))


def test_prices_are_typed_as_people_type_them(app: Flask, desk: PricesDesk) -> None:
    tea = desk.fair.second
    values = {f"price-{tea}": "45k", f"limit-{tea}": "30", f"ends-{tea}": "31/12/2098 14h30"}
    assert desk.save(**values)[0] == 303
    price = price_of(app, tea)
    assert price is not None
    assert (price.price_vnd, price.quantity_limit, price.starts_at) == (45_000, 30, None)
    assert price.ends_at is not None
    assert write_moment(price.ends_at) == "31/12/2098 14:30"
    assert verbs(app) == ["price.event_set"]
    assert "45.000" in desk.page()


def test_an_empty_price_ends_it_and_a_new_one_begins_it_again(app: Flask, desk: PricesDesk) -> None:
    honey = desk.fair.first
    desk.save(**{f"price-{honey}": ""})
    ended = price_of(app, honey)
    assert ended is not None
    assert ended.ended_at is not None
    desk.save(**{f"price-{honey}": "70.000"})
    again = price_of(app, honey)
    assert again is not None
    assert (again.price_vnd, again.ended_at) == (70_000, None)
    assert verbs(app) == ["price.event_ended", "price.event_set"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("price", "85.000"),
        ("price", "90k"),
        ("price", "0"),
        ("price", "12.5"),
        ("limit", "0"),
        ("limit", "many"),
        ("limit", "4"),
        ("ends", "hôm nào"),
        ("ends", "30/02/2027 8:00"),
    ],
)
def test_what_cannot_be_is_refused_with_all_that_was_typed(
    app: Flask, desk: PricesDesk, name: str, typed: str
) -> None:
    desk.fair.change(used=5)
    before = everything(app)
    status, page = desk.save(**{f"{name}-{desk.fair.first}": typed})
    assert status == 422
    assert f'value="{typed}"' in page
    assert 'aria-invalid="true"' in page
    assert everything(app) == before


def test_a_change_in_between_is_told(app: Flask, desk: PricesDesk) -> None:
    form = desk.form(**{f"price-{desk.fair.first}": "70k"})
    desk.fair.change(price_vnd=60_000)
    before = everything(app)
    answer = desk.client.post(desk.address, data=form)
    assert answer.status_code == 409
    assert 'value="70k"' in answer.get_data(as_text=True)
    assert everything(app) == before


def test_a_sale_in_between_is_no_conflict(app: Flask, desk: PricesDesk) -> None:
    form = desk.form(**{f"price-{desk.fair.first}": "70k"})
    desk.fair.change(used=3)
    assert desk.client.post(desk.address, data=form).status_code == 303
    price = price_of(app, desk.fair.first)
    assert price is not None
    assert (price.price_vnd, price.used) == (70_000, 3)


def test_a_forged_token_changes_nothing(app: Flask, desk: PricesDesk) -> None:
    before = everything(app)
    values = {f"price-{desk.fair.first}": "70k", "csrf_token": "forged"}
    status, page = desk.save(**values)
    assert status == 400
    assert 'value="70k"' in page
    assert everything(app) == before


def test_a_booth_that_was_left_has_no_prices(app: Flask, desk: PricesDesk) -> None:
    form = desk.form(**{f"price-{desk.fair.first}": "70k"})
    with app.app_context():
        db.session.get_one(Booth, desk.fair.booth_id).state = "left"
        db.session.commit()
    before = everything(app)
    assert desk.client.post(desk.address, data=form).status_code == 409
    assert everything(app) == before


def test_a_voucher_is_given_seen_and_ended(app: Flask, desk: PricesDesk) -> None:
    assert desk.give()[0] == 303
    with app.app_context():
        voucher = db.session.scalars(db.select(Voucher)).one()
        assert (voucher.code, voucher.key, voucher.kind) == ("MƯỜNG 10", "MUONG10", "percent")
        assert voucher.value == 10
        voucher_id = voucher.id
    assert "MƯỜNG 10" in desk.page()
    address = desk.address.replace("/prices", f"/vouchers/{voucher_id}/end")
    for _ in range(2):
        form = {"csrf_token": desk.client.token_from(desk.address)}
        assert desk.client.post(address, data=form).status_code == 303
    with app.app_context():
        assert db.session.get_one(Voucher, voucher_id).ended_at is not None
    assert verbs(app) == ["voucher.made", "voucher.ended"]


@pytest.mark.parametrize(
    "values",
    [
        {"code": "!!"},
        {"code": "x" * 40},
        {"value": "100"},
        {"value": "0"},
        {"kind": "amount", "value": "12.5"},
        {"kind": "nothing"},
        {"use_limit": "-1"},
        {"starts_at": "2/1/2098 8:00", "ends_at": "1/1/2098 8:00"},
    ],
)
def test_an_unclear_voucher_is_refused(
    app: Flask, desk: PricesDesk, values: dict[str, str]
) -> None:
    before = everything(app)
    assert desk.give(**values)[0] == 422
    assert everything(app) == before


def test_one_booth_has_each_code_once(app: Flask, desk: PricesDesk) -> None:
    desk.give()
    before = everything(app)
    status, page = desk.give(code="MUONG-10")
    assert status == 409
    assert 'value="MUONG-10"' in page
    assert everything(app) == before


@pytest.mark.parametrize("typed", ["22/11/2098 8:30", "8h30 22-11-2098", "08:30, 22/11/2098"])
def test_moments_are_read_in_either_order(typed: str) -> None:
    assert write_moment(read_moment(typed)) == "22/11/2098 08:30"
    assert read_moment(typed) - clock.now() > timedelta(days=365)
