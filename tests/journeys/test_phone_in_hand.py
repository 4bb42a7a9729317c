"""What a thumb and a keyboard meet on a small phone, on every kind of page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Visitor

Visit = Callable[..., Visitor]

PAGES = (
    "/",
    "/districts",
    "/districts/cao-phong",
    "/cooperatives/htx-ha-phong",
    "/cooperatives/htx-ha-phong/story",
    "/stories",
    "/products",
    "/products?q=cao",
    "/products?q=zzqq",
    "/products/cam-cao-phong-ha-phong",
    "/products/nuoc-dong-chai-muong-dong",
    "/orders/lookup",
    "/complaints",
    "/login",
    "/pages/terms",
    "/nowhere",
)
PRODUCT = "/products/cam-cao-phong-ha-phong"

# A target is what can be pressed: the whole card of a link that covers it, the whole row of a
# choice. Links in running text may be lower, as WCAG 2.2 (2.5.8) allows, but not below 24 px.
SMALL_TARGETS = """() => {
  const small = [];
  const seen = el => el.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})
    && !el.closest('.visually-hidden, .skip-link');
  for (const el of document.querySelectorAll('a[href], button, input, select, textarea, summary')) {
    if (el.type === 'hidden' || !seen(el)) continue;
    const covers = getComputedStyle(el, '::after').position === 'absolute';
    const pressed = covers ? el.closest('li, .tile, .card') : el.closest('.choice') || el;
    const box = pressed.getBoundingClientRect();
    if (!box.width || (box.width >= 43.5 && box.height >= 43.5)) continue;
    const text = el.closest('p, dd, dt, li, td, th, figcaption, h1, h2, h3, h4');
    const inText = text && text.textContent.trim().length > el.textContent.trim().length;
    const inline = getComputedStyle(el).display === 'inline';
    const lines = parseFloat(getComputedStyle(el).lineHeight);
    if (el.tagName === 'A' && (inline && inText ? lines >= 20 : text && box.height >= 24)) continue;
    if (el.ownerSVGElement) continue;
    small.push(`${el.tagName} ${el.className} "${el.textContent.trim().slice(0, 30)}"`
      + ` ${Math.round(box.width)}x${Math.round(box.height)}`);
  }
  return small;
}"""

WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifted += entry.value;
})).observe({type: 'layout-shift', buffered: true});
"""

# Whether what has the focus can be seen: nothing else lies over its middle.
COVERED_FOCUS = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const box = el.getBoundingClientRect();
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1);
  const y = box.top + box.height / 2;
  if (!box.width || el.closest('.visually-hidden')) return null;
  if (y < 0 || y > innerHeight) return `${el.outerHTML.slice(0, 90)} is out of sight at ${y}`;
  const top = document.elementFromPoint(x, y);
  const over = top && top.closest('.bottom-bar, .sticky-action');
  return over && !over.contains(el) ? `${el.outerHTML.slice(0, 90)} lies under a bar` : null;
}"""


def pages_with_a_cart(visitor: Visitor) -> Iterator[str]:
    """Go through the pages of an order, and yield the name of each."""
    page = visitor.page
    visitor.go(f"/vi{PRODUCT}")
    page.locator(".buy-form button[type=submit]").first.click()
    page.wait_for_selector(".cart-badge__number >> nth=0", state="attached")
    visitor.go("/vi/cart")
    yield "cart"
    visitor.go("/vi/checkout")
    yield "checkout"
    page.locator("form[action$='/checkout'] .button--primary").click()
    page.wait_for_selector(".error-summary")
    yield "checkout with errors"
    visitor.go("/vi/checkout?province_code=25")
    page.fill("#full_name", "Bùi Thị Ẩm Ữ Ợ")
    page.fill("#phone", "0912 345 678")
    page.fill("#street", "Xóm Ấm")
    page.select_option("#commune_code", "04795")
    page.check("[name=payment_method][value=bank_transfer]")
    page.locator("form[action$='/checkout'] .button--primary").click()
    page.wait_for_url(re.compile(r"/checkout/review$"))
    yield "review"
    page.locator("form[action$='/orders'] .button--primary").click()
    page.wait_for_url(re.compile(r"/orders/[\w-]{22,}$"))
    yield "purchase"


def every_page(visitor: Visitor) -> Iterator[str]:
    """Open every kind of page, and yield its name."""
    for path in PAGES:
        visitor.go(f"/vi{path}")
        yield path
    yield from pages_with_a_cart(visitor)


def scroll_through(page: Page) -> None:
    """Look at the whole page, as a thumb does."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for top in range(0, height, 500):
        page.evaluate(f"scrollTo(0, {top})")
        page.wait_for_timeout(20)


def test_whatever_can_be_pressed_is_large_enough(visit: Visit) -> None:
    visitor = visit()
    small = {}
    for name in every_page(visitor):
        if found := visitor.page.evaluate(SMALL_TARGETS):
            small[name] = found
    assert small == {}


def test_nothing_moves_once_it_was_seen(visit: Visit) -> None:
    visitor = visit()
    visitor.page.add_init_script(WATCH_SHIFTS)
    moved = {}
    for name in every_page(visitor):
        scroll_through(visitor.page)
        shifted = visitor.page.evaluate("window.shifted")
        if shifted:
            moved[name] = shifted
    assert moved == {}


@pytest.mark.parametrize("path", [PRODUCT, "/checkout", "/products", "/"])
def test_what_has_the_focus_is_never_hidden(visit: Visit, path: str) -> None:
    visitor = visit()
    page = visitor.page
    if path == "/checkout":
        next(pages_with_a_cart(visitor))
    visitor.go(f"/vi{path}")
    covered = []
    for _press in range(45):
        page.keyboard.press("Tab")
        if found := page.evaluate(COVERED_FOCUS):
            covered.append(found)
    assert covered == []


def test_bars_leave_a_short_screen_to_the_keyboard(visit: Visit) -> None:
    visitor = visit()
    visitor.page.set_viewport_size({"width": 360, "height": 300})
    visitor.go(f"/vi{PRODUCT}")
    for bar in (".bottom-bar", ".sticky-action"):
        place = visitor.page.evaluate(f"getComputedStyle(document.querySelector('{bar}')).position")
        assert place == "static", bar


def test_the_bar_says_where_one_is(visit: Visit) -> None:
    visitor = visit(script=False)
    for path, name in (("/", "Trang chủ"), ("/districts", "Các huyện"), ("/cart", "Giỏ hàng")):
        visitor.go(f"/vi{path}")
        here = visitor.page.locator(".bottom-bar [aria-current=page]")
        assert here.inner_text().strip() == name
