import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from werkzeug.test import TestResponse

from storefront.assets import STATIC, Assets
from storefront.styleguide.themes import contrast, themes
from tests.client import ShopClient
from tests.shopping import give_details, place_order

AA_TEXT = 4.5
AA_SHAPES = 3.0
MOST_STYLE = 6_000
"""Bytes that the stylesheets of one public page may weigh, compressed as they are sent."""

PAGES = (
    "/",
    "/districts",
    "/districts/cao-phong",
    "/cooperatives/htx-ha-phong",
    "/cooperatives/htx-ha-phong/story",
    "/stories",
    "/showcases",
    "/products",
    "/products?q=cao",
    "/products?sort=district",
    "/products?q=zzqq",
    "/products/cam-cao-phong-ha-phong",
    "/cart",
    "/orders/lookup",
    "/complaints",
    "/login",
    "/pages/terms",
    "/nowhere",
)

# Text on what it stands on, as the components pair them.
TEXT_PAIRS = [
    ("ink", "paper"),
    ("ink", "sheet"),
    ("ink", "wash"),
    ("ink", "good-wash"),
    ("ink", "warning-wash"),
    ("ink", "bad-wash"),
    ("ink", "mark"),
    ("ink-soft", "mark"),
    ("link", "mark"),
    ("ink-soft", "paper"),
    ("ink-soft", "sheet"),
    ("ink-soft", "wash"),
    ("ink-soft", "warning-wash"),
    ("ink-soft", "good-wash"),
    ("link", "paper"),
    ("link", "sheet"),
    ("link", "wash"),
    ("link", "warning-wash"),
    ("madder-text", "paper"),
    ("madder-text", "sheet"),
    ("madder-text", "bad-wash"),
    ("star", "paper"),
    ("star", "sheet"),
    ("leaf", "sheet"),
    ("on-madder", "madder"),
    ("on-madder", "madder-deep"),
    ("on-night", "night"),
    ("on-night", "night-deep"),
    ("on-night-soft", "night"),
    ("on-night-soft", "night-deep"),
    ("turmeric", "night"),
    ("on-turmeric", "turmeric"),
    ("madder-text", "wash"),
    ("ink-soft", "bad-wash"),
]
SHAPE_PAIRS = [
    ("line-strong", "paper"),
    ("line-strong", "sheet"),
    ("focus", "paper"),
    ("focus", "sheet"),
    ("madder", "paper"),
]


def every_page(client: ShopClient) -> Iterator[tuple[str, TestResponse]]:
    """Yield every kind of public page with its path, those of an order included."""
    for path in PAGES:
        yield path, client.get(f"/en{path}")
    product = client.get("/en/products/cam-cao-phong-ha-phong").get_data(as_text=True)
    chosen = re.search(r'name="product_id" value="(\d+)"', product)
    assert chosen
    client.post("/en/cart/items", data={"product_id": chosen[1], "quantity": "1"})
    for path in ("/cart", "/checkout"):
        yield path, client.get(f"/en{path}")
    give_details(client)
    yield "/checkout/review", client.get("/en/checkout/review")
    yield "/orders/{token}", client.get(place_order(client).headers["Location"])


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), TEXT_PAIRS)
def test_text_contrast_is_aa(theme: str, front: str, back: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[front], colours[back]) >= AA_TEXT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), SHAPE_PAIRS)
def test_borders_of_controls_and_focus_can_be_seen(theme: str, front: str, back: str) -> None:
    colours = themes()[theme]
    assert contrast(colours[front], colours[back]) >= AA_SHAPES


def test_every_picture_named_by_the_style_exists_under_its_hashed_name() -> None:
    sheets = [a.body for name, a in Assets(STATIC).by_name.items() if name.endswith(".css")]
    css = b"".join(sheets).decode()
    names = re.findall(r"url\(([^)]+)\)", css)
    assert names
    for name in names:
        assert re.fullmatch(r"[\w-]+\.[0-9a-f]{12}\.svg", name), name


def test_every_used_token_is_defined() -> None:
    css = "".join(path.read_text("utf-8") for path in Path(STATIC / "css").rglob("*.css"))
    defined = set(re.findall(r"(--[\w-]+):", css))
    assert set(re.findall(r"var\((--[\w-]+)", css)) <= defined


@pytest.mark.parametrize("sheet", sorted(path.name for path in (STATIC / "css").iterdir()))
def test_style_is_joined_without_blanks_and_keeps_its_rules(sheet: str) -> None:
    css = Assets(STATIC).by_name[f"{sheet}.css"].body.decode()
    source = "".join(path.read_text("utf-8") for path in (STATIC / "css" / sheet).glob("*.css"))
    assert "/*" not in css
    assert "  " not in css
    assert css.count("{") == css.count("}") == source.count("{")
    assert set(re.findall('"[^"]*"', source)) == set(re.findall('"[^"]*"', css))
    if sheet == "site":
        assert css.startswith("@layer reset,tokens,base,layout,components,utilities;")


def test_style_of_any_public_page_is_small(market_client: ShopClient) -> None:
    served = market_client.application.extensions["assets"].by_served_name
    weights = {}
    for path, answer in every_page(market_client):
        names = re.findall(
            r'<link rel="stylesheet" href="/assets/([^"]+)"', answer.get_data(as_text=True)
        )
        assert names, path
        weights[path] = sum(len(brotli.compress(served[name].body)) for name in names)
    assert {path: weight for path, weight in weights.items() if weight > MOST_STYLE} == {}


def test_only_the_tokens_know_themes() -> None:
    knowing = [
        p for p in (STATIC / "css").rglob("*.css") if "prefers-color-scheme" in p.read_text()
    ]
    assert [path.name for path in knowing] == ["tokens.css"]
