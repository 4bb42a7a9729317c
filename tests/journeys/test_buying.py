"""From the front door to the first order, on a phone of 360 px, with script and without."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from storefront.payments.vietqr import parse_vietqr
from tests.journeys.conftest import Visitor

Visit = Callable[..., Visitor]

WORDS = {
    "vi": {"language": "English", "cod": "Thanh toán khi nhận hàng"},
    "en": {"language": "Tiếng Việt", "cod": "Cash on delivery"},
}


def put_first_find_in_cart(visitor: Visitor, language: str, words: str) -> None:
    """Search by the form, open the first product found, and put two of it into the cart."""
    page = visitor.page
    visitor.go("/")
    assert page.url.endswith(f"/{language}/")
    page.fill("#q", words)
    page.press("#q", "Enter")
    page.wait_for_url(re.compile(r"/products\?q="))
    page.locator(".card__name").first.click()
    page.wait_for_url(re.compile(rf"/{language}/products/[a-z0-9-]+$"))
    page.fill(".buy-form [name=quantity]", "2")
    page.click(".buy-form button[type=submit]")
    page.wait_for_selector(".cart-badge__number >> nth=0", state="attached")
    visitor.go(f"/{language}/cart")
    assert page.locator(".cart-line").count() == 1


def give_details(visitor: Visitor, *, script: bool, method: str) -> None:
    """Fill the checkout in as a visitor of each kind does."""
    page = visitor.page
    page.click("a[href$='/checkout']")
    page.fill("#full_name", "Bùi Thị Mường")
    page.fill("#phone", "0912 345 678")
    page.fill("#street", "Xóm Má")
    page.fill("#place", "bac phong cao phong")
    if script:
        # A click: what was chosen goes into the lists, and the choices away, at once.
        page.locator("#commune-matches input[type=radio]").first.click()
        expect(page.locator("#commune_code")).not_to_have_value("")
    else:
        page.click("button[name=find_place]")
        page.locator("#commune-matches input[type=radio]").first.check()
    page.check(f"[name=payment_method][value={method}]")
    page.locator("form[action$='/checkout'] .button--primary").click()
    page.wait_for_url(re.compile(r"/checkout/review$"))


def order(visitor: Visitor) -> str:
    """Press the button of the review and return the order's code."""
    page = visitor.page
    page.locator("form[action$='/orders'] .button--primary").click()
    page.wait_for_url(re.compile(r"/orders/[\w-]{22,}$"))
    code = page.locator("[data-order-code]").first.get_attribute("data-order-code")
    assert code
    return code


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_first_order_in_cash(visit: Visit, language: str, script: bool) -> None:
    visitor = visit(script=script, language=language)
    put_first_find_in_cart(visitor, language, "mat ong")
    give_details(visitor, script=script, method="cod")
    code = order(visitor)
    assert code in visitor.page.inner_text("main")
    visitor.page.reload()
    assert code in visitor.page.inner_text("main")
    assert visitor.console == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_transfer_shows_a_code_that_a_banking_app_can_read(visit: Visit, script: bool) -> None:
    visitor = visit(script=script)
    put_first_find_in_cart(visitor, "vi", "che")
    give_details(visitor, script=script, method="bank_transfer")
    code = order(visitor)
    payload = visitor.page.locator("[data-vietqr]").get_attribute("data-vietqr")
    assert payload
    visitor.page.locator("[data-vietqr] svg").scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(visitor.page.screenshot()))
    seen = zxingcpp.read_barcodes(picture)
    assert [found.text for found in seen] == [payload]
    paid = parse_vietqr(payload)
    assert paid.memo.startswith(code)
    assert paid.amount_vnd
    assert visitor.console == []


def test_back_and_a_second_press_show_the_same_purchase(visit: Visit) -> None:
    visitor = visit(script=False)
    put_first_find_in_cart(visitor, "vi", "mat ong")
    give_details(visitor, script=False, method="cod")
    first = order(visitor)
    visitor.page.go_back()
    assert order(visitor) == first


def test_language_switch_keeps_the_page_and_is_remembered(visit: Visit) -> None:
    visitor = visit(script=False)
    visitor.go("/vi/products?q=cam")
    visitor.page.click(".language-switch a")
    assert "/en/products?q=cam" in visitor.page.url
    visitor.go("/")
    assert visitor.page.url.endswith("/en/")


def test_suggestions_come_while_typing(visit: Visit) -> None:
    visitor = visit()
    visitor.go("/vi/")
    visitor.page.locator("#q").press_sequentially("mat on", delay=30)
    visitor.page.wait_for_selector("#suggestions a")
    assert "Mật ong" in visitor.page.inner_text("#suggestions")
    assert visitor.console == []


def test_nothing_is_wider_than_the_phone(visit: Visit) -> None:
    visitor = visit()
    for path in ("/vi/", "/vi/products", "/vi/districts", "/en/cart", "/vi/pages/terms"):
        visitor.go(path)
        width = visitor.page.evaluate("document.documentElement.scrollWidth")
        assert width <= visitor.page.evaluate("innerWidth"), path
