"""What a phone can read without a network, and what it must never keep or send again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.conftest import CHROMIUM_OPTIONS, PHONE, Visitor
from tests.journeys.steps import codes_seen, give_details, order, put_first_find_in_cart
from tests.server.process import COMMAND, ROOT, Server, free_port, wait_for

KEPT_NOTICE = ".demo-notice[role=status]"
TIME = re.compile(r"20\d\d, \d\d:\d\d")
PRIVATE = "private"
OPERATOR = ("operator@demo.example", "cho-phien-demo")
A_MONTH_OLD = "31 * 24 * 3600 * 1000"

LIST_CACHES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const keys = await (await caches.open(name)).keys();
    found[name] = keys.map((key) => key.url.slice(location.origin.length));
  }
  return found;
}"""
READ_KEPT = "async (path) => (await caches.match(path)).text()"
LIST_PARTS = """[...document.querySelectorAll("link[rel=stylesheet][href], script[src]")]
  .map((part) => new URL(part.href || part.src).pathname)"""
MAKE_OLD = f"""async (path) => {{
  const cache = await caches.open("{PRIVATE}");
  const copy = await cache.match(path, {{ ignoreVary: true }});
  const kept = Date.now() - {A_MONTH_OLD};
  await cache.put(new Request(path, {{ headers: {{ kept }} }}), copy);
}}"""


