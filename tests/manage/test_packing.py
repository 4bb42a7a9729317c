"""What to pack, day by day, and the slips that go with the parcels."""

from __future__ import annotations

import re
from datetime import timedelta

from storefront import clock
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.ordering.models import Order
from storefront.payments.services import record_payment
from tests.factories import make_cooperative, make_product
from tests.factories.orders import make_order
from tests.manage.order_desk import Desk, queries_of, text_of
from tests.manage.test_order_steps import confirmed, packed, paid

LIST, PRINT = "/vi/manage/orders/packing", "/vi/manage/orders/print"
SHEET = LIST + "/print"
SUM = re.compile(r'<th scope="row">([^<]+?)\s*(?:<small>[^<]*</small>)?</th><td[^>]*>(\d+)</td>')
CHOSEN = re.compile(r'name="code" value="(CP\w+)"')
SLIP = re.compile(r'id="slip-(CP\w+)"')


def add_order(desk: Desk, quantity: int, *, name: str, ship_days: str = "") -> str:
    """Place a confirmed order for other goods of the same cooperative."""
    with desk.app.app_context():
        product = db.session.query(Product).filter_by(name_vi=name).one_or_none() or make_product(
            cooperative=desk.shop(), name_vi=name, ship_days=ship_days, stock=100
        )
        order = make_order(product, quantity, payment_method="cod")
        confirmed(order)
        db.session.commit()
        return order.code


def test_packs_are_added_up_and_stand_order_by_order(desk: Desk) -> None:
    codes = [add_order(desk, 3, name="Mật ong"), add_order(desk, 4, name="Mật ong")]
    codes.append(add_order(desk, 1, name="Chè"))
    done = desk.order(confirmed, packed)
    desk.order()  # not confirmed yet
    page = text_of(desk.manager.get(LIST))
    assert SUM.findall(page) == [("Mật ong", "7"), ("Chè", "1")]
    assert CHOSEN.findall(page) == [*codes, done]


def test_goods_that_ship_on_other_days_stand_under_their_day(desk: Desk) -> None:
    day_after = clock.today() + timedelta(days=2)
    later = add_order(desk, 2, name="Cá sông", ship_days=str(day_after.isoweekday()))
    now = add_order(desk, 1, name="Mật ong", ship_days=str(clock.today().isoweekday()))
    page = text_of(desk.manager.get(LIST))
    assert CHOSEN.findall(page) == [now, later]
    assert f"{day_after.day}/{day_after.month}/{day_after.year}" in page
    assert page.count("pack-sums") == 2


def test_nothing_to_pack_is_said(desk: Desk) -> None:
    desk.order()
    for address in (LIST, PRINT):
        page = text_of(desk.manager.get(address))
        assert 'class="empty"' in page
        assert not SLIP.findall(page)


def test_slips_say_where_to_what_and_how_much_to_collect(desk: Desk) -> None:
    def part_paid(order: Order) -> None:
        record_payment(order, 20_000, method="cod", actor="system")

    cash = desk.order(confirmed, full_name="Bùi Văn Ấn")
    part = desk.order(confirmed, part_paid)
    transfer = desk.order(paid, method="bank_transfer")
    for paper in ("a5", "a6", "80"):
        address = f"{PRINT}?paper={paper}&code={transfer}&code={cash}&code={part}&code={cash}"
        page = text_of(desk.manager.get(address))
        assert SLIP.findall(page) == [transfer, cash, part]
        assert f"print-{paper}." in page
        slips = page.split("<article")[1:]
        money = [re.search(r'slip__money">(.*?)</p>', slip, re.DOTALL) for slip in slips]
        amounts = [re.findall(r"[\d.]+ ₫", found[1]) if found else None for found in money]
        assert amounts == [[], ["75.000 ₫"], ["55.000 ₫"]]
        for words in (
            "Bùi Văn Ấn", "0912 345 670", "Xóm Má, Xã Cao Phong", "HTX Cam", "0912 345 678",
            "Cam Canh", "1 ×",
        ):  # fmt: skip
            assert words in slips[1], words


def test_without_a_choice_all_that_is_to_be_packed_is_printed(desk: Desk) -> None:
    codes = [desk.order(confirmed) for _ in range(3)]
    desk.order(confirmed, packed)
    assert SLIP.findall(text_of(desk.manager.get(PRINT))) == codes


def test_the_list_is_printed_by_day_with_sums_and_orders(desk: Desk) -> None:
    day_after = clock.today() + timedelta(days=2)
    codes = [add_order(desk, 3, name="Mật ong"), add_order(desk, 4, name="Mật ong")]
    later = add_order(desk, 2, name="Cá sông", ship_days=str(day_after.isoweekday()))
    desk.order(confirmed, packed)
    page = text_of(desk.manager.get(SHEET))
    assert page.count("<article") == 2
    assert re.findall(r"<small>(CP\w+)<br>", page) == [*codes, later]
    assert re.findall(r'__count">(\d+)</td>', page) == ["7", "2"]
    assert "Xã Cao Phong" in page and "print-a4." in page
    only = text_of(desk.manager.get(f"{SHEET}?day={day_after.isoformat()}"))
    assert re.findall(r"<small>(CP\w+)<br>", only) == [later]
    assert f"{SHEET}?day={day_after.isoformat()}" in text_of(desk.manager.get(LIST))


def test_days_without_anything_to_pack_have_no_sheet(desk: Desk) -> None:
    assert 'class="empty"' in text_of(desk.manager.get(SHEET))
    for day in (clock.today().isoformat(), "x", "", "2026-99-99"):
        assert desk.manager.get(f"{SHEET}?day={day}").status_code == 404


def test_slips_of_others_and_papers_that_are_none_are_not_found(desk: Desk) -> None:
    mine = desk.order(confirmed)
    with desk.app.app_context():
        other = make_order(make_product(cooperative=make_cooperative()), payment_method="cod").code
        db.session.commit()
    many = "&".join(["code=" + mine] * 201)
    for query in (
        f"code={mine}&code={other}",
        f"code={other}",
        "code=x",
        "code=%00",
        "paper=a4",
        many,
    ):
        assert desk.manager.get(f"{PRINT}?{query}").status_code == 404, query


def test_lists_and_slips_take_few_queries(desk: Desk) -> None:
    desk.order(confirmed)
    for address in (LIST, PRINT, SHEET):
        before = queries_of(desk, address)
        for _ in range(4):
            desk.order(confirmed)
        assert queries_of(desk, address) == before < 12
