"""The big screen in Chromium: all day in three minutes, with the network cut and back again."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

SCREEN = "/vi/showcases/huong-vi-xu-muong/screen?seconds=1&refresh=2"
SECONDS = int(os.environ.get("SCREEN_SECONDS", "24"))
"""How long it runs; a day's worth of slides takes about three minutes."""

CUT_TELLS = ("ERR_INTERNET_DISCONNECTED", "Failed to load resource")
MOST_GROWTH_BYTES = 1_500_000


@pytest.fixture
def screen(chromium: Browser) -> Iterator[Page]:
    """Give a TV of full size."""
    context = chromium.new_context(viewport={"width": 1920, "height": 1080}, locale="vi-VN")
    yield context.new_page()
    context.close()


def measured(page: Page) -> tuple[int, int, int]:
    """Return how many nodes and listeners live, and the heap's bytes, after a collection."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("HeapProfiler.collectGarbage")
    devtools.send("Performance.enable")
    found = {
        metric["name"]: int(metric["value"])
        for metric in devtools.send("Performance.getMetrics")["metrics"]
    }
    devtools.detach()
    return found["Nodes"], found["JSEventListeners"], found["JSHeapUsedSize"]


def shown(page: Page) -> str:
    key = page.locator(".slide--shown").get_attribute("data-slide")
    assert key
    return key


def slides_in(page: Page, seconds: int) -> set[str]:
    """Return which slides were shown in some seconds."""
    seen = set()
    for _half in range(2 * seconds):
        seen.add(shown(page))
        page.wait_for_timeout(500)
    return seen


def test_it_walks_on_through_a_cut_network_and_does_not_grow(
    shop_address: str, screen: Page
) -> None:
    said: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if not any(told in message.text for told in CUT_TELLS):
            said.append(message.text)

    screen.on("console", hear)
    screen.on("pageerror", lambda error: said.append(str(error)))
    screen.goto(shop_address + SCREEN)
    slides_in(screen, 6)
    before = measured(screen)

    screen.context.set_offline(True)
    expect(screen.locator("[data-stale]")).to_be_visible(timeout=15_000)
    assert len(slides_in(screen, SECONDS // 3)) >= SECONDS // 6
    screen.context.set_offline(False)
    expect(screen.locator("[data-stale]")).to_be_hidden(timeout=15_000)
    assert len(slides_in(screen, SECONDS // 3)) >= SECONDS // 6

    after = measured(screen)
    assert screen.locator(".slide--shown").count() == 1
    assert screen.locator("#deck").count() == 1
    assert after[0] <= 1.1 * before[0] + 50, (before, after)
    assert after[1] <= before[1], (before, after)
    assert after[2] <= before[2] + MOST_GROWTH_BYTES, (before, after)
    print("nodes, listeners, heap before and after:", before, after)
    assert said == []


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1280, 720), (3840, 2160)])
def test_every_slide_fits_its_screen(
    shop_address: str, screen: Page, width: int, height: int
) -> None:
    screen.set_viewport_size({"width": width, "height": height})
    screen.goto(shop_address + SCREEN)
    spilling = screen.locator(".slide").evaluate_all(
        """slides => slides.filter(slide => {
             const frame = slide.getBoundingClientRect();
             return [...slide.querySelectorAll(".slide__words, .slide__code, [class*=picture]")]
               .some(part => {
                 const box = part.getBoundingClientRect();
                 return box.bottom > frame.bottom + 1 || box.right > frame.right + 1
                   || box.top < frame.top;
               });
           }).map(slide => slide.dataset.slide)"""
    )
    assert spilling == []
    letters = screen.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.slide__maker')).fontSize)"
    )
    assert letters >= height / 30


def test_without_script_the_slides_walk_by_themselves(chromium: Browser, shop_address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(shop_address + SCREEN.replace("seconds=1", "seconds=5"))
    assert shown(page) == "showcase"
    page.wait_for_url("**slide=2**")
    assert shown(page) != "showcase"
    context.close()


def test_who_wants_no_motion_sees_none(chromium: Browser, shop_address: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.goto(shop_address + SCREEN)
    first = page.locator(".slide").first
    assert first.evaluate("slide => getComputedStyle(slide).transitionDuration") == "0s"
    context.close()
