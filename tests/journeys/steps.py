"""What visitors do on their way to an order, with script and without."""

from __future__ import annotations

import io
import re

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor


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


def codes_seen(visitor: Visitor) -> list[str]:
    """Scroll to the code to pay with; return what a banking app reads off the screen."""
    visitor.page.locator("[data-vietqr] svg").first.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(visitor.page.screenshot()))
    return [found.text for found in zxingcpp.read_barcodes(picture)]
