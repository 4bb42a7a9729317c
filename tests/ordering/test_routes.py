"""Ordering through the shop's pages: once per key, refused in words, found again."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.catalogue.models import Product
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.ordering.changes import change_status
from storefront.ordering.models import Order, Purchase
from storefront.ordering.services import confirm_order
from storefront.payments.services import record_payment
from storefront.payments.vietqr import parse_vietqr
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product, only_variant, stock_of
from tests.shopping import give_details, order_form, place_order, put_in_cart
from tests.shops import everything, reopened, visitor

TOKEN_PATH = re.compile(r"/en/orders/[A-Za-z0-9_-]{22,}$")


@pytest.fixture(autouse=True)
def shop(app: Flask) -> None:
    with app.app_context():
        make_market()
        db.session.commit()


@pytest.fixture
def product(app: Flask) -> Product:
    with app.app_context():
        product = make_product(price=50_000, stock=20)
        db.session.commit()
        db.session.refresh(product)
        product.cooperative.name  # noqa: B018 - loaded for later
        return product


def ready(app: Flask, client: ShopClient, *products: Product, **details: str) -> dict[str, str]:
    """Put goods into the cart, give the details, and return the review's hidden fields."""
    with app.app_context():
        for product in products:
            assert put_in_cart(client, product).status_code == 303
    assert give_details(client, **details).status_code == 303
    return order_form(client)


def change(app: Flask, product: Product, act: Callable[[Product], object]) -> None:
    with app.app_context():
        act(db.session.get_one(Product, product.id))
        db.session.commit()


def purchases(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Purchase)) or 0


def refused(app: Flask, client: ShopClient, form: dict[str, str], status: int, words: str) -> str:
    before = everything(app)
    answer = client.post("/en/orders", data=form)
    text = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert words in re.sub(r"\s+", " ", text).replace("&#39;", "'")
    assert everything(app) == before
    return text


def ordered(app: Flask, client: ShopClient, product: Product, **details: str) -> str:
    """Order one pack and return the path of the purchase's page."""
    form = ready(app, client, product, **details)
    return client.post("/en/orders", data=form).headers["Location"]


def with_order(app: Flask, act: Callable[[Order], object]) -> None:
    with app.app_context():
        act(db.session.scalars(select(Order)).one())
        db.session.commit()


def test_an_order_leads_to_its_page(app: Flask, client: ShopClient, product: Product) -> None:
    form = ready(app, client, product)
    answer = client.post("/en/orders", data=form)
    assert answer.status_code == 303
    assert TOKEN_PATH.search(answer.headers["Location"])
    page = client.get(answer.headers["Location"])
    text = page.get_data(as_text=True)
    with app.app_context():
        code = db.session.scalars(select(Order.code)).one()
    assert len(re.findall(r'data-order-code="([^"]+)"', text)) == 1
    assert f'data-order-code="{code}">{code}<' in text
    assert "Waiting for the maker's call" in text.replace("&#39;", "'")
    assert page.headers["Cache-Control"].startswith("private")
    assert 'content="noindex' in text


def test_the_page_opens_without_cookies_and_in_both_languages(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)
    stranger = visitor(app)
    assert stranger.get(path).status_code == 200
    assert stranger.get(path.replace("/en/", "/vi/")).status_code == 200
    assert stranger.get(path[:-1]).status_code == 404
    assert stranger.get(f"{path}%00").status_code == 404


def test_the_identical_post_shows_the_same_purchase_for_ever(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    first = client.post("/en/orders", data=form)
    again = client.post("/en/orders", data=form)
    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])
    change(app, product, lambda p: setattr(p.cooperative, "status", "closed"))
    with app.app_context():
        put_in_cart(client, product)
    later = client.post("/en/orders", data=form)
    assert later.headers["Location"] == first.headers["Location"]
    assert purchases(app) == 1


