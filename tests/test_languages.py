"""Both languages are first class: nothing half-translated, and the switch keeps the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, quote

import polib
import pytest
from flask import Flask
from lxml import html

from storefront.accounts.services import create_user
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.routes import FOR_MEMBERS, addresses
from tests.shopping import DETAILS, order_form
from tests.shops import visitor
from tools.messages import read

OTHER = {"vi": "en", "en": "vi"}
SPOKEN = ("alt", "title", "placeholder", "aria-label", "data-copied", "content")
SILENT = ("script", "style", "template")
ENGLISH = re.compile(r"\b(the|your|you|with|and|from|of|this|please|is|are|for)\b", re.IGNORECASE)
SHORT = 12
MARKUP = re.compile(r"<[^>]+>")
PLACEHOLDER = re.compile(r"%\\\((\w+)\\\)s")

PAGES = (
    "",
    "products",
    "products?q=cam",
    "products?q=zzzz",
    "products?page=2",
    "districts",
    "cart",
    "checkout",
    "orders/lookup",
    "complaints",
    "login",
    "account",
    "pages/terms",
    "pages/privacy",
    "pages/delivery",
    "pages/returns",
    "pages/ranking",
    "pages/about",
    "nowhere",
)


def spoken(page: html.HtmlElement, language: str) -> Iterator[str]:
    """Yield what a page says in its own language: texts, and attributes that are read out."""
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in SILENT or _foreign(element, language):
            continue
        texts = [element.text, *(child.tail for child in element)]
        attributes = [str(element.get(name)) for name in SPOKEN if element.get(name)]
        yield from (text for text in map(one_line, [*texts, *attributes]) if text)


def one_line(text: object) -> str:
    return " ".join(str(text or "").split())


def _foreign(element: html.HtmlElement, language: str) -> bool:
    marked = next((e.get("lang") for e in (element, *element.iterancestors()) if e.get("lang")), "")
    return marked != language


def translations() -> list[tuple[str, str]]:
    """Return every message with its Vietnamese, plurals one by one, where the two differ."""
    pairs: list[tuple[str, str]] = []
    for entry in read("vi"):
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        originals = [entry.msgid, *([entry.msgid_plural] if entry.msgid_plural else [])]
        pairs += [(one, text) for one in originals for text in texts if one != text]
    return pairs


class Phrases:
    """Recognise the texts of some messages on a page: long ones anywhere, short ones alone."""

    def __init__(self, messages: Iterable[str]) -> None:
        pieces = {one_line(text) for message in messages for text in MARKUP.split(message)}
        pieces = {piece for piece in pieces if letters(piece) > 1}
        self.long = self._pattern(piece for piece in pieces if letters(piece) >= SHORT)
        self.short = {piece for piece in pieces if letters(piece) < SHORT}

    def found_in(self, text: str) -> bool:
        return bool(self.long.search(text) or text in self.short)

    @staticmethod
    def _pattern(pieces: Iterable[str]) -> re.Pattern[str]:
        return re.compile("|".join(PLACEHOLDER.sub(".+", re.escape(p)) for p in sorted(pieces)))


def letters(message: str) -> int:
    return sum(map(str.isalpha, PLACEHOLDER.sub("", re.escape(message))))


def journey(client: ShopClient, app: Flask, language: str) -> Iterator[tuple[str, str]]:
    """Yield every kind of page, with its name, on the way from the front page to an order."""
    for path in PAGES:
        yield path, client.get(f"/{language}/{path}").text
    with app.app_context():
        products = db.session.scalars(db.select(Product).order_by(Product.id)).all()
        wanted = (p for p in products if not p.is_alcohol and p.reach == "elsewhere")
        variant = next(wanted).variants[0].id
        paths = {f"products/{product.slug}" for product in products}
        paths |= {f"cooperatives/{product.cooperative.slug}" for product in products}
        paths |= {f"districts/{product.cooperative.district.slug}" for product in products}
    for path in sorted(paths)[:: 1 if language == "vi" else 6]:
        yield path, client.get(f"/{language}/{path}").text
    data = {"product_id": variant, "quantity": "0"}
    yield "refused", client.post(f"/{language}/cart/items", data=data).text
    client.post(f"/{language}/cart/items", data={**data, "quantity": "1"})
    yield "full cart", client.get(f"/{language}/cart").text
    token = client.token_from(f"/{language}/checkout")
    address = f"/{language}/checkout"
    yield "checkout", client.get(address).text
    yield "empty checkout", client.post(address, data={"csrf_token": token}).text
    yield "stale checkout", client.post(address, data=DETAILS).text
    for method in ("cod", "bank_transfer"):
        data = {**DETAILS, "csrf_token": token, "payment_method": method}
        assert client.post(address, data=data).status_code == 303
        yield f"review {method}", client.get(f"{address}/review").text
    placed = client.post(f"/{language}/orders", data=order_form(client, language))
    assert placed.status_code == 303
    yield "purchase", client.get(placed.headers["Location"]).text
    complaint = {
        "full_name": "Bùi Sơn",
        "phone": "0912345678",
        "text": "Cam giao bị dập hai quả.",
        "csrf_token": token,
    }
    told = client.post(f"/{language}/complaints", data=complaint)
    yield "complaint", client.get(told.headers["Location"]).text
    yield "empty complaint", client.post(f"/{language}/complaints", data={"csrf_token": token}).text
    yield "wrong lookup", client.post(f"/{language}/orders/lookup", data={"csrf_token": token}).text


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_vietnamese_pages_say_nothing_in_english(
    market_app: Flask, market_client: ShopClient
) -> None:
    english = Phrases(message for message, _ in translations())
    for name, text in journey(market_client, market_app, "vi"):
        for said in spoken(html.document_fromstring(text), "vi"):
            assert not english.found_in(said), (name, said)
            assert not ENGLISH.search(said), (name, said)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_english_pages_say_nothing_fixed_in_vietnamese(
    market_app: Flask, market_client: ShopClient
) -> None:
    vietnamese = Phrases(translation for _, translation in translations())
    for name, text in journey(market_client, market_app, "en"):
        for said in spoken(html.document_fromstring(text), "en"):
            assert not vietnamese.long.search(said), (name, said)


def test_every_message_has_its_vietnamese() -> None:
    catalogue: polib.POFile = read("vi")
    assert [entry.msgid for entry in catalogue if not entry.translated()] == []


@pytest.fixture
def small_shop(app: Flask) -> Flask:
    """Give a shop with one of each thing."""
    with app.app_context():
        make_market()
        maker = make_cooperative(slug="cam")
        maker.district.slug = "cam"
        make_product(slug="cam", cooperative=maker)
        create_user("lead@demo.example", "a long password", "operator")
        db.session.commit()
    return app


def switch(text: str) -> str:
    """Return where the switch to the other language leads."""
    [link] = [
        link
        for nav in html.document_fromstring(text).iter("nav")
        for link in nav.iter("a")
        if nav.get("class") == "language-switch"
    ]
    return str(link.get("href"))


def test_switch_leads_to_the_same_page(small_shop: Flask) -> None:
    client = visitor(small_shop)
    for address in addresses(small_shop):
        answer = client.get(address)
        if answer.mimetype != "text/html" or answer.status_code >= 300:
            continue
        language = address.split("/")[1]
        expected = address.replace(f"/{language}/", f"/{OTHER[language]}/", 1)
        assert switch(answer.text) == expected
        assert client.get(expected).status_code == answer.status_code


@pytest.mark.parametrize(
    "query",
    [
        "q=cam",
        f"q={quote('bưởi Diễn')}",
        "district=cam&stars=4&sort=name",
        "category=a&category=b",
        "_scheme=javascript&_external=1&_anchor=x&endpoint=x&language=en&slug=y",
    ],
)
def test_switch_keeps_the_query(small_shop: Flask, query: str) -> None:
    path, _, kept = switch(visitor(small_shop).get(f"/vi/products?{query}").text).partition("?")
    assert path == "/en/products"
    assert parse_qsl(kept) == parse_qsl(query)


def test_switch_on_a_refused_form_leads_to_a_page(small_shop: Flask) -> None:
    client = visitor(small_shop)
    for address in addresses(small_shop, "POST"):
        answer = client.post(address, data={"quantity": "0"})
        if answer.mimetype == "text/html" and answer.status_code >= 400:
            other = client.get(switch(answer.text))
            door = (302, 308, 403) if FOR_MEMBERS.match(address) else ()
            assert other.status_code in (200, 303, 404, 410, *door), address


def test_switch_is_remembered_at_the_front_door(small_shop: Flask) -> None:
    client = visitor(small_shop)
    client.get("/en/products", headers={"Referer": "http://localhost/vi/products"})
    assert client.get("/").headers["Location"] == "/en/"
    client.get("/vi/", headers={"Referer": "http://localhost/en/"})
    english = {"Accept-Language": "en"}
    assert client.get("/", headers=english).headers["Location"] == "/vi/"


@pytest.mark.parametrize(
    ("wanted", "language"),
    [("en-GB,en;q=0.9", "en"), ("vi-VN", "vi"), ("fr,de", "vi"), ("fr,en;q=0.1", "en"), ("", "vi")],
)
def test_front_door_follows_the_browser(small_shop: Flask, wanted: str, language: str) -> None:
    answer = visitor(small_shop).get("/", headers={"Accept-Language": wanted})
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/{language}/"
    assert "Accept-Language" in answer.headers["Vary"]


def test_there_is_no_third_language(small_shop: Flask) -> None:
    for address in ("/fr/", "/fr/products", "/VI/", "/vi-VN/"):
        assert visitor(small_shop).get(address).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_errors_speak_the_language_of_the_address(small_shop: Flask, language: str) -> None:
    answer = visitor(small_shop).get(
        f"/{language}/nowhere", headers={"Accept-Language": OTHER[language]}
    )
    assert f'<html lang="{language}">' in answer.text


def test_a_price_written_in_a_template_speaks_the_language_of_each_page(app: Flask) -> None:
    template = app.jinja_env.from_string("{{ 85000|vnd }}")
    for language, price in (("vi", "85.000\N{NO-BREAK SPACE}₫"), ("en", "₫85,000")):
        with app.test_request_context(f"/{language}/"):
            app.preprocess_request()
            assert template.render() == price
