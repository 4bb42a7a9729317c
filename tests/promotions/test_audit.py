"""The audit of event prices and vouchers: silent when sound, naming what was broken."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.client import ShopClient
from tests.promotions.buying import give_voucher, make_fair, type_code
from tests.shopping import give_details, place_order
from tests.test_audit import breaches, tamper

BREAKS = [
    ("UPDATE event_price SET used = 3", "event price 1: 3 of 12 used, 1 in lines"),
    ("UPDATE event_price SET quantity_limit = 0", "event price 1: 1 of 0 used"),
    ("UPDATE voucher SET used = 0", "voucher 1: 0 of 5 used, by 1 orders"),
    ("UPDATE line_item SET discount_vnd = 1", "off 125000 VND of goods, lines 2 VND"),
    ("UPDATE orders SET voucher_code = ''", "10000 VND off 125000 VND"),
    ("UPDATE orders SET discount_vnd = 0", "0 VND off 125000 VND"),
    ("UPDATE orders SET total_vnd = 1", "discount 10000, delivery 25000, total 1"),
    ("UPDATE line_item SET is_alcohol = true", "is alcohol and was sold for less"),
    ("UPDATE event_price_use SET given_back_at = taken_at", "its event price counts wrongly"),
    ("UPDATE event_price_use SET packs = 2", "its event price counts wrongly"),
    ("DELETE FROM voucher_use", "its voucher counts wrongly"),
    ("UPDATE orders SET status = 'cancelled'", "(cancelled): its voucher counts wrongly"),
]


@pytest.mark.parametrize(("statement", "told"), BREAKS, ids=[told for _, told in BREAKS])
def test_each_breach_is_named(app: Flask, client: ShopClient, statement: str, told: str) -> None:
    fair = make_fair(app, limit=12)
    give_voucher(fair, code="TEN", use_limit=5)
    fair.buy(client, fair.first, at=fair.code)
    fair.buy(client, fair.second)
    type_code(client, "ten")
    give_details(client)
    assert place_order(client).status_code == 303
    assert breaches(app) == []
    tamper(app, statement)
    found = breaches(app)
    assert any(told in breach for breach in found), found
