"""What a link says of its page, and the ways to hand it on."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from storefront.database import db
from tests.catalogue.pages import tree
from tests.client import ShopClient
from tests.factories import make_market, make_product
from tests.shops import reopened, visitor

PRODUCT = "/vi/products/cam-cao-phong-ha-phong"
MAKER = "/vi/cooperatives/htx-ha-phong"
DISTRICT = "/vi/districts/cao-phong"
OWN_WORDS = (PRODUCT, MAKER, DISTRICT, f"{MAKER}/story")
PUBLIC = ("/vi/", "/vi/products", "/vi/districts", "/vi/pages/terms")


def said(client: ShopClient, address: str) -> dict[str, str]:
    """Return what a page's head says of its link; raise AssertionError where it says so twice."""
    found: dict[str, str] = {}
    for meta in tree(client.get(address)).xpath("//head/meta[@content]"):
        name = str(meta.get("property") or meta.get("name") or "")
        if name.startswith(("og:", "twitter:")):
            assert name not in found, name
            found[name] = str(meta.get("content"))
    return found


@pytest.mark.parametrize("address", OWN_WORDS + PUBLIC)
def test_every_public_page_says_what_its_link_leads_to(
    market_client: ShopClient, address: str
) -> None:
    words = said(market_client, address)
    assert words["og:url"] == f"http://localhost{address}"
    assert words["og:site_name"] == "Chợ Phiên"
    assert words["og:title"]
    assert words["og:description"]
    assert words["og:locale"] == "vi_VN"
    assert words["og:locale:alternate"] == "en_US"
    assert words["og:image"].startswith("http://localhost/sharing/vi/")
    assert (words["og:image:width"], words["og:image:height"]) == ("1200", "630")
    assert words["og:image:type"] == "image/png"
    assert words["og:image:alt"]
    assert words["twitter:card"] == "summary_large_image"


def test_a_page_speaks_of_itself_in_its_language(market_client: ShopClient) -> None:
    vietnamese = said(market_client, PRODUCT)
    english = said(market_client, PRODUCT.replace("/vi/", "/en/"))
    assert vietnamese["og:title"].startswith("Cam Cao Phong Hà Phong")
    assert english["og:title"].startswith("Ha Phong Cao Phong oranges")
    assert english["og:locale"] == "en_US"
    assert english["og:image"] != vietnamese["og:image"]
    assert said(market_client, MAKER)["og:type"] == "profile"


@pytest.mark.parametrize("address", ["/vi/cart", "/vi/orders/lookup", "/vi/login", "/nowhere"])
def test_private_and_missing_pages_say_nothing_of_themselves(
    market_client: ShopClient, address: str
) -> None:
    assert said(market_client, address) == {}


def test_addresses_are_those_of_the_public_shop(app: Flask) -> None:
    with app.app_context():
        make_market()
        make_product(slug="cam")
        db.session.commit()
    public = reopened(app, BASE_URL="https://cho.example", TRUSTED_HOSTS="cho.example,localhost")
    words = said(visitor(public), "/vi/products/cam?from=somewhere")
    assert words["og:url"] == "https://cho.example/vi/products/cam"
    assert words["og:image"].startswith("https://cho.example/sharing/vi/products/cam.")


@pytest.mark.parametrize("address", [PRODUCT, MAKER, DISTRICT])
def test_ways_to_share_hand_on_the_address_without_its_query(
    market_client: ShopClient, address: str
) -> None:
    page = tree(market_client.get(f"{address}?token=secret"))
    (share,) = page.xpath('//details[@class="share"]')
    canonical = f"http://localhost{address}"
    assert share.xpath(".//input[@readonly]/@value") == [canonical]
    assert share.xpath(".//*/@data-copy") == share.xpath(".//*/@data-share") == [canonical]
    facebook, sms, mail = (str(link) for link in share.xpath(".//a/@href"))
    assert parse_qs(urlsplit(facebook).query) == {"u": [canonical]}
    assert canonical in parse_qs(urlsplit(sms).query)["body"][0]
    assert parse_qs(urlsplit(mail).query)["body"] == [canonical]


def test_what_only_script_can_do_is_hidden_without_it(market_client: ShopClient) -> None:
    page = tree(market_client.get(PRODUCT))
    assert page.xpath('//details[@class="share"]//button[not(@hidden)]') == []


def test_no_page_loads_anything_from_another_site(market_client: ShopClient) -> None:
    for address in OWN_WORDS:
        text = market_client.get(address).get_data(as_text=True)
        assert (
            re.findall(
                r'<(?:script|img|iframe|link)[^>]+(?:src|href)="https?://(?!localhost)', text
            )
            == []
        )
