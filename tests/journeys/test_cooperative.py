"""From the invitation to the packed order: a cooperative's first day, on a phone of 360 px."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from storefront.setup import DEMO_PASSWORD
from tests.journeys.conftest import Visitor
from tests.journeys.steps import give_details, order
from tests.journeys.test_photos import buyer_sees, photo_file

Visit = Callable[..., Visitor]

# Each form of the journey needs a shop that nobody has joined yet.
SHOPS = {True: ("htx-muong-pa", "0968111222"), False: ("htx-oharuy-food", "0968333444")}
PASSWORD = "mường vang mùa cam chín"
STORY = "Chúng tôi gói bánh bằng lá dong hái trên đồi sau nhà."
NAMES = {"vi": "Bánh uôi lá dong", "en": "Uôi cake in dong leaves"}


def invited(visit: Visit, shop: str) -> str:
    """Let the operator invite a maker; return the link's path."""
    operator = visit()
    sign_in(operator, "operator@demo.example", DEMO_PASSWORD)
    operator.go("/vi/operate/")
    operator.page.select_option("[name=cooperative]", shop)
    operator.page.click("form[action$='/operate/invitations'] [type=submit]")
    link = operator.page.locator("#secret-link").input_value()
    return link.removeprefix(operator.address)


def sign_in(visitor: Visitor, identifier: str, password: str) -> None:
    visitor.go("/vi/login")
    visitor.page.fill("[name=identifier]", identifier)
    visitor.page.fill("[name=password]", password)
    visitor.page.click("main form [type=submit]")
    visitor.page.wait_for_load_state()


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def join(member: Visitor, link: str, phone: str) -> None:
    """Choose a password, sign out, and come back with it."""
    page = member.page
    member.go(link)
    fits(page)
    page.fill("[name=name]", "Chị Mai")
    page.fill("[name=identifier]", phone)
    page.fill("[name=password]", PASSWORD)
    page.click("main form [type=submit]")
    expect(page.locator("h1")).to_have_text("Hôm nay")
    page.context.clear_cookies()
    sign_in(member, phone, PASSWORD)
    expect(page.locator("h1")).to_have_text("Hôm nay")


def write_story(member: Visitor, script: bool) -> None:
    page = member.page
    member.go("/vi/manage/page")
    page.fill("[name=summary_vi]", "Bánh và thịt lợn bản, làm theo phiên.")
    page.fill("[name=summary_en]", "Cakes and village pork, made for market days.")
    page.fill("[name=story_vi]", STORY)
    page.fill("[name=story_en]", "We wrap our cakes in leaves from the hill behind the house.")
    if script:
        expect(page.locator("#draft-status")).to_have_text(re.compile(r"\d\d:\d\d"))
    fits(page)
    page.click("[formaction$='/page/publication']")
    expect(page.locator(".note--good")).to_be_visible()


def make_goods(member: Visitor) -> str:
    """Put new goods on sale; return their address at the desk."""
    page = member.page
    member.go("/vi/manage/goods/new")
    page.fill("[name=name_vi]", NAMES["vi"])
    page.fill("[name=name_en]", NAMES["en"])
    page.select_option("[name=category_id]", index=2)
    page.fill("[name='packs-0-label_vi']", "Chục 10 cái")
    page.fill("[name='packs-0-label_en']", "Ten pieces")
    page.fill("[name='packs-0-price']", "60k")
    page.fill("[name='packs-0-weight']", "1,2 kg")
    page.fill("[name='packs-0-stock']", "8")
    fits(page)
    page.click("[name=then][value=publish]")
    line = page.locator(".goods-line", has_text=NAMES["vi"])
    expect(line).to_contain_text("60.000")
    return line.locator(".goods-line__name a").get_attribute("href") or ""


def send_photos(member: Visitor, goods: str, folder: Path, script: bool) -> None:
    page = member.page
    member.go(f"{goods}/photos")
    chosen = [photo_file(folder, seed) for seed in (3, 4)]
    page.set_input_files("[name=photos]:not([capture])", chosen)
    if not script:
        page.click(".photo-form [type=submit]")
    expect(page.locator(".photo-row")).to_have_count(2, timeout=30_000)
    shown = page.locator(".photo-row picture")
    for _try in range(80):
        if shown.count() == 2:
            break
        page.wait_for_timeout(500)
        if not script:
            page.reload()
    expect(shown).to_have_count(2)
    fits(page)


def buy(visit: Visit, slug: str, script: bool) -> str:
    """Order two packs as a guest, in cash; return the order's code."""
    buyer = visit(script=script)
    buyer.go(f"/vi/products/{slug}")
    buyer.page.fill(".buy-form [name=quantity]", "2")
    buyer.page.click(".buy-form button[type=submit]")
    buyer.page.wait_for_selector(".cart-badge__number >> nth=0", state="attached")
    buyer.go("/vi/cart")
    give_details(buyer, script=script, method="cod")
    return order(buyer)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_from_the_invitation_to_the_packed_order(
    visit: Visit, tmp_path: Path, script: bool
) -> None:
    shop, phone = SHOPS[script]
    member = visit(script=script)
    page = member.page
    join(member, invited(visit, shop), phone)
    write_story(member, script)
    goods = make_goods(member)
    send_photos(member, goods, tmp_path, script)

    member.go(f"/vi/cooperatives/{shop}")
    expect(page.locator("main")).to_contain_text(STORY)
    slug = page.locator(f".card__name:has-text('{NAMES['vi']}')").get_attribute("href") or ""
    slug = slug.rpartition("/")[2]
    buyer_sees(visit, slug, 2)
    reader = visit(language="en")
    reader.go(f"/en/products/{slug}")
    expect(reader.page.locator("h1")).to_have_text(NAMES["en"])

    code = buy(visit, slug, script)
    member.go("/vi/manage/")
    page.click(f"a[href$='/orders/{code}']")
    for step in ("confirmation", "packing"):
        fits(page)
        page.click(f"form[action$='/{step}'] .button--primary")
    expect(page.locator("form[action$='/handover']")).to_have_count(1)
    expect(page.locator(".order-log").last).to_contain_text("Chị Mai")
    reader.page.reload()
    expect(reader.page.locator("[data-stock]")).to_have_attribute("data-stock", "6")
    assert member.console == []
