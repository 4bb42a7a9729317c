"""A booth that another cooperative takes over has none of the vouchers of the one before."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.accounts.services import create_user
from storefront.database import db
from storefront.showcase.invitations import accept, invite, leave, withdraw
from storefront.showcase.models import Booth
from tests.client import ShopClient
from tests.factories import make_cooperative, make_product, only_variant
from tests.manage.desk import PASSWORD, signed_in
from tests.promotions.buying import Fair, give_voucher, make_fair, type_code

WHO = "0987654321"


@pytest.fixture
def fair(app: Flask) -> Fair:
    fair = make_fair(app)
    give_voucher(fair, code="HAITAY")
    return fair


def hand_over(fair: Fair, *, withdrawn: bool) -> int:
    """Give the booth to another cooperative, and return the id of a pack of its goods."""
    with fair.app.app_context():
        booth = db.session.get_one(Booth, fair.booth_id)
        organiser, before = booth.showcase.organiser, booth.cooperative
        assert before is not None
        if withdrawn:
            withdraw(booth, organiser)
        else:
            leave(booth, before, organiser, "")
        shop = make_cooperative(slug="nguoi-sau")
        goods = make_product(price=90_000, cooperative=shop, name_en="Rice", name_vi="Gạo")
        create_user(WHO, PASSWORD, "cooperative", shop)
        invite(booth, shop, organiser)
        accept(booth, shop, organiser)
        db.session.commit()
        return only_variant(goods).id


@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_voucher_takes_nothing_off_the_goods_of_whoever_stands_there_next(
    app: Flask, client: ShopClient, fair: Fair, withdrawn: bool
) -> None:
    rice = hand_over(fair, withdrawn=withdrawn)
    fair.buy(client, rice)
    answer = type_code(client, "HAITAY")
    assert answer.status_code == 409
    assert "80,000" not in client.get("/en/cart").get_data(as_text=True)


def test_the_next_cooperative_sees_no_voucher_of_the_one_before_and_may_use_its_word(
    app: Flask, fair: Fair
) -> None:
    hand_over(fair, withdrawn=True)
    member = signed_in(app, WHO)
    address = f"/vi/manage/booths/{fair.booth_id}/prices"
    assert "HAITAY" not in member.get(address).get_data(as_text=True)
    token = member.token_from(address)
    blank = dict.fromkeys(("min_goods_vnd", "use_limit", "starts_at", "ends_at"), "")
    form = {"csrf_token": token, "code": "HAITAY", "kind": "percent", "value": "10", **blank}
    answer = member.post(address.replace("/prices", "/vouchers"), data=form)
    assert answer.status_code == 303
    assert "HAITAY" in member.get(address).get_data(as_text=True)


def test_a_cart_that_named_it_before_is_told_that_it_no_longer_holds(
    app: Flask, client: ShopClient, fair: Fair
) -> None:
    fair.buy(client, fair.second)
    assert type_code(client, "HAITAY").status_code == 303
    hand_over(fair, withdrawn=True)
    assert "Voucher HAITAY no longer holds." in client.get("/en/cart").get_data(as_text=True)


def test_nobody_learns_of_a_voucher_before_its_showcase_is_shown(
    app: Flask, client: ShopClient, fair: Fair
) -> None:
    with app.app_context():
        db.session.get_one(Booth, fair.booth_id).showcase.state = "draft"
        db.session.commit()
    fair.buy(client, fair.second)
    page = type_code(client, "HAITAY").get_data(as_text=True)
    assert "There is no such voucher." in page
