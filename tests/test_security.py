"""Who may change something, what every answer carries, and which cookies are set."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from lxml import html

from storefront.accounts.services import create_user
from storefront.database import db
from storefront.security import POLICY, POLICY_OF_FILES
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.routes import posting_addresses
from tests.shopping import put_in_cart
from tests.shops import everything, reopened, visitor

ANYWHERE = (
    "/",
    "/vi/",
    "/en/products",
    "/en/products?q=cam",
    "/vi/products/cam",
    "/vi/districts/cao-phong",
    "/vi/cooperatives/htx-cam",
    "/vi/cart",
    "/vi/checkout",
    "/vi/orders/lookup",
    "/vi/orders/no-such-order",
    "/vi/pages/terms",
    "/vi/complaints",
    "/vi/login",
    "/vi/account",
    "/nowhere",
    "/robots.txt",
    "/sitemap.xml",
    "/healthz",
    "/metrics",
)
BROWSING = tuple(
    f"/{language}/{path}"
    for language in ("vi", "en")
    for path in (
        "",
        "products",
        "products?q=cam&sort=price",
        "products/cam",
        "districts",
        "districts/cao-phong",
        "cooperatives/htx-cam",
        "pages/terms",
    )
)


@pytest.fixture
def shop(app: Flask) -> Flask:
    """Give a shop with one product, its maker and district, and one account."""
    with app.app_context():
        make_market()
        maker = make_cooperative(slug="htx-cam")
        maker.district.slug = "cao-phong"
        make_product(slug="cam", cooperative=maker)
        create_user("lead@demo.example", "a long password", "operator")
        db.session.commit()
    return app


def assets(client: ShopClient) -> Iterator[str]:
    page = client.get("/vi/products/cam").get_data(as_text=True)
    yield from set(re.findall(r'"(/(?:assets|illustrations)/[^"]+)"', page))


def assert_guarded(headers: object) -> None:
    found = dict(headers)  # type: ignore[call-overload]
    assert found["Content-Security-Policy"] == POLICY
    assert found["X-Content-Type-Options"] == "nosniff"
    assert found["X-Frame-Options"] == "DENY"
    assert found["Referrer-Policy"] == "same-origin"
    assert found["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Permissions-Policy" in found


def test_policy_allows_nothing_foreign_inline_or_evaluated() -> None:
    rules = dict(rule.split(" ", 1) for rule in POLICY.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["base-uri"] == "'none'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["form-action"] == "'self'"
    assert set(rules.values()) == {"'none'", "'self'"}


def test_every_answer_carries_the_guards(shop: Flask) -> None:
    client = visitor(shop)
    for address in ANYWHERE:
        assert_guarded(client.get(address).headers)
    refused = client.post("/vi/cart/items", headers={"Origin": "https://elsewhere.example"})
    assert_guarded(refused.headers)
    assert_guarded(client.delete("/vi/cart").headers)
    assert_guarded(client.post("/vi/login", data=b"x" * 300_000).headers)
    assert_guarded(client.get("/vi/", headers={"Host": "elsewhere.example"}).headers)


def test_files_that_pages_are_made_of_may_do_nothing(shop: Flask) -> None:
    client = visitor(shop)
    for address in assets(client):
        headers = client.get(address).headers
        assert headers["Content-Security-Policy"] == POLICY_OF_FILES
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_crash_and_closed_database_carry_the_guards(shop: Flask) -> None:
    def crash() -> str:
        raise RuntimeError

    shop = reopened(shop)
    shop.add_url_rule("/vi/crash", view_func=crash)
    answer = visitor(shop).get("/vi/crash")
    assert answer.status_code == 500
    assert_guarded(answer.headers)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    ],
    ids=str,
)
def test_no_other_site_can_change_anything(shop: Flask, headers: dict[str, str]) -> None:
    client = visitor(shop)
    before = everything(shop)
    for address in posting_addresses(shop):
        answer = client.post(address, headers=headers)
        assert answer.status_code == 403, address
        assert "Set-Cookie" not in answer.headers
        assert answer.mimetype == "text/html"
    assert everything(shop) == before


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}],
    ids=str,
)
def test_own_pages_and_plain_programs_can_fill_a_cart(shop: Flask, headers: dict[str, str]) -> None:
    client = visitor(shop)
    with shop.app_context():
        product = make_product()
        db.session.commit()
        assert put_in_cart(client, product, headers=headers).status_code == 303


def test_shop_behind_a_public_address_accepts_its_own_origin(shop: Flask) -> None:
    public = reopened(shop, BASE_URL="https://cho.example")
    answer = visitor(public).post(
        "/vi/complaints", headers={"Origin": "https://cho.example", "Host": "127.0.0.1"}
    )
    assert answer.status_code == 400


def test_typing_a_search_sets_no_cookie(shop: Flask) -> None:
    asked = {"HX-Request": "true", "HX-Request-Type": "partial"}
    answer = visitor(shop).get("/vi/search/suggestions?q=cam", headers=asked)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_looking_around_sets_no_cookie(shop: Flask) -> None:
    client = visitor(shop)
    for address in BROWSING:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Set-Cookie" not in answer.headers, address


def cookies_set(shop: Flask, host: str) -> list[str]:
    """Return all cookies that a visit can set: cart, form, sign-in, language."""
    client = visitor(shop)
    base = f"http://{host}"
    with shop.app_context():
        product = make_product()
        db.session.commit()
        answers = [put_in_cart(client, product, base_url=base)]
    answers.append(client.get("/vi/login", base_url=base))
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answers[-1].text)
    assert token
    data = {
        "identifier": "lead@demo.example",
        "password": "a long password",
        "csrf_token": token[1],
    }
    answers.append(client.post("/vi/login", data=data, base_url=base))
    assert answers[-1].status_code == 303
    answers.append(client.get("/en/", headers={"Referer": f"{base}/vi/"}, base_url=base))
    return [cookie for answer in answers for cookie in answer.headers.getlist("Set-Cookie")]


def test_cookies_are_for_this_shop_and_not_for_scripts(shop: Flask) -> None:
    cookies = cookies_set(shop, "localhost")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"session", "language"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie
        assert "Secure" not in cookie


def test_over_https_cookies_are_bound_to_the_host(shop: Flask) -> None:
    public = reopened(shop, BASE_URL="https://cho.example", PROXY_HOPS="1")
    client = visitor(public)
    client.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    answer = client.get("/vi/complaints", base_url="http://cho.example")
    assert answer.status_code == 200
    page = client.get(
        "/en/", headers={"Referer": "https://cho.example/vi/"}, base_url="http://cho.example"
    )
    cookies = [*answer.headers.getlist("Set-Cookie"), *page.headers.getlist("Set-Cookie")]
    assert {cookie.partition("=")[0] for cookie in cookies} == {
        "__Host-session",
        "__Host-language",
    }
    for cookie in cookies:
        for flag in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
            assert flag in cookie
        assert "Domain" not in cookie


@pytest.mark.parametrize("address", ["/vi/", "/nowhere", "/healthz", "/vi/login"])
def test_strict_transport_is_demanded_over_https_only(shop: Flask, address: str) -> None:
    assert "Strict-Transport-Security" not in visitor(shop).get(address).headers
    public = visitor(reopened(shop, BASE_URL="https://cho.example"))
    value = public.get(address).headers["Strict-Transport-Security"]
    assert value.startswith("max-age=31536000")


def test_pages_hold_nothing_inline_and_nothing_foreign(shop: Flask) -> None:
    client = visitor(shop)
    for address in (*BROWSING, "/vi/complaints", "/vi/login", "/vi/orders/lookup"):
        page = html.document_fromstring(client.get(address).text)
        for script in page.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", address
        assert not list(page.iter("style")), address
        for element in page.iter():
            for name in element.attrib:
                assert name != "style" and not str(name).startswith("on"), (address, name)
        for element in page.iter("script", "img", "link"):
            if element.get("rel") in ("canonical", "alternate"):
                continue
            source = element.get("src") or element.get("href") or "/"
            assert source.startswith("/") and not source.startswith("//"), (address, source)
