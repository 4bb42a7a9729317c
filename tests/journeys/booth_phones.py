"""Phones at a booth whose network comes and goes, and the shop that they tell."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import environ
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sqlalchemy import delete, func, select

from storefront import create_app
from storefront.accounts.models import SignIn, User
from storefront.accounts.services import create_user
from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.showcase.models import Booth
from tests.databases import settings_for
from tests.factories import make_cooperative, make_market, make_product, stock_of
from tests.factories.showcases import make_booth, make_showcase
from tests.journeys.conftest import CHROMIUM_OPTIONS, PHONE
from tests.server.process import ROOT, free_port, open_shop

PASSWORD = "mật khẩu của chợ"
SELLERS = ("0912345678", "0912345679")
STOCK = 700
IS_KEPT = "async (path) => !!(await caches.match(path))"
KEPT = "async () => (await window.saleOutbox.all()).length"


@dataclass
class Fair:
    """Hold a served shop with one booth, looked into from outside."""

    app: Flask
    address: str
    folder: Path
    booth_id: int
    products: list[int]

    @property
    def screen(self) -> str:
        """Return the path of the screen that sells."""
        return f"/vi/manage/booths/{self.booth_id}/sale"

    def sales(self) -> dict[str, int]:
        """Return the totals of all recorded sales by their keys."""
        with self.app.app_context():
            rows = db.session.execute(select(BoothSale.key, BoothSale.total_vnd)).all()
            found = {row.key: row.total_vnd for row in rows}
        assert len(found) == len(rows)
        return found

    def packs_gone(self) -> int:
        """Return how many packs are no longer on the shelf."""
        with self.app.app_context():
            products = [db.session.get_one(Product, number) for number in self.products]
            return sum(STOCK - stock_of(product).on_hand for product in products)

    def packs_sold(self) -> int:
        """Return how many packs the recorded sales say were sold."""
        with self.app.app_context():
            return db.session.scalar(select(func.sum(BoothSaleLine.quantity))) or 0

    def sign_out(self, seller: str) -> None:
        """End a member's sign-ins, as time or a manager does."""
        with self.app.app_context():
            of_seller = select(User.id).where(User.identifier == "+84" + seller[1:])
            db.session.execute(delete(SignIn).where(SignIn.user_id.in_(of_seller)))
            db.session.commit()

    def audit(self) -> None:
        """Assert that stock, sales and money add up."""
        checked = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "app", "audit"],
            env={**environ, "STOREFRONT_DATA_DIR": str(self.folder)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


@contextmanager
def open_fair(folder: Path) -> Iterator[Fair]:
    """Serve a shop whose one cooperative stands at a booth with three of its goods."""
    port = free_port()
    with open_shop(folder, port, DEMO="off", WORKERS="1", RATE_LIMITS="off"):
        app = create_app(settings_for(folder, f"sqlite:///{folder}/storefront.sqlite3"))
        with app.app_context():
            booth = _furnish()
            products = [line.product_id for line in booth.products]
        yield Fair(app, f"http://127.0.0.1:{port}", folder, booth.id, products)
        with app.app_context():
            db.engine.dispose()


def _furnish() -> Booth:
    make_market(is_sample=False)
    shop = make_cooperative()
    goods = [
        make_product(cooperative=shop, stock=STOCK, price=price, name_vi=f"Cam loại {number}")
        for number, price in enumerate((35_000, 50_000, 120_000), 1)
    ]
    for seller in SELLERS:
        create_user(seller, PASSWORD, "cooperative", shop, name=f"Chị {seller[-1]}")
    booth = make_booth(make_showcase(), shop, *goods)
    db.session.commit()
    return booth


@dataclass
class SellersPhone:
    """Hold a phone with a memory of its own: it can be switched off and on."""

    fair: Fair
    chromium: Browser
    folder: Path
    seller: str
    lucky: random.Random
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    offline: bool = False
    lose_answers: int = 0
    lost: int = 0
    sold: dict[str, int] = field(default_factory=dict)

    def switch_on(self) -> None:
        """Start the browser with what it kept, in the network or out of it."""
        self.context = self.chromium.browser_type.launch_persistent_context(
            self.folder,
            executable_path=shutil.which("chromium") or shutil.which("chromium-browser"),
            args=CHROMIUM_OPTIONS,
            viewport={"width": PHONE["width"], "height": PHONE["height"]},
            is_mobile=True,
            has_touch=True,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.context.set_default_timeout(30_000)
        self.context.route("**/manage/booths/*/sales", self._maybe_lose)
        self.context.set_offline(self.offline)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def switch_off(self) -> None:
        """End the browser at once."""
        self.context.close()

    def sign_in(self) -> None:
        """Sign the seller in and open the screen."""
        self.page.goto(self.fair.address + "/vi/login?next=" + self.fair.screen)
        self.enter_password()

    def begin_anew(self) -> None:
        """Be in the network with the screen open, with nothing waiting and nothing remembered."""
        self.lose_answers = 0
        self.set_offline(False)
        self.sold.clear()
        for page in self.context.pages:
            if page != self.page:
                page.close()
        self.open()
        self.until_told()

    def enter_password(self) -> None:
        """Fill in the sign-in form that stands here."""
        self.page.fill("[name=identifier]", self.seller)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main form [type=submit]")
        self.ready()

    def open(self) -> None:
        """Open the screen, from the network or from what the phone keeps."""
        self.page.goto(self.fair.address + self.fair.screen)
        self.ready()

    def ready(self) -> None:
        """Wait until the screen sells."""
        expect(self.page.locator("form.sale--live")).to_be_visible()

    def until_kept(self) -> None:
        """Wait until the phone keeps the screen for times without a network."""
        for _look in range(100):
            if self.page.evaluate(IS_KEPT, self.fair.screen):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("the phone does not keep the screen")

    def set_offline(self, offline: bool) -> None:
        """Cut the network off, or restore it."""
        self.offline = offline
        self.context.set_offline(offline)

    def sell(self, page: Page | None = None) -> None:
        """Tap some goods, take the money, and go on."""
        page = page or self.page
        tiles = page.locator(".sale-tile__more")
        for _tap in range(self.lucky.randint(1, 3)):
            tiles.nth(self.lucky.randrange(3)).tap()
        page.locator("[name=method][value=cash]").tap()
        shown = page.locator("#sale-pay-total").inner_text()
        page.locator("[data-finish]").tap()
        link = page.locator("[data-receipt-link]")
        expect(page.locator("#sale-receipt")).to_be_visible()
        key = (link.get_attribute("href") or "").rpartition("/")[2]
        assert key not in self.sold
        self.sold[key] = int("".join(filter(str.isdigit, shown)))
        page.locator("[data-next]").tap()

    def waiting(self) -> int:
        """Return how many sales the phone still keeps."""
        return int(self.page.evaluate(KEPT))

    def until_told(self, seconds: int = 60) -> None:
        """Wait until the shop has them all."""
        self.page.evaluate("window.saleOutbox.soon()")
        for _look in range(seconds * 5):
            if self.waiting() == 0:
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{self.waiting()} sales still wait")

    def _maybe_lose(self, route: Route) -> None:
        """Let the shop answer, and lose the answer on its way back."""
        if self.lose_answers and not self.offline:
            self.lose_answers -= 1
            self.lost += 1
            route.fetch()
            route.abort("connectionreset")
        else:
            route.continue_()


Mishap = Callable[[SellersPhone], None]


def cut(phone: SellersPhone) -> None:
    """Lose the network."""
    phone.set_offline(True)


def restore(phone: SellersPhone) -> None:
    """Find the network again."""
    phone.set_offline(False)


def lose_answers(phone: SellersPhone) -> None:
    """Be in the network, but hear nothing twice."""
    phone.set_offline(False)
    phone.lose_answers = 2


def reload(phone: SellersPhone) -> None:
    """Load the screen again, wherever it comes from."""
    phone.page.reload()
    phone.ready()


def restart(phone: SellersPhone) -> None:
    """Switch the phone off and on, in the midst of whatever it did."""
    phone.switch_off()
    phone.switch_on()
    phone.open()


def second_tab(phone: SellersPhone) -> None:
    """Sell in another tab, which stays open while this one goes on."""
    other = phone.context.new_page()
    other.goto(phone.fair.address + phone.fair.screen)
    expect(other.locator("form.sale--live")).to_be_visible()
    phone.sell(other)
    phone.page.bring_to_front()


MISHAPS: tuple[Mishap, ...] = (cut, restore, lose_answers, reload, restart, second_tab)
