"""What a phone reads before it puts the shop on its home screen."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from storefront.database import db
from storefront.installing.manifest import light_colours, short_name
from storefront.market.models import Market
from tests.client import ShopClient
from tests.factories import make_market


@pytest.fixture(autouse=True)
def _market(app: Flask) -> None:
    with app.app_context():
        make_market(
            name_vi="Chợ phiên Mường Bi",
            name_en="Mường Bi market",
            tagline_vi="Của nhà trồng",
            tagline_en="Grown at home",
        )
        db.session.commit()


def manifest(client: ShopClient, language: str) -> dict[str, Any]:
    answer = client.get(f"/{language}/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    found = answer.get_json(force=True)
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("language", "name", "tagline"),
    [
        ("vi", "Chợ phiên Mường Bi", "Của nhà trồng"),
        ("en", "Mường Bi market", "Grown at home"),
    ],
)
def test_manifest_speaks_the_language_of_its_page(
    client: ShopClient, language: str, name: str, tagline: str
) -> None:
    page = client.get(f"/{language}/").get_data(as_text=True)
    assert f'<link rel="manifest" href="/{language}/manifest.webmanifest">' in page
    found = manifest(client, language)
    assert (found["name"], found["description"]) == (name, tagline)
    assert name.startswith(found["short_name"])
    assert (found["lang"], found["dir"]) == (language, "ltr")


def test_installed_shop_opens_its_front_page_in_a_window_of_its_own(client: ShopClient) -> None:
    found = manifest(client, "vi")
    assert (found["id"], found["start_url"], found["scope"]) == ("/vi/", "/vi/", "/")
    assert found["display"] == "standalone"
    assert client.get(found["start_url"]).status_code == 200
    assert [shortcut["url"] for shortcut in found["shortcuts"]] == [
        "/vi/districts",
        "/vi/products#search",
        "/vi/cart",
    ]
    for shortcut in found["shortcuts"]:
        page = client.get(shortcut["url"])
        assert page.status_code == 200
        assert f'id="{shortcut["url"].partition("#")[2] or "main"}"' in page.get_data(as_text=True)


def test_colours_are_those_of_the_tokens(client: ShopClient) -> None:
    found = manifest(client, "en")
    colours = light_colours()
    assert (found["theme_color"], found["background_color"]) == (colours["night"], colours["paper"])
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in colours.values())


def test_icons_have_the_sizes_that_they_claim(client: ShopClient) -> None:
    icons = manifest(client, "vi")["icons"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icon in icons:
        answer = client.get(icon["src"])
        assert answer.mimetype == icon["type"] == "image/png"
        width, height = Image.open(io.BytesIO(answer.data)).size
        assert f"{width}x{height}" == icon["sizes"]


def test_manifest_is_asked_for_again_and_follows_a_new_name(app: Flask, client: ShopClient) -> None:
    first = client.get("/vi/manifest.webmanifest")
    assert "no-cache" in first.headers["Cache-Control"]
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/vi/manifest.webmanifest", headers=known).status_code == 304
    with app.app_context():
        db.session.get_one(Market, 1).name_vi = "Chợ mới"
        db.session.commit()
    again = client.get("/vi/manifest.webmanifest", headers=known)
    assert again.status_code == 200
    assert again.get_json(force=True)["name"] == "Chợ mới"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Chợ Phiên", "Chợ Phiên"),
        ("Chợ phiên Hòa Bình", "Chợ phiên"),
        ("Nông sản Việt", "Nông sản"),
        ("Hợptácxãmiềnnúi", "Hợptácxãmiềnnúi"),
    ],
)
def test_short_name_holds_whole_words_that_a_home_screen_shows(name: str, short: str) -> None:
    assert short_name(name) == short
