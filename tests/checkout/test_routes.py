"""Details and review, through their pages."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask

from storefront.cart.models import Cart
from storefront.database import db
from storefront.ordering.models import Purchase
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.shopping import DETAILS, give_details, order_form, put_in_cart


@pytest.fixture(autouse=True)
def _in_shop(app: Flask) -> None:
    with app.app_context():
        make_market()
        db.session.commit()


def fill(
    app: Flask, client: ShopClient, *, terms: dict[str, Any] | None = None, **values: Any
) -> str:
    """Put one product into the cart; return its maker's slug."""
    with app.app_context():
        maker = make_cooperative(terms=terms)
        product = make_product(cooperative=maker, **values)
        db.session.commit()
        assert put_in_cart(client, product).status_code == 303
        return maker.slug


def kept(app: Flask) -> Cart:
    """Return the only cart, read anew."""
    with app.app_context():
        cart: Cart = db.session.scalars(db.select(Cart)).one()
        return cart


def test_details_lead_to_the_review(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    answer = give_details(client)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/en/checkout/review"
    cart = kept(app)
    assert cart.phone == "+84912345678"
    assert cart.commune_code == "04795"


def test_empty_cart_leads_back_to_the_cart(client: ShopClient) -> None:
    for address in ("/en/checkout", "/en/checkout/review"):
        answer = client.get(address)
        assert answer.status_code == 303
        assert answer.headers["Location"] == "/en/cart"


def test_province_fills_its_communes_without_script(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    page = client.get("/vi/checkout?province_code=25").get_data(as_text=True)
    assert 'value="04795"' in page
    other = client.get("/vi/checkout?province_code=nonsense").get_data(as_text=True)
    assert 'value="04795"' not in other


def test_show_communes_keeps_everything_typed(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    token = client.token_from("/en/checkout")
    answer = client.post(
        "/en/checkout",
        data={
            "csrf_token": token,
            "show_communes": "yes",
            "province_code": "25",
            "full_name": "Bùi Văn Mường",
            "phone": "not yet",
            "note": "Gọi buổi chiều",
        },
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert 'value="04795"' in page
    assert "Bùi Văn Mường" in page
    assert "not yet" in page
    assert "Gọi buổi chiều" in page
    assert "error-summary" not in page


def test_old_divided_commune_asks_which_part(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    token = client.token_from("/vi/checkout")
    page = client.post(
        "/vi/checkout",
        data={"csrf_token": token, "find_place": "yes", "place": "xã Vầy Nưa, Đà Bắc, Hòa Bình"},
    ).get_data(as_text=True)
    assert len(re.findall(r'name="match"', page)) >= 2
    assert "Vầy Nưa" in page


def test_match_fills_province_and_commune(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    answer = give_details(client, province_code="", commune_code="", match="25-04795")
    assert answer.status_code == 303
    assert kept(app).commune_code == "04795"


def test_places_answer_while_typing(app: Flask, client: ShopClient) -> None:
    fragment = client.get(
        "/vi/checkout/places?place=bac+phong", headers={"HX-Request-Type": "partial"}
    ).get_data(as_text=True)
    assert "Bắc Phong" in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("full_name", "", "Type your name"),
        ("full_name", "x" * 81, "2 to 80 characters"),
        ("phone", "", "Type a phone number"),
        ("phone", "12345", "no Vietnamese phone number"),
        ("phone", "01234567890", "no Vietnamese phone number"),
        ("email", "nobody", "no e-mail address"),
        ("province_code", "", "Choose a province"),
        ("province_code", "ZZ", "Choose a province"),
        ("commune_code", "", "Choose a commune"),
        ("commune_code", "00004", "Choose a commune"),
        ("street", "", "house and street"),
        ("note", "x" * 501, "500 characters at most"),
        ("payment_method", "gold", ""),
        ("payment_method", "", "Choose how you pay"),
    ],
)
def test_wrong_field_keeps_the_rest_and_says_what_is_wrong(
    app: Flask, client: ShopClient, field: str, value: str, words: str
) -> None:
    fill(app, client)
    answer = give_details(client, **{field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "error-summary" in page
    assert words in page
    if field != "full_name":
        assert DETAILS["full_name"] in page
    assert kept(app).full_name == ""


def test_forged_token_comes_back_filled(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    answer = give_details(client, csrf_token="forged")
    assert answer.status_code == 400
    assert DETAILS["full_name"] in answer.get_data(as_text=True)
    assert kept(app).full_name == ""


def test_text_is_kept_as_nfc_without_control_characters(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    give_details(client, full_name="Nguye\u0302\u0303n\x00 Hoa\u0300\u0007")
    assert kept(app).full_name == "Nguyễn Hoà"


def test_goods_that_cannot_travel_are_refused_before_the_review(
    app: Flask, client: ShopClient
) -> None:
    slug = fill(app, client, reach="district")
    with app.app_context():
        rest = make_product()
        db.session.commit()
        put_in_cart(client, rest)
        rest_name = rest.name_en
    elsewhere = {"province_code": "01", "commune_code": "00004"}
    answer = give_details(client, **elsewhere)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "it travels within" in page
    answer = give_details(client, **elsewhere, **{f"stuck-{slug}": "leave"})
    assert answer.headers["Location"] == "/en/checkout/review"
    review = client.get("/en/checkout/review").get_data(as_text=True)
    assert rest_name in review
    assert "Stays in your cart" in review
    assert order_form(client)["shown_total"] == "90000"


def test_review_shows_one_total_per_maker_and_one_in_all(app: Flask, client: ShopClient) -> None:
    fill(app, client, price=60_000)
    fill(app, client, price=160_000)
    give_details(client)
    page = client.get("/en/checkout/review").get_data(as_text=True)
    assert "₫85,000" in page
    assert "₫160,000" in page
    assert 'data-total="245000"' in page


def test_idempotency_key_is_stable_over_reloads(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    give_details(client)
    assert order_form(client)["idempotency_key"] == order_form(client)["idempotency_key"]


def test_maker_that_takes_transfers_only_says_so(app: Flask, client: ShopClient) -> None:
    slug = fill(app, client, terms={"accepts_cod": False})
    give_details(client, payment_method="cod")
    page = client.get("/en/checkout/review").get_data(as_text=True)
    assert "This maker takes bank transfers only." in page
    assert f'name="payment_method-{slug}" value="bank_transfer" checked' in page


def test_fetching_goods_costs_no_delivery(app: Flask, client: ShopClient) -> None:
    slug = fill(app, client, terms={"offers_pickup": True, "pickup_en": "At the packing house"})
    give_details(client)
    data = {"csrf_token": order_form(client)["csrf_token"], f"delivery-{slug}": "pickup"}
    assert client.post("/en/checkout/review", data=data).status_code == 303
    assert order_form(client)["shown_total"] == "50000"


def test_alcohol_asks_for_the_one_required_box(app: Flask, client: ShopClient) -> None:
    fill(app, client, is_alcohol=True)
    give_details(client)
    page = client.get("/en/checkout/review").get_data(as_text=True)
    assert 'name="declared_adult"' in page


def test_nothing_is_placed_before_the_button(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    give_details(client)
    client.get("/en/checkout/review")
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Purchase.id))) == 0


def test_lists_filled_with_htmx_leave_no_earlier_match_behind(client: ShopClient) -> None:
    fragment = client.get(
        "/vi/checkout/communes?match=25-04795", headers={"HX-Request-Type": "partial"}
    ).get_data(as_text=True)
    assert re.search(r'<option selected value="04795"', fragment)
    assert 'id="commune-matches"' in fragment
    assert 'name="match"' not in fragment


def test_cart_of_which_nothing_can_go_there_says_so_each_time(
    app: Flask, client: ShopClient
) -> None:
    slug = fill(app, client, reach="district")
    elsewhere = {"province_code": "01", "commune_code": "00004"}
    for choice in ({}, {f"stuck-{slug}": "leave"}):
        answer = give_details(client, **elsewhere, **choice)
        assert answer.status_code == 422
        assert "Nothing in your cart can go there" in answer.get_data(as_text=True)
    review = client.get("/en/checkout/review")
    assert review.status_code == 409
    assert "Nothing in your cart can go there" in review.get_data(as_text=True)


def test_enter_in_a_field_goes_on(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    page = client.get("/en/checkout").get_data(as_text=True)
    form = page[page.index('action="/en/checkout"') :]
    first = re.search(r"<button[^>]*>", form)
    assert first
    assert "name=" not in first[0]


def test_fetching_is_taken_only_where_it_is_offered(app: Flask, client: ShopClient) -> None:
    slug = fill(app, client, reach="district", terms={"offers_pickup": False})
    elsewhere = {"province_code": "01", "commune_code": "00004"}
    answer = give_details(client, **elsewhere, **{f"stuck-{slug}": "pickup"})
    assert answer.status_code == 422
    assert client.get("/en/checkout/review").status_code == 409


def test_match_that_was_taken_does_not_overrule_the_lists(app: Flask, client: ShopClient) -> None:
    fill(app, client)
    answer = give_details(client, place="cao phong", match="25-05089", street="")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert re.search(r'<option selected value="05089"', page)
    assert not re.search(r'name="match"[^>]*checked', page)


def test_missing_declaration_of_age_is_said_in_words(app: Flask, client: ShopClient) -> None:
    fill(app, client, is_alcohol=True)
    give_details(client)
    answer = client.post("/en/orders", data=order_form(client))
    assert answer.status_code == 422
    assert "18 years old or more" in answer.get_data(as_text=True)
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count(Purchase.id))) == 0
