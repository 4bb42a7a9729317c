"""The screen of delivery and payment: typed as people type, held against what buyers then meet."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.activity.models import Activity
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.delivery.areas import area_names
from storefront.delivery.models import DeliveryTerms
from storefront.delivery.settings import terms_in_force
from storefront.ordering.models import Order
from storefront.payments.accounts import live_account
from tests.client import ShopClient
from tests.factories import make_product
from tests.manage.desk import MANAGER, MEMBER, STRANGER, make_two_shops, signed_in
from tests.shopping import DETAILS, give_details, order_form, place_order, put_in_cart
from tests.shops import everything, visitor

PAGE = "/vi/manage/delivery"
FIELD = re.compile(
    r'<input[^>]*\bname="([^"]+)"[^>]*?>|<textarea[^>]*\bname="([^"]+)"[^>]*>([^<]*)'
)
VALUE = re.compile(r'\bvalue="([^"]*)"')

TYPED: list[tuple[str, str, object]] = [
    ("district_fee_vnd", "10k", 10_000),
    ("province_fee_vnd", "30.000 đ", 30_000),
    ("elsewhere_fee_vnd", "", None),
    ("elsewhere_fee_vnd", "0", 0),
    ("included_weight_g", "2,5 kg", 2_500),
    ("extra_kg_vnd", "7 nghìn", 7_000),
    ("free_from_vnd", "1tr2", 1_200_000),
    ("free_from_vnd", "", None),
    ("days_max", "7 ngày", 7),
    ("hold_hours", "2 ngày", 48),
    ("confirm_hours", "12 giờ", 12),
    ("cash_ceiling_vnd", "2 triệu", 2_000_000),
    ("inspection_vi", "Được mở  thùng.", "Được mở thùng."),
    ("returns_en", "Within 24 hours.", "Within 24 hours."),
]

UNCLEAR: list[tuple[dict[str, str | None], str]] = [
    ({"district_fee_vnd": "15"}, "district_fee_vnd"),
    ({"province_fee_vnd": "12.5"}, "province_fee_vnd"),
    ({"elsewhere_fee_vnd": "-5000"}, "elsewhere_fee_vnd"),
    ({"elsewhere_fee_vnd": "999.999.999.999"}, "elsewhere_fee_vnd"),
    ({"elsewhere_fee_vnd": None}, "elsewhere_fee_vnd"),
    ({"included_weight_g": ""}, "included_weight_g"),
    ({"included_weight_g": "3"}, "included_weight_g"),
    ({"extra_kg_vnd": ""}, "extra_kg_vnd"),
    ({"free_from_vnd": "0"}, "free_from_vnd"),
    ({"days_min": "9", "days_max": "3"}, "days_max"),
    ({"days_max": "99"}, "days_max"),
    ({"hold_hours": "0"}, "hold_hours"),
    ({"confirm_hours": "hai"}, "confirm_hours"),
    ({"offers_pickup": "y", "pickup_vi": ""}, "pickup_vi"),
    ({"accepts_cod": None, "accepts_transfer": None}, "accepts_transfer"),
    ({"cash_ceiling_vnd": "2tr", "accepts_transfer": None}, "cash_ceiling_vnd"),
    ({"unserved": "Xứ Không Có"}, "unserved"),
    ({"unserved": "Tân Tiến"}, "unserved"),
    ({"returns_vi": "x" * 501}, "returns_vi"),
]


@pytest.fixture(autouse=True)
def _shops(app: Flask) -> None:
    make_two_shops(app)
    with app.app_context():
        shop = db.session.scalars(select(Cooperative).where(Cooperative.slug == "htx-cam")).one()
        make_product(cooperative=shop, slug="cam", price=100_000)
        db.session.commit()


def fields_of(client: ShopClient) -> dict[str, str]:
    """Return the form as a browser would send it unchanged."""
    page = client.get(PAGE).get_data(as_text=True)
    page = page[page.index(f'action="{PAGE}"') :]
    typed: dict[str, str] = {}
    for found in FIELD.finditer(page):
        name, value = found[1], VALUE.search(found[0])
        if name is None:
            typed[found[2]] = unescape(found[3]).strip()
        elif 'type="checkbox"' not in found[0] or " checked" in found[0]:
            typed[name] = unescape(value[1]) if value else "y"
    return typed


def save(client: ShopClient, **changes: str | None) -> tuple[int, str]:
    typed: dict[str, Any] = {**fields_of(client), **changes}
    answer = client.post(PAGE, data={k: v for k, v in typed.items() if v is not None})
    return answer.status_code, answer.get_data(as_text=True)


def terms(app: Flask) -> DeliveryTerms:
    with app.app_context():
        shop = db.session.scalars(select(Cooperative).where(Cooperative.slug == "htx-cam")).one()
        return terms_in_force(shop)


def with_goods(app: Flask, quantity: int = 1) -> ShopClient:
    buyer = visitor(app)
    with app.app_context():
        put_in_cart(
            buyer,
            db.session.scalars(select(Product).where(Product.slug == "cam")).one(),
            quantity,
        )
    return buyer


def test_what_is_shown_saves_unchanged_and_leaves_no_trace(app: Flask) -> None:
    client = signed_in(app, MANAGER)
    before = everything(app)
    assert save(client)[0] == 303
    assert everything(app) == before


def test_values_are_read_as_people_type_them(app: Flask) -> None:
    client = signed_in(app, MANAGER)
    for name, typed, stored in TYPED:
        status, text = save(client, **{name: typed})
        assert status == 303, f"{name} {typed}: {text}"
        assert getattr(terms(app), name) == stored, f"{name} {typed}"
    with app.app_context():
        line = db.session.scalars(select(Activity).order_by(Activity.id.desc())).first()
        assert line is not None and line.verb == "delivery.changed"
        assert line.details == {"fields": [TYPED[-1][0]]}


def test_places_are_read_by_name_and_written_back_in_full(app: Flask) -> None:
    client = signed_in(app, MANAGER)
    typed = "dien bien\nTP Hồ Chí Minh\nXã Cao Phong, Phú Thọ\nđiện biên\n"
    assert save(client, unserved=typed)[0] == 303
    written = fields_of(client)["unserved"].splitlines()
    assert written == ["Điện Biên", "TP. Hồ Chí Minh", "Xã Cao Phong, Phú Thọ"]
    assert terms(app).unserved == ["11", "79", "25-05089"]
    assert save(client)[0] == 303
    assert terms(app).unserved == ["11", "79", "25-05089"]
    maker = visitor(app).get("/vi/products/cam").get_data(as_text=True)
    assert "Xã Cao Phong, Phú Thọ" in maker


def test_what_is_unclear_is_named_kept_and_changes_nothing(app: Flask) -> None:
    client = signed_in(app, MANAGER)
    before = everything(app)
    for changes, field in UNCLEAR:
        status, text = save(client, **changes)
        assert status == 422, changes
        assert f'id="{field}-error"' in text, changes
        kept = [value for value in changes.values() if value not in (None, "y")]
        assert all(value in unescape(text) for value in kept), changes
    assert everything(app) == before


def test_an_unclear_place_is_told_with_what_it_may_be(app: Flask) -> None:
    _, text = save(signed_in(app, MANAGER), unserved="Tân Tiến")
    assert len(re.findall(r"Tân Tiến, ", unescape(text))) >= 2


def test_transfers_alone_need_an_account(app: Flask) -> None:
    with app.app_context():
        shop = db.session.scalars(select(Cooperative).where(Cooperative.slug == "htx-cam")).one()
        db.session.delete(live_account(shop))
        db.session.commit()
    client = signed_in(app, MANAGER)
    status, text = save(client, accepts_cod=None)
    assert status == 422 and 'id="accepts_cod-error"' in text


def test_of_two_who_type_at_once_the_second_sees_what_the_first_saved(app: Flask) -> None:
    first, second = signed_in(app, MANAGER), signed_in(app, MANAGER)
    typed = fields_of(second)
    assert save(first, province_fee_vnd="33.000")[0] == 303
    before = everything(app)
    typed["district_fee_vnd"] = "11.000"
    answer = second.post(PAGE, data=typed)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "33.000" in text and 'value="11.000"' in text
    assert everything(app) == before
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', text)
    assert seen
    assert second.post(PAGE, data={**typed, "seen": seen[1]}).status_code == 303
    assert terms(app).district_fee_vnd == 11_000


def test_a_forged_token_keeps_what_was_typed(app: Flask) -> None:
    client = signed_in(app, MANAGER)
    before = everything(app)
    status, text = save(client, district_fee_vnd="11k", csrf_token="forged")
    assert status == 400 and 'value="11k"' in text
    assert everything(app) == before


def test_a_plain_member_looks_and_does_not_change(app: Flask) -> None:
    client = signed_in(app, MEMBER)
    before = everything(app)
    assert save(client, district_fee_vnd="11k")[0] == 403
    assert everything(app) == before


def test_one_shop_sets_nothing_of_another(app: Flask) -> None:
    before = terms(app).district_fee_vnd
    assert save(signed_in(app, STRANGER), district_fee_vnd="11k")[0] == 303
    assert terms(app).district_fee_vnd == before


@pytest.mark.parametrize("area", ["Phú Thọ", "{commune}"])
def test_goods_do_not_go_where_the_shop_does_not_deliver(app: Flask, area: str) -> None:
    name = area_names([f"{DETAILS['province_code']}-{DETAILS['commune_code']}"])[0]
    assert save(signed_in(app, MANAGER), unserved=area.format(commune=name))[0] == 303
    buyer = with_goods(app)
    answer = give_details(buyer)
    assert answer.status_code == 422
    assert "does not deliver to that area" in answer.get_data(as_text=True)
    assert "not delivered to your address" in buyer.get("/en/cart").get_data(as_text=True)
    before = everything(app)
    forged = {"idempotency_key": "a" * 20, "shown_total": "125000"}
    forged["csrf_token"] = buyer.token_from("/en/checkout")
    assert 400 <= buyer.post("/en/orders", data=forged).status_code < 500
    assert everything(app) == before
    elsewhere = with_goods(app)
    there = {"province_code": "01", "commune_code": "00004"}
    assert give_details(elsewhere, **there).status_code == 303


def test_what_is_fetched_may_come_from_anywhere(app: Flask) -> None:
    saved = {"unserved": "Phú Thọ", "offers_pickup": "y", "pickup_vi": "Tại vườn, sáng thứ bảy"}
    assert save(signed_in(app, MANAGER), **saved)[0] == 303
    buyer = with_goods(app)
    assert give_details(buyer).status_code == 422
    assert give_details(buyer, **{"stuck-htx-cam": "pickup"}).status_code == 303
    assert place_order(buyer).status_code == 303


def test_cash_ends_at_the_ceiling(app: Flask) -> None:
    assert save(signed_in(app, MANAGER), cash_ceiling_vnd="250k")[0] == 303
    small, large = with_goods(app, 2), with_goods(app, 3)
    for buyer in (small, large):
        assert give_details(buyer, payment_method="cod").status_code == 303
    page = large.get("/en/checkout/review").get_data(as_text=True)
    assert "Above ₫250,000 this maker takes bank transfers only." in page
    before = everything(app)
    assert place_order(large, **{"payment_method-htx-cam": "cod"}).status_code == 422
    assert everything(app) == before
    for buyer in (small, large):
        assert place_order(buyer).status_code == 303
    with app.app_context():
        paid = {
            order.total_vnd: order.payment_method for order in db.session.scalars(select(Order))
        }
        assert (paid[240_000], paid[340_000]) == ("cod", "bank_transfer")


def test_what_the_review_said_of_paying_is_not_changed_behind_the_buyers_back(app: Flask) -> None:
    buyer = with_goods(app, 3)
    give_details(buyer, payment_method="cod")
    form = order_form(buyer)
    assert save(signed_in(app, MANAGER), cash_ceiling_vnd="250k")[0] == 303
    before = everything(app)
    assert buyer.post("/en/orders", data=form).status_code == 422
    assert everything(app) == before


def test_an_order_keeps_what_it_was_promised(app: Flask) -> None:
    buyer = with_goods(app)
    give_details(buyer)
    purchase = place_order(buyer).headers["Location"]
    before = everything(app)
    shown = buyer.get(purchase).get_data(as_text=True)
    changes = {
        "district_fee_vnd": "99k",
        "province_fee_vnd": "99k",
        "days_max": "30",
        "confirm_hours": "1",
        "inspection_vi": "Không được mở.",
        "inspection_en": "Never open it.",
        "returns_vi": "Không nhận lại.",
        "returns_en": "",
        "unserved": "Phú Thọ",
    }
    assert save(signed_in(app, MANAGER), **changes)[0] == 303
    after = everything(app)
    for table in ("orders", "purchase", "line_item", "state_change"):
        assert after[table] == before[table]
    again = buyer.get(purchase).get_data(as_text=True)
    assert "Never open it." not in again
    assert re.findall(r"₫[\d,]+", again) == re.findall(r"₫[\d,]+", shown)
