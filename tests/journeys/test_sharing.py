"""Handing a page on: by script, by hand, and with a phone's own menu."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

PRODUCT = "/vi/products/cam-cao-phong-ha-phong"
WITHOUT_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
WITH_MENU = "navigator.share = async (data) => { document.title = JSON.stringify(data); }"


def test_a_tap_copies_the_address_and_says_so(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.go(f"{PRODUCT}?from=friend")
    visitor.page.locator(".share > summary").click()
    visitor.page.locator(".share [data-copy]").click()
    expect(visitor.page.locator("#announcement")).not_to_be_empty()
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert copied == visitor.address + PRODUCT
    expect(visitor.page.locator("[data-share]")).to_be_hidden()
    assert visitor.console == []


def test_without_a_clipboard_the_address_is_marked_to_be_copied(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit()
    visitor.page.add_init_script(WITHOUT_CLIPBOARD)
    visitor.go(PRODUCT)
    visitor.page.locator(".share > summary").click()
    visitor.page.locator(".share [data-copy]").click()
    expect(visitor.page.locator(".share__address")).to_be_focused()
    assert visitor.page.evaluate("getSelection().toString()") == visitor.address + PRODUCT
    assert visitor.console == []


def test_a_phone_that_can_share_offers_its_own_menu(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.page.add_init_script(WITH_MENU)
    visitor.go(PRODUCT)
    visitor.page.locator(".share > summary").click()
    visitor.page.locator("[data-share]").click()
    address = visitor.address + PRODUCT
    expect(visitor.page).to_have_title(f'{{"title":"Cam Cao Phong Hà Phong","url":"{address}"}}')


def test_without_script_the_address_can_be_seen_and_links_remain(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit(script=False)
    visitor.go(PRODUCT)
    visitor.page.locator(".share > summary").click()
    expect(visitor.page.locator(".share__address")).to_be_visible()
    expect(visitor.page.locator(".share__ways a")).to_have_count(3)
    expect(visitor.page.locator(".share__ways button:visible")).to_have_count(0)
