"""From the front page through the showcase to a booth and on to an order, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

Visit = Callable[..., Visitor]

FAIR = "/vi/showcases/huong-vi-xu-muong"
SMALLEST_TARGET = 24  # WCAG 2.2, 2.5.8
COMFORTABLE_TARGET = 44

SIZES = """links => links.map(link => {
  const box = (link.querySelector("rect") || link).getBoundingClientRect();
  return Math.min(box.width, box.height);
})"""


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_finds_a_booth_on_the_plan_and_orders_for_delivery(
    visit: Visit, script: bool
) -> None:
    visitor = visit(script=script)
    visitor.go("/vi/")
    page = visitor.page
    page.locator(f'main a[href="{FAIR}"]').tap()
    expect(page.locator(".fair-now__count")).to_be_visible()
    page.locator(".floor a").nth(1).tap()
    expect(page).to_have_url(re.compile(rf"{FAIR}/booths/[a-z0-9-]+$"))
    expect(page.locator(".floor__here")).to_have_count(1)
    page.locator(".card__order a").first.tap()
    expect(page).to_have_url(re.compile(r"/vi/products/[a-z0-9-]+\?at=[A-Z0-9]{6}#buy$"))
    expect(page.locator("#buy-form button[type=submit]")).to_be_visible()
    assert visitor.console == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_every_booth_can_be_tapped_and_nothing_scrolls_sideways(visit: Visit, width: int) -> None:
    visitor = visit()
    page = visitor.page
    page.set_viewport_size({"width": width, "height": 640})
    visitor.go(FAIR)
    plan = page.locator(".floor a").evaluate_all(SIZES)
    assert plan
    assert min(plan) >= SMALLEST_TARGET
    beside = page.locator(".booth-list a").evaluate_all(SIZES)
    assert len(beside) == len(plan)
    assert min(beside) >= COMFORTABLE_TARGET
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keyboard_walks_over_the_plan(visit: Visit) -> None:
    visitor = visit()
    visitor.go(FAIR)
    page = visitor.page
    page.locator(".floor a").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".floor a").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".booth-head__number")).to_be_visible()


def test_the_open_page_renews_its_countdown_and_programme(visit: Visit) -> None:
    visitor = visit()
    page = visitor.page
    page.clock.install()
    visitor.go(FAIR)
    page.evaluate("document.querySelector('.fair-now__count').textContent = 'old'")
    page.evaluate("document.querySelector('.programme').dataset.old = 'yes'")
    page.clock.run_for(61_000)
    expect(page.locator(".fair-now__count")).not_to_have_text("old")
    expect(page.locator("#programme[data-old]")).to_have_count(0)
    expect(page.locator("#programme")).to_have_count(1)
    assert visitor.console == []
