"""From the front door to the first order, on a phone of 360 px, with script and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storefront.payments.vietqr import parse_vietqr
from tests.journeys.conftest import Visitor
from tests.journeys.steps import codes_seen, give_details, order, put_first_find_in_cart

Visit = Callable[..., Visitor]

WORDS = {
    "vi": {"language": "English", "cod": "Thanh toán khi nhận hàng"},
    "en": {"language": "Tiếng Việt", "cod": "Cash on delivery"},
}


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
    assert codes_seen(visitor) == [payload]
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
