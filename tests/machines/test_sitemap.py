"""The site map and robots.txt agree with the pages."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from lxml import etree

from storefront.database import db
from storefront.machines import sitemap
from storefront.pages.contents import PAGES
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product
from tests.shops import reopened, visitor

NAMES = {"s": sitemap.NAMESPACE, "x": sitemap.XHTML}
Addresses = dict[str, dict[str, str]]


def read(client: ShopClient, address: str = "/sitemap.xml") -> Addresses:
    """Return each address of a site map with its alternates."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "application/xml"
    assert "Set-Cookie" not in answer.headers
    found = {}
    for entry in etree.fromstring(answer.data).findall("s:url", NAMES):
        links = entry.findall("x:link", NAMES)
        found[entry.findtext("s:loc", "", NAMES)] = {
            str(link.get("hreflang")): str(link.get("href")) for link in links
        }
    return found


def fill(app: Flask) -> None:
    with app.app_context():
        make_market()
        for number in range(3):
            make_product(slug=f"cam-{number}", cooperative=make_cooperative(slug=f"htx-{number}"))
        make_product(slug="hidden", status="hidden")
        make_product(slug="shut", cooperative=make_cooperative(slug="closed", status="closed"))
        db.session.commit()


def test_every_public_page_stands_in_both_languages(app: Flask, client: ShopClient) -> None:
    fill(app)
    found = read(client)
    for path in (
        "",
        "districts",
        "products",
        "complaints",
        "products/cam-0",
        "cooperatives/htx-2",
        *(f"pages/{slug}" for slug in PAGES),
    ):
        for language in ("vi", "en"):
            assert found[f"http://localhost/{language}/{path}"] == {
                "vi": f"http://localhost/vi/{path}",
                "en": f"http://localhost/en/{path}",
                "x-default": f"http://localhost/vi/{path}",
            }


def test_hidden_goods_and_closed_makers_stay_out(app: Flask, client: ShopClient) -> None:
    fill(app)
    text = " ".join(read(client))
    for slug in ("hidden", "shut", "closed", "cart", "checkout", "orders", "login"):
        assert f"/{slug}" not in text


def test_every_address_is_the_canonical_one_of_a_page(app: Flask, client: ShopClient) -> None:
    fill(app)
    for address, alternates in read(client).items():
        answer = client.get(address.removeprefix("http://localhost"))
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200, address
        assert "noindex" not in page, address
        assert f'<link rel="canonical" href="{address}">' in page
        links = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
        assert dict(links) == alternates


def test_many_pages_make_an_index_of_parts(
    app: Flask, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(app)
    whole = read(client)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 4)
    monkeypatch.setattr(sitemap, "PAGES_IN_PART", 2)
    monkeypatch.setattr(sitemap, "STEP", 1)
    index = etree.fromstring(client.get("/sitemap.xml").data)
    assert index.tag == f"{{{sitemap.NAMESPACE}}}sitemapindex"
    parts = [part.findtext("s:loc", "", NAMES) for part in index.findall("s:sitemap", NAMES)]
    together: Addresses = {}
    for part in parts:
        found = read(client, part.removeprefix("http://localhost"))
        assert 0 < len(found) <= 4
        together |= found
    assert together == whole


@pytest.mark.parametrize("part", ["products-0", "products-99", "nothing-1", "products-9999999999"])
def test_unknown_part_is_not_found(client: ShopClient, part: str) -> None:
    assert client.get(f"/sitemap-{part}.xml").status_code == 404


def test_addresses_carry_the_public_host(app: Flask) -> None:
    client = visitor(reopened(app, BASE_URL="https://cho.example"))
    assert all(address.startswith("https://cho.example/") for address in read(client))
    robots = client.get("/robots.txt").text
    assert "Sitemap: https://cho.example/sitemap.xml" in robots


def test_robots_are_kept_from_private_pages(client: ShopClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    for path in ("cart", "checkout", "orders", "login"):
        assert f"Disallow: /vi/{path}" in lines
        assert f"Disallow: /en/{path}" in lines