@dataclass
class Shop:
    """Hold a shop that can be cut off and come back."""

    folder: Path
    port: int
    server: Server | None = None

    @property
    def address(self) -> str:
        """Return where it is served."""
        return f"http://127.0.0.1:{self.port}"

    def open(self, **settings: str) -> None:
        """Serve the demo market."""
        wanted = {"DEMO": "on", "WORKERS": "1", "RATE_LIMITS": "off", **settings}
        self.server = Server(self.folder, self.port, COMMAND, **wanted)
        self.server.wait_until_open()

    def close(self) -> None:
        """Stop serving: no address of the shop answers any more."""
        if self.server:
            self.server.end()
        self.server = None

    @contextmanager
    def without_network(self) -> Iterator[None]:
        """Be cut off until the block ends."""
        self.close()
        yield
        self.open()

    @contextmanager
    def without_answers(self) -> Iterator[None]:
        """Take requests and leave them waiting until the block ends."""
        assert self.server
        ids = [*self.server.children(), self.server.process.pid]
        for pid in ids:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in ids:
                os.kill(pid, signal.SIGCONT)

    def purchases(self) -> int:
        """Return how many purchases there are."""
        counted = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "orders", "count"],
            env={**os.environ, "STOREFRONT_DATA_DIR": str(self.folder)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        return int(counted.stdout)


@dataclass
class Phone(Visitor):
    """Hold a page, and look into what the phone keeps."""

    def caches(self) -> dict[str, list[str]]:
        """Return the kept addresses by the names of their caches."""
        found: dict[str, list[str]] = self.page.evaluate(LIST_CACHES)
        return found

    def kept(self, cache: str = "") -> list[str]:
        """Return the kept addresses, of all caches or of those whose names begin so."""
        found = self.caches().items()
        return [path for name, paths in found if name.startswith(cache) for path in paths]

    def pages(self) -> set[str]:
        """Return the addresses of the kept pages, everybody's and the visitor's own."""
        return {*self.kept("pages-"), *self.kept(PRIVATE)}

    def wait_until_kept(self, *paths: str) -> None:
        """Wait until the phone keeps pages and files."""
        wait_for(lambda: {*paths} <= {*self.kept()})

    def assert_copy(self) -> None:
        """Assert that a kept page says from when it is, and looks as it should."""
        assert TIME.search(self.page.inner_text(KEPT_NOTICE))
        assert self.page.evaluate("[...document.styleSheets].every((s) => s.cssRules.length)")

    def assert_no_network(self, language: str) -> None:
        """Assert that the offline page of a language stands here."""
        expect(self.page.locator("#kept-pages")).to_be_attached()
        assert self.page.evaluate("document.documentElement.lang") == language


@pytest.fixture(scope="module")
def offline_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    shop = Shop(tmp_path_factory.mktemp("offline"), free_port())
    yield shop
    shop.close()


@pytest.fixture
def shop(offline_shop: Shop) -> Shop:
    if offline_shop.server is None:
        offline_shop.open()
    return offline_shop


@pytest.fixture
def phone(chromium: Browser, shop: Shop) -> Iterator[Callable[[], Phone]]:
    """Give a function that opens a new phone."""
    contexts: list[BrowserContext] = []

    def open_phone() -> Phone:
        context = chromium.new_context(
            viewport={"width": PHONE["width"], "height": PHONE["height"]}, locale="vi-VN"
        )
        contexts.append(context)
        return Phone(context.new_page(), shop.address)

    yield open_phone
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def purchase(chromium: Browser, offline_shop: Shop) -> str:
    """Order something by transfer; return the path of its page."""
    if offline_shop.server is None:
        offline_shop.open()
    with chromium.new_context(locale="vi-VN") as context:
        buyer = Phone(context.new_page(), offline_shop.address)
        return buy(buyer)


def path_of(phone: Phone) -> str:
    """Return the path of the page that is open."""
    return phone.page.url.removeprefix(phone.address)


def buy(phone: Phone) -> str:
    """Order something by transfer; return the path of its page."""
    put_first_find_in_cart(phone, "vi", "che")
    give_details(phone, script=True, method="bank_transfer")
    order(phone)
    return path_of(phone)


def keep(phone: Phone, *paths: str) -> None:
    """Open pages, each until the phone keeps it with its style and script."""
    for path in paths:
        phone.go(path)
        phone.wait_until_kept(path, *phone.page.evaluate(LIST_PARTS))


def test_seen_pages_cart_and_purchase_are_read_without_a_network(
    phone: Callable[[], Phone], shop: Shop
) -> None:
    visitor = phone()
    purchase = buy(visitor)
    payload = visitor.page.locator("[data-vietqr]").get_attribute("data-vietqr")
    keep(visitor, "/vi/")
    visitor.go("/vi/products?q=mat+ong")
    visitor.page.locator(".card__name").first.click()
    visitor.page.wait_for_url(re.compile(r"/vi/products/[a-z0-9-]+$"))
    product, name = path_of(visitor), visitor.page.inner_text("h1")
    visitor.page.click(".buy-form button[type=submit]")
    visitor.page.wait_for_selector(".cart-badge__number >> nth=0", state="attached")
    visitor.wait_until_kept(product, purchase)
    wait_for(lambda: name in visitor.page.evaluate(READ_KEPT, "/vi/cart"))

    with shop.without_network():
        visitor.go("/vi/")
        visitor.assert_copy()
        visitor.go(product)
        visitor.assert_copy()
        assert visitor.page.inner_text("h1") == name
        assert visitor.page.locator("main img").first.evaluate("(image) => image.naturalWidth")
        visitor.go("/vi/cart")  # put in by the page before, without a visit to the cart since
        visitor.assert_copy()
        assert name in visitor.page.inner_text("#cart")
        visitor.go(purchase)
        visitor.assert_copy()
        assert codes_seen(visitor) == [payload]

    visitor.go(purchase)
    expect(visitor.page.locator(KEPT_NOTICE)).to_have_count(0)


def test_pages_never_seen_give_the_offline_page_of_their_language(
    phone: Callable[[], Phone], shop: Shop
) -> None:
    visitor = phone()
    keep(visitor, "/vi/pages/terms", "/en/pages/terms")
    visitor.wait_until_kept("/vi/offline", "/en/offline")
    with shop.without_network():
        for language in ("vi", "en"):
            visitor.go(f"/{language}/products")
            visitor.assert_no_network(language)
        visitor.go("/en/checkout")
        visitor.assert_no_network("en")
    visitor.page.click("main .button--primary")  # try again
    visitor.page.wait_for_load_state()
    expect(visitor.page.locator("#kept-pages")).to_have_count(0)


def test_offline_page_lists_what_is_kept_and_forgets_it(
    phone: Callable[[], Phone], shop: Shop
) -> None:
    visitor = phone()
    keep(visitor, "/en/pages/terms")
    title = visitor.page.inner_text("h1")
    wait_for(lambda: visitor.kept("offline") == ["/en/offline"])
    with shop.without_network():
        visitor.go("/")
        visitor.assert_no_network("en")
        kept = visitor.page.locator("#kept-pages li")
        expect(kept).to_have_count(1)
        expect(kept).to_contain_text(title)
        assert TIME.search(kept.inner_text())
        kept.locator("a").click()
        visitor.page.wait_for_url("**/en/pages/terms")
        visitor.assert_copy()
        visitor.go("/")
        visitor.page.click("[data-forget]")
        expect(visitor.page.locator("[data-forget]")).to_have_count(0)
        assert visitor.pages() == set()
        visitor.go("/en/pages/terms")
        visitor.assert_no_network("en")


def test_first_page_of_all_is_kept_with_what_it_is_made_of(
    phone: Callable[[], Phone], shop: Shop, purchase: str
) -> None:
    visitor = phone()
    keep(visitor, purchase)
    with shop.without_network():
        visitor.go(purchase)
        visitor.assert_copy()
        assert codes_seen(visitor)


def test_order_sent_without_a_network_is_never_sent_again(
    phone: Callable[[], Phone], shop: Shop
) -> None:
    visitor = phone()
    put_first_find_in_cart(visitor, "vi", "mat ong")
    give_details(visitor, script=True, method="cod")
    assert visitor.page.evaluate("!!navigator.serviceWorker.controller")
    before = shop.purchases()
    with shop.without_network():
        visitor.page.locator("form[action$='/orders'] .button--primary").click()
        visitor.page.wait_for_url("chrome-error://**")
        visitor.go("/vi/checkout/review")
        visitor.assert_no_network("vi")
    visitor.go("/vi/")
    visitor.page.wait_for_timeout(1000)
    assert shop.purchases() == before
    assert not {path for path in visitor.kept() if "checkout" in path or path.endswith("/orders")}
    visitor.go("/vi/checkout/review")
    order(visitor)
    assert shop.purchases() == before + 1


def test_parts_errors_redirects_and_forms_are_not_kept(phone: Callable[[], Phone]) -> None:
    visitor = phone()
    keep(visitor, "/vi/")
    visitor.go("/")
    for path in ("/vi/nowhere", "/vi/products/nothing", "/vi/login", "/vi/orders/lookup"):
        visitor.go(path)
    visitor.go("/vi/complaints")
    visitor.page.locator("#q").press_sequentially("mat on", delay=30)
    visitor.page.wait_for_selector("#suggestions a")
    keep(visitor, "/vi/districts")
    assert visitor.pages() == {"/vi/", "/vi/districts"}


def test_new_version_drops_old_pages_and_leaves_purchases(
    phone: Callable[[], Phone], shop: Shop, purchase: str
) -> None:
    visitor = phone()
    keep(visitor, "/vi/", purchase)
    (old,) = (name for name in visitor.caches() if name.startswith("pages-"))
    shop.close()
    shop.open(DEMO="off")  # as good as another version: the offline pages say something else

    visitor.go("/vi/districts")
    visitor.page.evaluate("navigator.serviceWorker.ready.then((shop) => shop.update())")

    def renewed() -> bool:
        visitor.go("/vi/districts")
        return old not in visitor.caches()

    wait_for(renewed)
    keep(visitor, "/vi/pages/terms")
    assert "/vi/" not in visitor.pages()
    assert purchase in visitor.kept(PRIVATE)
    with shop.without_network():
        visitor.go(purchase)
        visitor.assert_copy()
        assert codes_seen(visitor)
        visitor.go("/vi/")
        visitor.assert_no_network("vi")


def test_signing_out_forgets_what_was_private(
    phone: Callable[[], Phone], shop: Shop, purchase: str
) -> None:
    visitor = phone()
    keep(visitor, purchase)
    visitor.go("/vi/login")
    visitor.page.fill("#identifier", OPERATOR[0])
    visitor.page.fill("#password", OPERATOR[1])
    visitor.page.click("main form button[type=submit]")
    visitor.page.wait_for_url("**/vi/operate/")
    keep(visitor, "/vi/districts")
    assert {*visitor.kept(PRIVATE)} == {purchase, "/vi/districts"}
    assert not {path for path in visitor.kept() if re.search("login|account|manage", path)}
    visitor.go("/vi/account")
    visitor.page.click("form[action$='/logout'] button")
    visitor.page.wait_for_url("**/vi/")
    wait_for(lambda: visitor.kept(PRIVATE) == [])
    with shop.without_network():
        for path in (purchase, "/vi/account", "/vi/cart"):
            visitor.go(path)
            visitor.assert_no_network("vi")


def test_kept_page_comes_when_the_network_is_too_slow(
    phone: Callable[[], Phone], shop: Shop
) -> None:
    visitor = phone()
    keep(visitor, "/vi/pages/terms")
    with shop.without_answers():
        visitor.go("/vi/pages/terms")
        visitor.assert_copy()
    visitor.go("/vi/pages/terms")
    expect(visitor.page.locator(KEPT_NOTICE)).to_have_count(0)


def test_purchase_is_forgotten_after_a_month(
    phone: Callable[[], Phone], shop: Shop, purchase: str
) -> None:
    visitor = phone()
    keep(visitor, purchase)
    visitor.page.evaluate(MAKE_OLD, purchase)
    with shop.without_network():
        visitor.go(purchase)
        visitor.assert_no_network("vi")
    visitor.go("/vi/districts")
    wait_for(lambda: purchase not in visitor.kept(PRIVATE))


def test_purchase_is_read_after_the_browser_was_closed(
    chromium: Browser, shop: Shop, purchase: str, tmp_path: Path
) -> None:
    launcher, executable = chromium.browser_type, shutil.which("chromium")

    def start() -> BrowserContext:
        return launcher.launch_persistent_context(
            tmp_path, executable_path=executable, args=CHROMIUM_OPTIONS
        )

    with start() as context:
        keep(Phone(context.new_page(), shop.address), purchase)
    with shop.without_network(), start() as context:
        visitor = Phone(context.new_page(), shop.address)
        visitor.go(purchase)
        visitor.assert_copy()
        assert codes_seen(visitor)


def test_without_script_there_is_no_worker(chromium: Browser, shop: Shop) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(shop.address + "/vi/")
        expect(page.locator("h1")).to_be_visible()
        page.wait_for_timeout(500)
        assert context.service_workers == []
