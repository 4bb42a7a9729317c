"""Whatever is sent, the shop answers with a page that says so, and nothing changes."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from werkzeug.test import TestResponse

from storefront import database
from storefront.accounts.services import create_user
from storefront.config import Settings
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product, make_variant, only_variant
from tests.factories.leads import make_booking, make_slot
from tests.factories.orders import make_order
from tests.factories.showcases import make_booth, make_showcase
from tests.routes import FOR_MEMBERS, addresses
from tests.shopping import give_details
from tests.shops import everything, reopened, visitor

JUNK = {
    "nul": "a%00b",
    "control": "%01%1b%7f%c2%85",
    "nfd": quote(unicodedata.normalize("NFD", "bưởi Diễn")),
    "huge": "1000000000",
    "beyond": "9" * 40,
    "negative": "-1",
    "word": "abc",
    "long": "x" * 10_000,
    "not utf-8": "%ff%fe%c3",
    "half an escape": "%",
    "surrogate": "%ed%a0%80",
    "markup": quote("<script>'\";--{{7*7}}%s%(x)s"),
    "invisible": "%e2%80%ae%e2%80%8b%ef%bb%bf",
    "digits of others": quote("٣¹Ⅷ"),
    "empty": "",
}
NAMES = (
    "q", "district", "cooperative", "category", "stars", "season", "sort", "page", "price_from",
    "price_to", "province_code", "commune_code", "match", "place", "next", "order_code", "seen",
    "_scheme", "_external", "_anchor", "_method", "endpoint", "language", "slug",
)  # fmt: skip
SENTENCES = {"vi": "Về trang chủ", "en": "To the front page"}


@pytest.fixture
def values(app: Flask) -> dict[str, object]:
    """Fill a shop with one of each thing; return what its addresses are made of."""
    with app.app_context():
        make_market()
        maker = make_cooperative(slug="cam")
        maker.district.slug = "cam"
        product = make_product(slug="cam", cooperative=maker, stock=50)
        make_variant(product)
        order = make_order(product)
        booth = make_booth(make_showcase(slug="cam"), maker, product, number="A1")
        make_booking(make_slot(booth)).secret = order.purchase.token
        create_user("lead@demo.example", "a long password", "operator")
        db.session.commit()
        return {
            "token": order.purchase.token,
            "code": order.code,
            "variant_id": only_variant(product).id,
        }


@pytest.fixture
def shopper(app: Flask, values: dict[str, object]) -> ShopClient:
    """Give a visitor whose cart and details are ready to be ordered."""
    client = visitor(app)
    client.post("/vi/cart/items", data={"product_id": values["variant_id"], "quantity": 1})
    assert give_details(client).headers["Location"].endswith("/checkout/review")
    return client


def language_for(kind: str) -> str:
    """Return the language that a kind of junk is tried in: half of them in each."""
    return LANGUAGES[list(JUNK).index(kind) % 2]


def tried(app: Flask, method: str, values: dict[str, object], kind: str) -> Iterator[str]:
    """Yield the addresses that a kind of junk is tried at.

    A desk's door refuses strangers before anything is read: each is tried with one kind.
    """
    number = list(JUNK).index(kind)
    for place, address in enumerate(addresses(app, method, values, [language_for(kind)])):
        if not FOR_MEMBERS.match(address) or place % len(JUNK) == number:
            yield address


def assert_page(answer: TestResponse, status: int, address: str) -> None:
    """Assert that an answer is a page in the language of its address, with a way back."""
    assert answer.status_code == status, address
    assert answer.mimetype == "text/html", address
    language = address.split("/")[1]
    text = answer.get_data(as_text=True)
    if language in LANGUAGES:
        assert f'<html lang="{language}">' in text, address
        assert f'href="/{language}/"' in text, address


@pytest.mark.parametrize("kind", JUNK)
def test_no_query_breaks_any_page(
    app: Flask, shopper: ShopClient, values: dict[str, object], kind: str
) -> None:
    junk = JUNK[kind]
    query = "&".join(f"{name}={junk}&{name}[]={junk}&{name}={junk}" for name in NAMES)
    before = everything(app)
    for address in tried(app, "GET", values, kind):
        if address in ("/readyz", "/healthz", "/metrics"):
            continue
        answer = shopper.get(f"{address}?{query}")
        assert answer.status_code < 500, address
    assert everything(app) == before


@pytest.mark.parametrize("kind", JUNK)
def test_no_single_filter_breaks_the_list(app: Flask, values: dict[str, object], kind: str) -> None:
    client = visitor(app)
    language = language_for(kind)
    for name in NAMES:
        answer = client.get(f"/{language}/products?{name}={JUNK[kind]}")
        assert answer.status_code in (200, 404), name
        assert f'<html lang="{language}">' in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "kind", [kind for kind in JUNK if kind not in ("empty", "huge", "negative")]
)
def test_what_nobody_named_is_not_found(app: Flask, values: dict[str, object], kind: str) -> None:
    client = visitor(app)
    for path in (
        "products/{}",
        "districts/{}",
        "cooperatives/{}",
        "pages/{}",
        "complaints/{}",
        "orders/{}",
        "{}",
        "cam/{}",
    ):
        for language in LANGUAGES:
            address = f"/{language}/{path.format(JUNK[kind])}"
            answer = client.get(address)
            assert_page(answer, 404, address)
            assert SENTENCES[language] in answer.get_data(as_text=True)
    for path in ("illustrations/products/{}.0.svg", "assets/{}", "sitemap-{}-1.xml"):
        assert client.get(f"/{path.format(JUNK[kind])}").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "2", "99", "1000000000", "9" * 40])
def test_list_has_no_page_beyond_its_last(app: Flask, values: dict[str, object], page: str) -> None:
    for language in LANGUAGES:
        address = f"/{language}/products?page={page}"
        assert_page(visitor(app).get(address), 404, address)


def test_no_form_is_taken_without_its_token(
    app: Flask, shopper: ShopClient, values: dict[str, object]
) -> None:
    before = everything(app)
    for address in addresses(app, "POST", values):
        if address.endswith("/cart/items"):
            continue
        for token in ({}, {"csrf_token": ""}, {"csrf_token": "forged\x00"}):
            answer = shopper.post(address, data={"quantity": "1", **token})
            assert_page(answer, 403 if FOR_MEMBERS.match(address) else 400, address)
    assert everything(app) == before


def test_form_of_another_visitor_is_not_taken(
    app: Flask, shopper: ShopClient, values: dict[str, object]
) -> None:
    foreign = visitor(app).token_from("/vi/complaints")
    before = everything(app)
    for address in addresses(app, "POST", values):
        if not address.endswith("/cart/items"):
            answer = shopper.post(address, data={"csrf_token": foreign})
            assert_page(answer, 403 if FOR_MEMBERS.match(address) else 400, address)
    assert everything(app) == before


@pytest.mark.parametrize("kind", JUNK)
def test_no_typed_value_breaks_any_form(
    app: Flask, shopper: ShopClient, values: dict[str, object], kind: str
) -> None:
    token = shopper.token_from("/vi/complaints")
    fields = (
        "product_id", "quantity", "full_name", "phone", "email", "province_code", "commune_code",
        "street", "note", "payment_method", "payment_method-cam", "delivery-cam", "match", "place",
        "find_place", "leave-cam", "order_code", "code", "text", "identifier", "password", "next",
        "idempotency_key", "shown_total",
    )  # fmt: skip
    body = "&".join(f"{name}={JUNK[kind]}" for name in fields)
    body += f"&csrf_token={quote(token)}"
    for address in tried(app, "POST", values, kind):
        if address.endswith(("/logout", "/cancellation")):
            continue
        answer = shopper.post(address, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code < 500, address


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"quantity": 1}'),
        ("application/json", b"{"),
        ("text/plain", b"quantity=1"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"quantity=\xff"),
        ("", b"\x00\x01"),
    ],
)
def test_no_body_breaks_any_form(
    app: Flask,
    shopper: ShopClient,
    values: dict[str, object],
    content_type: str,
    body: bytes,
) -> None:
    before = everything(app)
    for address in addresses(app, "POST", values):
        answer = shopper.post(address, data=body, content_type=content_type)
        assert 400 <= answer.status_code < 500, address
    assert everything(app) == before


@pytest.mark.parametrize(
    "body",
    [
        urlencode({"text": "x" * 300_000}),
        urlencode([(f"field{number}", "x" * 20) for number in range(20_000)]),
    ],
    ids=["one long field", "many fields"],
)
def test_overlong_body_is_refused_with_a_page(
    app: Flask, shopper: ShopClient, values: dict[str, object], body: str
) -> None:
    before = everything(app)
    for address in addresses(app, "POST", values):
        answer = shopper.post(address, data=body, content_type="application/x-www-form-urlencoded")
        assert_page(answer, 403 if FOR_MEMBERS.match(address) else 413, address)
    assert everything(app) == before


def test_strange_host_is_refused_with_a_page(app: Flask, values: dict[str, object]) -> None:
    client = visitor(app)
    for host in ("elsewhere.example", "localhost.elsewhere.example", "localhost:80@x", "", "[::"):
        for address in ("/vi/", "/en/products/cam", "/nowhere"):
            answer = client.get(address, headers={"Host": host})
            assert answer.status_code == 400, host
            assert "elsewhere" not in answer.get_data(as_text=True)
            assert "Set-Cookie" not in answer.headers
    assert_page(client.get("/en/cart", headers={"Host": "elsewhere.example"}), 400, "/en/cart")


def test_cookie_signed_with_another_key_is_no_session(
    app: Flask, shopper: ShopClient, values: dict[str, object]
) -> None:
    mine = shopper.get_cookie("session")
    assert mine is not None
    other = reopened(app, SECRET_KEY="another")
    signer = SecureCookieSessionInterface().get_signing_serializer(other)
    assert signer is not None
    unsigned = mine.value.rpartition(".")[0]
    forged = signer.dumps({"cart": "x", "_user_id": "1", "csrf_token": "x"})
    for value in (str(forged), unsigned, mine.value[:-3] + "abc", "junk", "", "." * 500, "\x7f"):
        client = visitor(app)
        client.set_cookie("session", value)
        for address in addresses(app, "GET", values, ("vi",)):
            if address not in ("/readyz", "/metrics"):
                assert client.get(address).status_code < 500, address
        client.set_cookie("session", value)
        assert "cam" not in client.get("/vi/cart").get_data(as_text=True).split("<main")[1]
        client.set_cookie("session", value)
        assert client.get("/vi/account").status_code == 302


def test_other_cookies_can_say_anything(app: Flask, values: dict[str, object]) -> None:
    for value in ("fr", "../../etc", "vi\x00", "x" * 3000):
        client = visitor(app)
        client.set_cookie("language", value)
        assert client.get("/").headers["Location"] == "/vi/"
        assert client.get("/en/").status_code == 200


def test_head_is_get_without_its_body(
    app: Flask, shopper: ShopClient, values: dict[str, object]
) -> None:
    for address in addresses(app, "GET", values, ("en",)):
        head, get = shopper.head(address), shopper.get(address)
        assert head.status_code == get.status_code, address
        assert head.data == b"", address


def test_options_names_the_methods(app: Flask, values: dict[str, object]) -> None:
    client = visitor(app)
    for method in ("GET", "POST"):
        for address in addresses(app, method, values):
            answer = client.options(address)
            if re.search("/(manage|operate|organise)", address):
                assert answer.status_code == 403, address  # a desk tells strangers nothing
                continue
            assert answer.status_code == 200, address
            assert method in answer.headers["Allow"]


def test_method_that_nothing_answers_is_refused_with_a_page(
    app: Flask, values: dict[str, object]
) -> None:
    client = visitor(app)
    before = everything(app)
    for address in {*addresses(app, "GET", values), *addresses(app, "POST", values, ("en",))}:
        for method in ("PUT", "BREW"):
            answer = client.open(address, method=method)
            assert_page(answer, 405, address)
            assert answer.headers["Allow"]
    assert client.post("/vi/products").status_code == 405
    assert everything(app) == before


def test_htmx_gets_an_error_without_a_page_around_it(app: Flask, values: dict[str, object]) -> None:
    answer = visitor(app).get("/en/products/none", headers={"HX-Request-Type": "partial"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "<html" not in text
    assert SENTENCES["en"] in text


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_locked_database_answers_503_and_still_shows_goods(
    app: Flask, values: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SQLITE_BUSY_SECONDS", 0.2)
    settings: Settings = app.extensions["settings"]
    client = visitor(reopened(app))
    before = everything(app)
    lock = sqlite3.connect(
        Path(settings.database_url.removeprefix("sqlite:///")), isolation_level=None
    )
    lock.execute("BEGIN EXCLUSIVE")
    for language in LANGUAGES:
        address = f"/{language}/cart/items"
        data = {"product_id": values["variant_id"], "quantity": "1"}
        answer = client.post(address, data=data)
        assert_page(answer, 503, address)
        assert int(answer.headers["Retry-After"]) > 0
        assert client.get(f"/{language}/products/cam").status_code == 200
    lock.execute("ROLLBACK")
    lock.close()
    assert everything(app) == before
    assert client.post("/vi/cart/items", data=data).status_code == 303


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_read_only_server_answers_503_and_still_shows_goods(
    app: Flask, values: dict[str, object]
) -> None:
    before = everything(app)
    with app.app_context(), db.engine.connect() as connection:
        name = connection.scalar(db.text("SELECT current_database()"))
        connection.execute(db.text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
        connection.commit()
    client = visitor(reopened(app))
    for language in LANGUAGES:
        address = f"/{language}/cart/items"
        answer = client.post(address, data={"product_id": values["variant_id"], "quantity": "1"})
        assert_page(answer, 503, address)
        assert int(answer.headers["Retry-After"]) > 0
        assert client.get(f"/{language}/products/cam").status_code == 200
    assert everything(app) == before


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_pages_apologise_in_both_languages_while_there_is_no_database(
    app: Flask, kind: str, tmp_path: Path
) -> None:
    nowhere = {
        "sqlite": f"sqlite:///{tmp_path}",
        "postgresql": "postgresql+psycopg://storefront@127.0.0.1:1/none",
    }[kind]
    closed = reopened(app, DATABASE_URL=nowhere)
    client = visitor(closed)
    signer = SecureCookieSessionInterface().get_signing_serializer(closed)
    assert signer is not None
    client.set_cookie("session", str(signer.dumps({"cart": "somebody's", "_user_id": "some"})))
    for address in addresses(closed):
        if address.startswith(("/vi/", "/en/")):
            answer = client.get(address)
            # Some pages need no database of their own and are merely drawn without one.
            assert answer.status_code in (200, 302, 303, 404, 503), address
            if answer.status_code not in (302, 303):
                assert_page(answer, answer.status_code, address)
    for language in LANGUAGES:
        for path in ("", "products", "products/cam", "cart", "orders/AbCdEfGhIjKlMnOpQrStUv"):
            answer = client.get(f"/{language}/{path}")
            assert_page(answer, 503, f"/{language}/{path}")
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.headers["Cache-Control"] == "private, no-cache"
        assert_page(client.get(f"/{language}/nowhere"), 404, f"/{language}/nowhere")
    assert client.get("/healthz").status_code == 503
