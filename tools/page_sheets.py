"""Photograph every kind of page of a served demo market, to be looked at side by side.

Usage: python -m tools.page_sheets ADDRESS OUT_FOLDER [WIDTH…]

One sheet a width, theme and language. Whatever a person would call broken and a program can see
is printed: sideways scroll, layout shift, words on the console.
"""

from __future__ import annotations

import shutil
import sys
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

WIDTHS, THEMES, LANGUAGES = (360, 768, 1280), ("light", "dark"), ("vi", "en")
TALLEST, WIDEST = 4200, 480
"""Pixels of a page that a sheet shows; below that come only more of the same cards."""

PUBLIC = {
    "home": "/",
    "districts": "/districts",
    "district": "/districts/cao-phong",
    "maker": "/cooperatives/htx-ha-phong",
    "story": "/cooperatives/htx-ha-phong/story",
    "stories": "/stories",
    "list": "/products?q=cam",
    "all-goods": "/products",
    "product": "/products/cam-cao-phong-ha-phong",
    "alcohol": "/products/ruou-cam-ha-phong",
    "unpriced": "/products/nuoc-dong-chai-muong-dong",
    "nothing-found": "/products?q=zzzz",
    "missing": "/products/khong-co",
    "terms": "/pages/terms",
    "about": "/pages/about",
    "complaint": "/complaints",
    "sign-in": "/login",
    "lookup": "/orders/lookup",
    "offline": "/offline",
}
GOODS = ("cam-cao-phong-ha-phong", "mat-ong-ban-dao")
WATCH_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifted += entry.value;
})).observe({type: "layout-shift", buffered: true});
"""


class Photographer:
    """Walk through the shop in one width, theme and language, and keep a picture of each page."""

    def __init__(self, context: BrowserContext, address: str, folder: Path) -> None:
        self.address, self.folder = address, folder
        self.taken: list[str] = []
        context.add_init_script(WATCH_SHIFTS)
        self.page: Page = context.new_page()
        self.page.on("console", self.hear)
        self.name = ""
        folder.mkdir(parents=True, exist_ok=True)

    def tell(self, what: str) -> None:
        """Say what is wrong with the page at hand."""
        print(f"{self.folder.name} {self.name}: {what}")

    def hear(self, message: ConsoleMessage) -> None:
        """Repeat what the console says; that a page was refused is no news where it should be."""
        if "the server responded with a status of 4" not in message.text:
            self.tell(f"console: {message.text}")

    def visit(self, name: str, path: str) -> None:
        """Open a page, read it to its end, and photograph it."""
        self.name = name
        answer = self.page.goto(self.address + path)
        if answer and answer.ok is (name == "missing"):
            self.tell(f"answered {answer.status}")
        self.photograph(name)

    def photograph(self, name: str) -> None:
        """Photograph the page that is open."""
        self.name = name
        height = self.page.evaluate("document.documentElement.scrollHeight")
        for top in range(0, height, 500):
            self.page.evaluate(f"scrollTo(0, {top})")
            self.page.wait_for_timeout(30)
        self.page.evaluate("scrollTo(0, 0)")
        self.page.wait_for_timeout(100)
        wide, shown = self.page.evaluate(
            "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        if wide > shown:
            self.tell(f"scrolls sideways: {wide} > {shown}")
        if shifted := self.page.evaluate("window.shifted"):
            self.tell(f"layout shift {shifted:.4f}")
        self.page.screenshot(path=self.folder / f"{name}.png", full_page=True)
        self.taken.append(name)

    def buy(self, language: str) -> None:
        """Order two makers' goods by transfer, with a picture of every step."""
        page = self.page
        self.visit("cart-empty", f"/{language}/cart")
        for slug in GOODS:
            page.goto(f"{self.address}/{language}/products/{slug}")
            page.locator("#buy-form .buy-form__submit button").click()
            page.locator("#buy-answer > *").first.wait_for()
        self.photograph("added")
        self.visit("cart", f"/{language}/cart")
        self.visit("checkout", f"/{language}/checkout?province_code=25")
        send = page.locator("main form button[type=submit]").last
        send.click()
        self.photograph("checkout-refused")
        page.fill("[name=full_name]", "Nguyễn Thị Ánh Nguyệt")
        page.fill("[name=phone]", "0912345678")
        page.fill("[name=street]", "Số 12, ngõ 5, đường Cù Chính Lan")
        page.select_option("[name=commune_code]", index=5)
        page.check("[name=payment_method][value=bank_transfer]")
        send.click()
        self.photograph("review")
        send.click()
        self.photograph("purchase")


def sheet(browser: Browser, folder: Path, names: list[str], width: int) -> None:
    """Put the pictures of one folder beside each other on one picture."""
    figures = "".join(
        f'<figure><figcaption>{name}</figcaption><img src="{name}.png"></figure>' for name in names
    )
    (folder / "sheet.html").write_text(
        "<!doctype html><meta charset=utf-8><style>body{margin:16px;display:flex;gap:16px;"
        "align-items:flex-start;width:max-content;font:700 20px sans-serif;background:#777}"
        f"figure{{margin:0;width:{min(width, WIDEST)}px;max-height:{TALLEST}px;overflow:hidden}}"
        "img{width:100%;display:block}</style>" + figures,
        "utf-8",
    )
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto((folder / "sheet.html").as_uri())
    out = folder.parent / f"{folder.name}.png"
    page.screenshot(path=out, full_page=True, scale="css")
    page.close()
    print(f"{out}: {len(names)} pages")


def main(address: str, out: Path, widths: tuple[int, ...]) -> None:
    """Photograph all pages in each width, theme and language."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        for width, theme, language in product(widths, THEMES, LANGUAGES):
            context = browser.new_context(
                viewport={"width": width, "height": 640 if width < 700 else 900},
                color_scheme="dark" if theme == "dark" else "light",
                locale=f"{language}-VN",
                is_mobile=width < 700,
                reduced_motion="reduce",
            )
            folder = out / f"{width}-{theme}-{language}"
            photographer = Photographer(context, address, folder)
            for name, path in PUBLIC.items():
                photographer.visit(name, f"/{language}{path}")
            photographer.buy(language)
            context.close()
            sheet(browser, folder, photographer.taken, width)
        browser.close()


if __name__ == "__main__":
    chosen = tuple(int(width) for width in sys.argv[3:]) or WIDTHS
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]), chosen)