def test_the_identical_post_is_known_after_a_restart(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    first = client.post("/en/orders", data=form)
    cookie = client.get_cookie("session")
    assert cookie is not None
    restarted = visitor(reopened(app))
    restarted.set_cookie("session", cookie.value)
    again = restarted.post("/en/orders", data=form)
    assert (again.status_code, again.headers["Location"]) == (303, first.headers["Location"])
    assert purchases(app) == 1


def test_another_session_with_the_same_key_never_sees_the_purchase(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    mine = client.post("/en/orders", data=form)
    other = visitor(app)
    theirs = ready(app, other, product)
    answer = other.post("/en/orders", data={**theirs, "idempotency_key": form["idempotency_key"]})
    assert answer.status_code == 303
    assert answer.headers["Location"] != mine.headers["Location"]
    assert purchases(app) == 2


def test_another_session_without_a_cart_is_refused_with_that_key(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    client.post("/en/orders", data=form)
    other = visitor(app)
    token = other.token_from("/en/orders/lookup")
    text = refused(app, other, {**form, "csrf_token": token}, 409, "holds nothing")
    assert "/en/cart" in text


@pytest.mark.parametrize("total", ["1", "", "abc", "-5", "75000.0", "9" * 40, "７５０００"])
def test_a_tampered_total_is_refused_with_the_true_one(
    app: Flask, client: ShopClient, product: Product, total: str
) -> None:
    form = ready(app, client, product)
    assert form["shown_total"] == "75000"
    text = refused(app, client, {**form, "shown_total": total}, 409, "The total is ₫75,000 now")
    assert 'name="shown_total" value="75000"' in text


def test_a_price_changed_meanwhile_is_named_and_can_then_be_ordered(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    change(app, product, lambda p: setattr(only_variant(p), "price_vnd", 60_000))
    refused(app, client, form, 409, "now costs ₫60,000, not ₫50,000. The total is ₫85,000 now")
    assert place_order(client).status_code == 303


def test_words_changed_meanwhile_are_shown_before_they_are_agreed_to(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    with app.app_context():
        terms = db.session.get_one(DeliveryTerms, product.cooperative_id)
        terms.returns_vi = terms.returns_en = "Money back within a day only."
        db.session.commit()
    text = refused(app, client, form, 409, "A maker changed delivery or returns meanwhile.")
    assert "Money back within a day only." in text
    assert place_order(client).status_code == 303


@pytest.mark.parametrize("digest", ["x", "0" * 16, "9" * 5_000, "<b>"])
def test_terms_that_no_review_showed_are_asked_for_again(
    app: Flask, client: ShopClient, product: Product, digest: str
) -> None:
    form = ready(app, client, product)
    refused(app, client, {**form, "shown_terms": digest}, 409, "Read the new words here")


def test_a_program_that_knows_only_key_and_total_can_order(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    with app.app_context():
        db.session.get_one(DeliveryTerms, product.cooperative_id).days_max = 9
        db.session.commit()
    told = {name: form[name] for name in ("csrf_token", "idempotency_key", "shown_total")}
    assert client.post("/en/orders", data=told).status_code == 303


def test_sold_out_meanwhile_is_named(app: Flask, client: ShopClient, product: Product) -> None:
    form = ready(app, client, product)
    change(app, product, lambda p: setattr(stock_of(p), "on_hand", 0))
    refused(app, client, form, 409, "(1 kg bag): sold out.")


def test_a_shop_closed_meanwhile_is_named(app: Flask, client: ShopClient, product: Product) -> None:
    form = ready(app, client, product)
    change(app, product, lambda p: setattr(p.cooperative, "status", "closed"))
    refused(app, client, form, 409, "A maker has closed meanwhile")


def test_goods_gone_meanwhile_are_named(app: Flask, client: ShopClient, product: Product) -> None:
    form = ready(app, client, product)
    change(app, product, lambda p: setattr(p, "status", "archived"))
    refused(app, client, form, 409, "no longer sold")


@pytest.mark.parametrize("token", ["", "forged", "IjEi.forged.token"])
def test_a_forged_token_is_refused_with_the_form_filled(
    app: Flask, client: ShopClient, product: Product, token: str
) -> None:
    form = ready(app, client, product)
    text = refused(app, client, {**form, "csrf_token": token}, 400, "send it again")
    assert f'value="{form["idempotency_key"]}"' in text
    assert place_order(client).status_code == 303


def test_an_order_without_any_session_is_refused(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    refused(app, visitor(app), form, 400, "Start again from your cart")


@pytest.mark.parametrize("key", ["", "x" * 65, "nu\0ll", "khóa"])
def test_an_unusable_key_is_refused(
    app: Flask, client: ShopClient, product: Product, key: str
) -> None:
    form = ready(app, client, product)
    refused(app, client, {**form, "idempotency_key": key}, 400, "could not read that order")


def test_an_order_from_another_site_is_refused(
    app: Flask, client: ShopClient, product: Product
) -> None:
    form = ready(app, client, product)
    answer = client.post("/en/orders", data=form, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert purchases(app) == 0


def test_alcohol_wants_the_one_required_box(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        wine = make_product(is_alcohol=True)
        db.session.commit()
        form = ready(app, client, wine)
    text = refused(app, client, form, 422, "18 years old")
    assert 'href="#declared_adult"' in text
    assert client.post("/en/orders", data={**form, "declared_adult": "y"}).status_code == 303


def test_a_maker_who_takes_no_cash_is_paid_as_chosen_at_the_review(
    app: Flask, client: ShopClient
) -> None:
    with app.app_context():
        maker = make_cooperative(terms={"accepts_cod": False})
        goods = make_product(cooperative=maker)
        db.session.commit()
        slug = maker.slug
        form = ready(app, client, goods)
    refused(app, client, {**form, f"payment_method-{slug}": "cod"}, 422, "cannot be paid that way")
    chosen = {**form, f"payment_method-{slug}": "bank_transfer"}
    assert client.post("/en/orders", data=chosen).status_code == 303
    with app.app_context():
        assert db.session.scalars(select(Order.payment_method)).all() == ["bank_transfer"]


def test_a_transfer_shows_its_code_and_every_field_to_copy(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product, payment_method="bank_transfer")
    text = client.get(path).get_data(as_text=True)
    with app.app_context():
        order = db.session.scalars(select(Order)).one()
    payload = re.search(r'data-vietqr="([^"]+)"', text)
    assert payload
    qr = parse_vietqr(payload[1])
    assert (qr.bank_bin, qr.account_number) == (order.bank_bin, order.account_number)
    assert (qr.amount_vnd, qr.memo) == (75_000, order.code)
    assert '<svg role="img"' in text
    copied = re.findall(r'data-copy="([^"]+)"', text)
    assert copied[1:] == [order.account_number, "HTX CAM CAO PHONG", "75000", order.code]
    assert "kept for you until" in text


def test_a_part_paid_transfer_asks_for_the_rest(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product, payment_method="bank_transfer")
    with_order(app, lambda o: record_payment(o, 5_000, method="bank_transfer", actor="system"))
    text = client.get(path).get_data(as_text=True)
    assert "₫5,000 has come; ₫70,000 is still missing" in text
    assert 'data-copy="70000"' in text


def test_a_paid_transfer_shows_no_code_any_more(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product, payment_method="bank_transfer")
    with_order(app, lambda o: record_payment(o, 75_000, method="bank_transfer", actor="system"))
    text = client.get(path).get_data(as_text=True)
    assert "data-vietqr" not in text
    assert "data-hx-trigger" not in text.split('id="orders"')[1].split(">")[0]
    assert "Confirmed" in text


def test_a_sample_account_says_so(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        maker = make_cooperative(account={"is_sample": True}, phone_is_sample=True)
        goods = make_product(cooperative=maker)
        db.session.commit()
        path = ordered(app, client, goods, payment_method="bank_transfer")
    text = client.get(path).get_data(as_text=True)
    assert "sample account" in text
    assert "sample number" in text
    assert "tel:" not in text
    assert "zalo.me" not in text


def test_the_maker_can_be_called_and_written_to(
    app: Flask, client: ShopClient, product: Product
) -> None:
    text = client.get(ordered(app, client, product)).get_data(as_text=True)
    assert "The maker will call you from 0912 345 678 before" in text
    assert 'href="tel:+84912345678"' in text
    assert 'href="https://zalo.me/0912345678"' in text


def test_while_waiting_the_page_asks_again_and_gets_only_news(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product, payment_method="bank_transfer")
    text = client.get(path).get_data(as_text=True)
    asked = re.search(r'data-hx-get="([^"]+)"[^>]*data-hx-trigger="every 20s"', text)
    assert asked
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    assert client.get(asked[1], headers=headers).status_code == 204
    with_order(app, lambda o: record_payment(o, 75_000, method="bank_transfer", actor="system"))
    news = client.get(asked[1], headers=headers)
    assert news.status_code == 200
    assert news.get_data(as_text=True).lstrip().startswith('<div id="orders"')
    assert "Confirmed" in news.get_data(as_text=True)


def timeline(text: str) -> list[tuple[str, str]]:
    steps = re.findall(r'timeline__step(?:--(\w+))?"[^>]*>([^<]+?)\s*<', text.replace("&#39;", "'"))
    return [(label, kind) for kind, label in steps]


def test_the_timeline_stands_where_the_order_stands(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)

    def seen() -> list[tuple[str, str]]:
        return timeline(client.get(path).get_data(as_text=True))

    assert seen() == [
        ("Ordered", "now"),
        ("Confirmed by the maker", ""),
        ("Packed", ""),
        ("On its way", ""),
        ("Delivered", ""),
    ]
    with_order(app, lambda o: confirm_order(o, actor="user:1"))
    assert seen()[:3] == [("Ordered", "done"), ("Confirmed by the maker", "now"), ("Packed", "")]
    with_order(app, lambda o: change_status(o, "order", "cancelled", actor="buyer"))
    assert seen() == [
        ("Ordered", "done"),
        ("Confirmed by the maker", "done"),
        ("Cancelled", "now"),
    ]


def cancellation(client: ShopClient, path: str) -> tuple[str, dict[str, str]]:
    text = client.get(path).get_data(as_text=True)
    form = re.search(r'action="([^"]+/cancellation)">\s*<input[^>]*value="([^"]+)"', text)
    assert form
    return form[1], {"csrf_token": form[2]}


def test_the_buyer_can_cancel_and_the_stock_comes_back_once(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)
    stranger = visitor(app)  # the address is what counts, not the browser
    action, form = cancellation(stranger, path)
    assert stranger.post(action, data=form).headers["Location"] == path
    assert stranger.post(action, data=form).status_code == 303
    text = client.get(path).get_data(as_text=True)
    assert "Cancelled" in text
    assert "/cancellation" not in text
    with app.app_context():
        assert stock_of(product).reserved == 0


def test_once_packing_started_a_cancellation_is_refused_in_words(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)
    action, form = cancellation(client, path)
    with_order(app, lambda o: confirm_order(o, actor="user:1"))
    with_order(app, lambda o: change_status(o, "fulfilment", "packed", actor="user:1"))
    before = everything(app)
    answer = client.post(action, data=form)
    assert answer.status_code == 409
    assert "is being packed already: call the maker" in answer.get_data(as_text=True)
    assert everything(app) == before


def test_an_order_that_lapsed_cannot_be_cancelled(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)
    action, form = cancellation(client, path)
    with_order(app, lambda o: change_status(o, "order", "expired", actor="system"))
    answer = client.post(action, data=form)
    assert answer.status_code == 409
    assert "can no longer be cancelled" in answer.get_data(as_text=True)


def test_a_cancellation_with_a_forged_token_changes_nothing(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)
    action, _ = cancellation(client, path)
    before = everything(app)
    answer = client.post(action, data={"csrf_token": "forged"})
    assert answer.status_code == 400
    assert "Try again" in answer.get_data(as_text=True)
    assert everything(app) == before


def test_an_order_of_another_purchase_cannot_be_cancelled_from_here(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)
    action, form = cancellation(client, path)
    other = visitor(app)
    ordered(app, other, product)
    with app.app_context():
        codes = db.session.scalars(select(Order.code).order_by(Order.id)).all()
    answer = client.post(action.replace(codes[0], codes[1]), data=form)
    assert answer.status_code == 404


def test_an_order_is_found_by_code_and_phone(
    app: Flask, client: ShopClient, product: Product
) -> None:
    path = ordered(app, client, product)
    with app.app_context():
        code = db.session.scalars(select(Order.code)).one()
    stranger = visitor(app)
    token = stranger.token_from("/en/orders/lookup")
    typed = f" {code[:2].lower()}-{code[2:5]} {code[5:].lower()} "
    answer = stranger.post(
        "/en/orders/lookup",
        data={"csrf_token": token, "code": typed, "phone": "+84 912.345.678"},
    )
    assert (answer.status_code, answer.headers.get("Location")) == (303, path)


def test_a_wrong_code_and_a_wrong_phone_get_the_same_answer(
    app: Flask, client: ShopClient, product: Product
) -> None:
    ordered(app, client, product)
    with app.app_context():
        code = db.session.scalars(select(Order.code)).one()
    token = client.token_from("/en/orders/lookup")

    def look_up(code: str, phone: str) -> tuple[int, str]:
        form = {"csrf_token": token, "code": code, "phone": phone}
        answer = client.post("/en/orders/lookup", data=form)
        return answer.status_code, re.sub(r'value="[^"]*"', "", answer.get_data(as_text=True))

    wrong_phone, wrong_code = look_up(code, "0912345679"), look_up("CP234567D", "0912345678")
    assert wrong_phone == wrong_code
    assert wrong_phone[0] == 404


def test_missing_fields_of_a_lookup_are_named(client: ShopClient) -> None:
    token = client.token_from("/vi/orders/lookup")
    answer = client.post("/vi/orders/lookup", data={"csrf_token": token, "phone": "12"})
    assert answer.status_code == 422
    assert 'href="#code"' in answer.get_data(as_text=True)
    assert 'href="#phone"' in answer.get_data(as_text=True)


def test_guessing_codes_is_limited_with_a_page_that_says_so(app: Flask) -> None:
    guesser = visitor(reopened(app, RATE_LIMITS="on"))
    token = guesser.token_from("/en/orders/lookup")
    form = {"csrf_token": token, "code": "CP234567D", "phone": "0912345678"}
    codes = [guesser.post("/en/orders/lookup", data=form).status_code for _ in range(12)]
    assert codes == [404] * 10 + [429] * 2
    page = guesser.post("/en/orders/lookup", data=form).get_data(as_text=True)
    assert "Wait a few minutes" in page
    assert 'value="CP234567D"' in page


def test_personal_data_stays_out_of_the_log(
    app: Flask, client: ShopClient, product: Product, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("DEBUG", logger="storefront"):
        path = ordered(app, client, product)
        action, form = cancellation(client, path)
        client.post(action, data=form)
    told = "\n".join(record.getMessage() for record in caplog.records)
    assert "placed" in told
    for secret in ("Hòa", "912345678", "912 345 678", "tổ 3", path.rpartition("/")[2]):
        assert secret not in told


def test_count_command_prints_the_number_of_purchases(
    app: Flask, client: ShopClient, product: Product
) -> None:
    ordered(app, client, product)
    done = app.test_cli_runner().invoke(args=["orders", "count"])
    assert (done.exit_code, done.output) == (0, "1\n")


def test_deadlines_stand_in_market_time(app: Flask, client: ShopClient, product: Product) -> None:
    path = ordered(app, client, product, payment_method="bank_transfer")
    with app.app_context():
        order = db.session.scalars(select(Order)).one()
        assert order.hold_until is not None
        told = (order.hold_until + timedelta(hours=7)).strftime("%H:%M")
    assert f"until {told}, " in client.get(path).get_data(as_text=True)
