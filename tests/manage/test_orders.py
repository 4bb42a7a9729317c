"""The inbox: orders by what they wait for, the most urgent first, found however one types."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from storefront import clock
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.handling import inbox
from storefront.ordering.models import Order
from storefront.ordering.services import cancel_order
from storefront.payments.services import record_payment
from tests.client import ShopClient
from tests.factories import make_cooperative, make_product
from tests.factories.orders import make_order
from tests.manage.order_desk import Desk, queries_of, text_of
from tests.manage.test_order_steps import confirmed, delivered, handed_over, packed, paid
from tests.shops import everything

ROW = re.compile(r'order-row__name" href="/vi/manage/orders/(CP\w+)"')
TAB = re.compile(r'state=(\w+)"[^>]*>[^<]*<span[^>]*>(\d+)<')
SEARCH = "/vi/manage/orders/search"


def codes_on(client: ShopClient, address: str) -> list[str]:
    return ROW.findall(text_of(client.get(address)))


def sought(client: ShopClient, words: str) -> list[str]:
    """Return the codes that a search leads to."""
    token = client.token_from("/vi/manage/orders")
    answer = client.post(SEARCH, data={"words": words, "csrf_token": token})
    if answer.status_code == 303:
        return [answer.headers["Location"].rpartition("/")[2]]
    assert answer.status_code == 200
    return ROW.findall(text_of(answer))


def test_each_order_is_counted_where_it_waits(desk: Desk) -> None:
    def part_paid(order: Order) -> None:
        record_payment(order, 1_000, method="bank_transfer", actor="system")

    codes = {
        "confirm": desk.order(),
        "transfer": desk.order(part_paid, method="bank_transfer"),
        "pack": desk.order(paid, method="bank_transfer"),
        "hand_over": desk.order(confirmed, packed),
        "underway": desk.order(confirmed, packed, handed_over),
        "settle": desk.order(confirmed, packed, handed_over, delivered),
        "done": desk.order(confirmed, packed, handed_over, delivered, paid),
        "ended": desk.order(cancel_order),
    }
    page = text_of(desk.manager.get("/vi/manage/orders"))
    assert TAB.findall(page) == [(name, "1") for name in codes]
    assert ROW.findall(page) == [codes["confirm"]]  # where work waits, it opens
    for name, code in codes.items():
        assert codes_on(desk.manager, f"/vi/manage/orders?state={name}") == [code]


def test_money_of_a_cancelled_order_has_to_be_settled(desk: Desk) -> None:
    code = desk.order(paid, cancel_order, method="bank_transfer")
    for state in ("settle", "ended"):
        assert codes_on(desk.manager, f"/vi/manage/orders?state={state}") == [code]


def test_what_lapses_first_stands_first_and_says_when(desk: Desk) -> None:
    now = clock.now()
    late = desk.order(placed_at=now - timedelta(hours=1))
    soon = desk.order(placed_at=now - timedelta(hours=20))
    page = text_of(desk.manager.get("/vi/manage/orders?state=confirm"))
    assert ROW.findall(page) == [soon, late]
    deadline = (now + timedelta(hours=28)).astimezone(clock.MARKET_ZONE)
    assert f"{deadline:%H:%M}" in page


def test_ended_orders_stand_newest_first(desk: Desk) -> None:
    now = clock.now()
    old = desk.order(cancel_order, placed_at=now - timedelta(days=3))
    new = desk.order(cancel_order, placed_at=now - timedelta(days=1))
    assert codes_on(desk.manager, "/vi/manage/orders?state=ended") == [new, old]


def test_long_lists_come_in_pages(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "PAGE", 2)
    monkeypatch.setattr("storefront.manage.orders.PAGE", 2)
    codes = [desk.order(placed_at=clock.now() - timedelta(hours=n)) for n in (5, 4, 3)]
    pages = [codes_on(desk.manager, f"/vi/manage/orders?state=confirm&page={n}") for n in (1, 2)]
    assert pages == [codes[:2], codes[2:]]


def test_an_address_that_names_no_page_is_not_found(desk: Desk) -> None:
    for query in (
        "state=", "state=none", "state=%00",
        "page=0", "page=-1", "page=2", "page=x", "page=²", "page=" + "9" * 40,
    ):  # fmt: skip
        assert desk.manager.get(f"/vi/manage/orders?{query}").status_code == 404, query
    for code in ("CP2345679", "cp", "0", "%00", "x" * 300):
        assert desk.manager.get(f"/vi/manage/orders/{code}").status_code == 404, code


def test_an_order_is_found_by_code_phone_and_name(desk: Desk) -> None:
    hoa = desk.order(full_name="Nguyễn Thị Hoà", phone="+84912000345")
    duc = desk.order(full_name="Đặng Đức", phone="+84987111222")
    for words in (
        hoa, hoa.lower(), f"  {hoa[:4]} {hoa[4:]}", hoa[3:],
        "0912 000 345", "+84912000345", "84.912.000.345", "0912-000-345", "345", "000 345",
        "hoa", "Hoà", "hòa", "nguyen thi", "thi hoa nguyen", "NGUYỄN", "hoaf",
    ):  # fmt: skip
        assert sought(desk.manager, words) == [hoa], words
    assert sought(desk.manager, "dang duc") == [duc]
    assert sought(desk.manager, "đ") == [duc]
    for words in ("nobody", "0900 000 000", "CP2345679", "%", "_", "' OR 1=1", "hoa duc"):
        assert sought(desk.manager, words) == [], words


def test_several_that_may_be_meant_are_all_shown(desk: Desk) -> None:
    first = desk.order(full_name="Bùi Văn Ấn", phone="+84912000345")
    second = desk.order(confirmed, full_name="Bùi Văn Ấn", phone="+84912000345")
    assert sought(desk.manager, "0912000345") == [second, first]
    assert sought(desk.manager, "bui") == [second, first]
    assert second in text_of(desk.manager.get(f"/vi/manage/orders/{first}"))


def test_a_search_without_words_or_with_a_forged_token_is_refused(desk: Desk) -> None:
    desk.order()
    token = desk.manager.token_from("/vi/manage/orders")
    before = everything(desk.app)
    answer = desk.manager.post(SEARCH, data={"words": " \u200b", "csrf_token": token})
    assert answer.status_code == 422
    answer = desk.manager.post(SEARCH, data={"words": "hoà", "csrf_token": "forged"})
    assert answer.status_code == 400
    assert 'value="hoà"' in text_of(answer)
    assert everything(desk.app) == before


def test_orders_of_others_are_neither_listed_nor_found(desk: Desk) -> None:
    with desk.app.app_context():
        other = make_product(cooperative=make_cooperative())
        order = make_order(other, payment_method="cod")
        order.purchase.full_name = "Người Lạ"
        db.session.commit()
        code, phone = order.code, order.purchase.phone
    mine = desk.order(full_name="Người Quen")
    assert codes_on(desk.manager, "/vi/manage/orders?state=confirm") == [mine]
    assert sought(desk.manager, code) == []
    assert sought(desk.manager, phone) == [mine]
    assert sought(desk.manager, "nguoi") == [mine]
    assert code not in text_of(desk.manager.get(f"/vi/manage/orders/{mine}"))


def test_a_sample_buyer_is_not_rung(desk: Desk) -> None:
    real, made_up = desk.order(), desk.order()
    with desk.app.app_context():
        order = db.session.query(Order).filter_by(code=made_up).one()
        order.purchase.session_key = "generated-1"
        db.session.commit()
    for code, links in ((real, 1), (made_up, 0)):
        page = text_of(desk.manager.get(f"/vi/manage/orders/{code}")).split("<main")[1]
        assert page.count('href="tel:+84912345670"') == links
        assert page.count('href="https://zalo.me/0912345670"') == links


def test_the_screen_shows_goods_and_money(desk: Desk) -> None:
    code = desk.order(method="bank_transfer")
    with desk.app.app_context():
        product = db.session.get_one(Product, desk.product_id)
        order = db.session.query(Order).filter_by(code=code).one()
        record_payment(order, 30_000, method="bank_transfer", actor="system")
        db.session.commit()
        name = product.name_vi
    page = text_of(desk.manager.get(f"/vi/manage/orders/{code}"))
    for words in (name, "75.000 ₫", "30.000 ₫", "45.000 ₫", "Nguyễn Thị Hoa", "Xã Cao Phong"):
        assert words in page
    assert 'value="45.000"' in page


def test_the_inbox_takes_few_queries(desk: Desk) -> None:
    desk.order()
    before = queries_of(desk, "/vi/manage/orders?state=confirm")
    for _ in range(6):
        desk.order()
    after = queries_of(desk, "/vi/manage/orders?state=confirm")
    assert after == before < 10
