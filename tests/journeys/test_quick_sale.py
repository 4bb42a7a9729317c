"""Two phones sell at a booth while the network comes and goes: all is recorded, nothing twice."""

from __future__ import annotations

import io
import os
import random
import re
from collections.abc import Iterator

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from storefront.payments.vietqr import parse_vietqr
from tests.journeys.booth_phones import (
    MISHAPS,
    PASSWORD,
    SELLERS,
    Fair,
    SellersPhone,
    cut,
    open_fair,
    restart,
    restore,
)
from tests.journeys.conftest import PHONE

# `make booth-sales` sells two hundred times.
SALES = int(os.environ.get("BOOTH_SALES", "30"))
SEED = int(os.environ.get("BOOTH_SEED", "5"))


@pytest.fixture(scope="module")
def fair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fair]:
    with open_fair(tmp_path_factory.mktemp("fair")) as fair:
        yield fair
        fair.audit()


@pytest.fixture(scope="module")
def both_phones(
    fair: Fair, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[SellersPhone]]:
    lucky, folder = random.Random(SEED), tmp_path_factory.mktemp("phones")  # noqa: S311
    made = [SellersPhone(fair, chromium, folder / seller, seller, lucky) for seller in SELLERS]
    for phone in made:
        phone.switch_on()
        phone.sign_in()
    yield made
    for phone in made:
        phone.switch_off()


@pytest.fixture
def phones(both_phones: list[SellersPhone]) -> list[SellersPhone]:
    """Give both phones as they lie at the booth in the morning: in the network, all told."""
    for phone in both_phones:
        phone.begin_anew()
    return both_phones


def test_two_phones_sell_over_a_network_that_comes_and_goes(
    fair: Fair, phones: list[SellersPhone]
) -> None:
    before, lucky = fair.sales(), phones[0].lucky
    for phone in phones:
        phone.until_kept()
        restart(phone)
    mishaps = list(MISHAPS) * 2
    lucky.shuffle(mishaps)
    while (sold := sum(len(phone.sold) for phone in phones)) < SALES:
        phone = lucky.choice(phones)
        if sold * len(MISHAPS) * 2 // SALES > len(MISHAPS) * 2 - len(mishaps) and mishaps:
            mishaps.pop()(phone)
        elif lucky.random() < 0.1 and SALES > 100:
            lucky.choice(MISHAPS)(phone)
        phone.sell()
    for phone in phones:
        phone.set_offline(False)
        phone.until_told()
    told = {key: total for phone in phones for key, total in phone.sold.items()}
    recorded = {key: total for key, total in fair.sales().items() if key not in before}
    assert len(recorded) == len(told) >= SALES
    assert recorded == told
    assert sum(phone.lost for phone in phones) >= 1
    assert fair.packs_gone() == fair.packs_sold()
    for phone in phones:
        expect(phone.page.locator("#sale-waiting")).to_be_hidden()


def test_the_screen_opens_without_a_network_after_a_restart(
    fair: Fair, phones: list[SellersPhone]
) -> None:
    phone = phones[0]
    phone.until_kept()
    cut(phone)
    phone.sell()
    phone.sell()
    restart(phone)
    expect(phone.page.locator(".sale-waiting__title")).to_contain_text("2")
    before = fair.sales()
    assert not set(phone.sold) & set(before)
    restore(phone)
    phone.until_told()
    assert len(fair.sales()) == len(before) + 2


def test_a_transfer_is_drawn_on_the_phone_without_a_network(
    fair: Fair, phones: list[SellersPhone]
) -> None:
    phone = phones[0]
    page = phone.page
    phone.until_kept()
    cut(phone)
    page.locator(".sale-tile__more").nth(1).tap()
    page.locator("[name=method][value=transfer]").tap()
    drawing = page.locator("[data-vietqr-drawing] svg")
    expect(drawing).to_be_visible()
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(drawing.screenshot())))
    asked = parse_vietqr(found[0].text)
    reference = page.locator("[data-reference]").inner_text()
    assert (asked.amount_vnd, asked.memo, asked.reusable) == (50_000, reference, False)
    page.locator("[data-finish]").tap()
    receipt = page.locator("[data-receipt-drawing] svg")
    expect(receipt).to_be_visible()
    address = zxingcpp.read_barcodes(Image.open(io.BytesIO(receipt.screenshot())))[0].text
    assert "BH" + address.rpartition("/")[2][:8].upper() == reference
    page.locator("[data-next]").tap()
    restore(phone)
    phone.until_told()
    page.goto(address)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main")).to_contain_text(reference)


def test_whose_sign_in_has_ended_signs_in_again_and_nothing_is_lost(
    fair: Fair, phones: list[SellersPhone]
) -> None:
    phone = phones[1]
    before = fair.sales()
    fair.sign_out(phone.seller)
    phone.sell()
    link = phone.page.locator("[data-sign-in]")
    expect(link).to_be_visible()
    assert fair.sales() == before
    link.tap()
    phone.page.wait_for_url(re.compile("/login"))
    phone.enter_password()
    phone.until_told()
    assert len(fair.sales()) == len(before) + 1


def test_another_networks_welcome_page_is_no_answer(fair: Fair, phones: list[SellersPhone]) -> None:
    phone = phones[0]
    before = fair.sales()
    welcome = "**/manage/booths/*/sale*"
    phone.page.route(welcome, lambda route: route.fulfill(status=200, body="<h1>Wi-Fi</h1>"))
    phone.sell()
    phone.page.wait_for_timeout(500)
    assert (phone.waiting(), fair.sales()) == (1, before)
    phone.page.unroute(welcome)
    phone.until_told()
    assert len(fair.sales()) == len(before) + 1


def test_without_script_it_sells_while_there_is_a_network(fair: Fair, chromium: Browser) -> None:
    context = chromium.new_context(
        viewport={"width": PHONE["width"], "height": PHONE["height"]},
        java_script_enabled=False,
        locale="vi-VN",
    )
    page = context.new_page()
    page.goto(f"{fair.address}/vi/login?next={fair.screen}")
    page.fill("[name=identifier]", SELLERS[0])
    page.fill("[name=password]", PASSWORD)
    page.click("main form [type=submit]")
    before = fair.sales()
    page.locator("input[type=number]").first.fill("2")
    page.click("[name=method][value=cash]")
    page.wait_for_url(re.compile(r"/sales/[0-9a-f]{40}$"))
    expect(page.locator("svg.qr")).to_be_visible()
    page.click(".sticky-action a")
    page.wait_for_url(re.compile(r"/sale$"))
    assert sorted(fair.sales().values()) == sorted([*before.values(), 70_000])
    context.close()
