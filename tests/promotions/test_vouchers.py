"""Vouchers from the cart's form to the order, and why one is not taken."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from storefront import clock
from storefront.auditing.services import audit
from storefront.database import db
from storefront.ordering.deadlines import lapse_unconfirmed_orders
from storefront.ordering.models import Purchase
from storefront.ordering.services import cancel_order, confirm_order
from storefront.payments.services import amount_due
from storefront.promotions.models import Voucher
from storefront.reporting.periods import Period
from storefront.reporting.services import lines_of, total_of
from tests.client import ShopClient
from tests.promotions.buying import (
    LOWER,
    REGULAR,
    give_voucher,
    make_fair,
    the_order,
    type_code,
    voucher_used,
)
from tests.shopping import give_details, order_form, place_order
from tests.shops import everything


def shown(client: ShopClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


def test_a_voucher_is_taken_off_split_and_counted(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    voucher = give_voucher(fair, code="MƯỜNG10", kind="percent", value=10, use_limit=5)
    fair.buy(client, fair.first)
    fair.buy(client, fair.second)
    assert type_code(client, "mường 10").status_code == 303
    cart = shown(client, "/en/cart")
    assert "-₫13,500" in cart
    assert "10% off at" in cart
    give_details(client)
    form = order_form(client)
    # 135,000 − 13,500, and 25,000 for delivery: after the discount it is below 150,000.
    assert form["shown_total"] == "146500"
    assert "-₫13,500" in shown(client, "/en/checkout/review")
    assert place_order(client).status_code == 303
    assert voucher_used(fair, voucher) == 1
    with app.app_context():
        order = the_order(app)
        assert (order.goods_vnd, order.discount_vnd, order.total_vnd) == (135_000, 13_500, 146_500)
        assert (order.voucher_code, amount_due(order)) == ("MƯỜNG10", 146_500)
        assert [line.discount_vnd for line in order.line_items] == [8_500, 5_000]
        assert order.purchase.total_vnd == 146_500
        assert list(audit()) == []
        token = order.purchase.token
    assert "-₫13,500" in shown(client, f"/en/orders/{token}")


def test_free_delivery_counts_the_goods_after_the_discount(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="TEN", value=30_000)
    fair.buy(client, fair.first, 2)
    give_details(client)
    assert order_form(client)["shown_total"] == "170000"
    type_code(client, "ten")
    assert order_form(client)["shown_total"] == str(170_000 - 30_000 + 25_000)


def test_the_transfer_asks_for_the_total_after_the_discount(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="TEN", value=10_000)
    fair.buy(client, fair.first)
    type_code(client, "TEN")
    give_details(client, payment_method="bank_transfer")
    place = place_order(client)
    page = shown(client, place.headers["Location"])
    assert "5406100000" in page  # VietQR's amount: 85,000 − 10,000 + 25,000


def test_a_voucher_leaves_goods_at_an_event_price_alone(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="HALF", kind="percent", value=50)
    fair.buy(client, fair.first, at=fair.code)
    refused = type_code(client, "half")
    assert refused.status_code == 409
    assert "goods at a showcase price already" in refused.get_data(as_text=True)
    fair.buy(client, fair.second)
    assert type_code(client, "half").status_code == 303
    give_details(client)
    place_order(client)
    with app.app_context():
        assert [line.discount_vnd for line in the_order(app).line_items] == [0, 25_000]


def test_at_least_a_thousand_stays_to_be_paid(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="ALL", value=999_000)
    fair.buy(client, fair.first)
    type_code(client, "all")
    give_details(client)
    place_order(client)
    with app.app_context():
        assert the_order(app).discount_vnd == REGULAR - 1_000


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"use_limit": 3, "used": 3}, "is used up"),
        ({"ended_at": clock.now() - timedelta(minutes=1)}, "no longer holds"),
        ({"starts_at": clock.now() + timedelta(days=1)}, "holds from"),
        ({"ends_at": clock.now() - timedelta(days=1)}, "no longer holds"),
    ],
)
def test_what_does_not_hold_is_told_and_changes_nothing(
    app: Flask, client: ShopClient, values: dict[str, object], told: str
) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="SON TAY", **values)
    fair.buy(client, fair.first)
    before = everything(app)
    answer = type_code(client, "Sơn Tây")
    assert answer.status_code == 409
    assert told in answer.get_data(as_text=True)
    assert 'value="Sơn Tây"' in answer.get_data(as_text=True)
    assert everything(app) == before


def test_unknown_codes_and_those_of_other_makers_are_told_apart(
    app: Flask, client: ShopClient
) -> None:
    mine, other = make_fair(app), make_fair(app)
    give_voucher(other, code="OTHER")
    mine.buy(client, mine.first)
    before = everything(app)
    assert "There is no such voucher" in type_code(client, "nothing").get_data(as_text=True)
    foreign = type_code(client, "other")
    assert foreign.status_code == 409
    assert "none of them is in your cart" in foreign.get_data(as_text=True)
    assert type_code(client, "  ").status_code == 422
    assert everything(app) == before


def test_alcohol_is_sold_without_vouchers(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app, goods={"is_alcohol": True})
    give_voucher(fair, code="RUOU")
    fair.buy(client, fair.first)
    answer = type_code(client, "rượu")
    assert answer.status_code == 409
    assert "the law forbids it" in answer.get_data(as_text=True)


def test_a_minimum_is_waited_for(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="TEN", min_goods_vnd=100_000)
    fair.buy(client, fair.first)
    assert type_code(client, "ten").status_code == 303
    assert "₫15,000 more" in shown(client, "/en/cart")
    fair.buy(client, fair.second)
    assert "-₫10,000" in shown(client, "/en/cart")


def test_a_voucher_can_be_taken_off_again(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="TEN")
    fair.buy(client, fair.first)
    type_code(client, "ten")
    token = client.token_from("/en/cart")
    form = {"csrf_token": token, "remove": fair.maker}
    assert client.post("/en/cart/voucher", data=form).status_code == 303
    assert "-₫10,000" not in shown(client, "/en/cart")


def test_a_form_without_its_token_changes_nothing(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="TEN")
    fair.buy(client, fair.first)
    before = everything(app)
    answer = client.post("/en/cart/voucher", data={"voucher_code": "ten"})
    assert answer.status_code == 400
    assert 'value="ten"' in answer.get_data(as_text=True)
    assert everything(app) == before


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"use_limit": 1, "used": 1}, "Voucher TEN is used up."),
        ({"ended_at": clock.now() - timedelta(minutes=1)}, "Voucher TEN no longer holds."),
        ({"value": 5_000}, "The total is ₫105,000 now"),
    ],
)
def test_a_voucher_gone_between_review_and_order_asks_again(
    app: Flask, client: ShopClient, values: dict[str, object], reason: str
) -> None:
    fair = make_fair(app)
    voucher_id = give_voucher(fair, code="TEN")
    fair.buy(client, fair.first)
    type_code(client, "ten")
    give_details(client)
    form = order_form(client)
    with app.app_context():
        voucher = db.session.get_one(Voucher, voucher_id)
        for name, value in values.items():
            setattr(voucher, name, value)
        db.session.commit()
    before = everything(app)
    answer = client.post("/en/orders", data=form)
    assert answer.status_code == 409
    assert reason in answer.get_data(as_text=True)
    assert everything(app) == before
    assert place_order(client).status_code == 303


def test_cash_is_judged_by_the_total_after_the_discount(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    with app.app_context():
        db.session.execute(db.text("UPDATE delivery_terms SET cash_ceiling_vnd = 100000"))
        db.session.commit()
    give_voucher(fair, code="TEN")
    fair.buy(client, fair.first)
    give_details(client)
    assert "bank transfers only" in shown(client, "/en/checkout/review")
    type_code(client, "ten")
    assert "bank transfers only" not in shown(client, "/en/checkout/review")


def test_the_same_post_again_uses_a_voucher_once(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    voucher = give_voucher(fair, code="TEN", use_limit=1)
    fair.buy(client, fair.first, at=fair.code)
    fair.buy(client, fair.second)
    type_code(client, "ten")
    give_details(client)
    form = order_form(client)
    answers = {client.post("/en/orders", data=form).headers["Location"] for _ in range(3)}
    assert len(answers) == 1
    assert (voucher_used(fair, voucher), fair.used()) == (1, 1)
    with app.app_context():
        assert db.session.scalars(db.select(Purchase.total_vnd)).all() == [LOWER + 40_000 + 25_000]


@pytest.mark.parametrize("way", ["cancelled", "lapsed"])
def test_an_order_that_ends_gives_its_voucher_back(
    app: Flask, client: ShopClient, way: str
) -> None:
    fair = make_fair(app)
    voucher = give_voucher(fair, code="TEN", use_limit=1)
    fair.buy(client, fair.second)
    type_code(client, "ten")
    give_details(client)
    place_order(client)
    assert voucher_used(fair, voucher) == 1
    with app.app_context():
        order = the_order(app)
        if way == "cancelled":
            cancel_order(order)
            cancel_order(order)
        else:
            assert lapse_unconfirmed_orders(clock.now() + timedelta(days=9)) == 1
        db.session.commit()
        assert list(audit()) == []
    assert voucher_used(fair, voucher) == 0


def test_each_maker_in_the_cart_can_have_its_voucher(app: Flask, client: ShopClient) -> None:
    one, two = make_fair(app), make_fair(app)
    give_voucher(one, code="ONE", value=1_000)
    give_voucher(two, code="TWO", value=2_000)
    one.buy(client, one.first)
    two.buy(client, two.first)
    type_code(client, "one")
    type_code(client, "two")
    give_details(client)
    place_order(client)
    with app.app_context():
        orders = db.session.scalars(db.select(Purchase)).one().orders
        assert sorted(order.discount_vnd for order in orders) == [1_000, 2_000]


def test_figures_and_exports_count_what_was_paid(app: Flask, client: ShopClient) -> None:
    fair = make_fair(app)
    give_voucher(fair, code="TEN")
    fair.buy(client, fair.first)
    type_code(client, "ten")
    give_details(client)
    place_order(client)
    with app.app_context():
        shop = the_order(app).cooperative
        confirm_order(the_order(app), actor="system")
        db.session.commit()
        period = Period(clock.today(), clock.today())
        assert total_of(shop, period).goods_vnd == REGULAR - 10_000
        assert [line.line_vnd for line in lines_of(shop, period)] == [REGULAR - 10_000]
