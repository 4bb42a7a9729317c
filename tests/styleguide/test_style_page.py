"""The style page: complete, sound, and never shown to the public."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from flask import Flask

from storefront.assets import STATIC
from storefront.styleguide.specimens import with_own_ids
from storefront.styleguide.themes import theme_style
from tests.catalogue.pages import tree
from tests.client import ShopClient
from tests.shops import everything, reopened, visitor

SEEN_ELSEWHERE = {
    "main",  # every page's own frame, the style page's too
    "skip-link",
    "screen",  # the big screen's own frame
    "theme",
}
NOT_SHOWN = {
    "style",  # the style page's own
    "photo",  # the demonstration has no photos
}
PAGES = ("/en/style", "/en/style/desk")
SPECIMEN_CLASSES = '//*[contains(@class, "specimen")]//@class'


def blocks_styled() -> dict[str, set[str]]:
    """Return, for every component's file, the names of the components it styles."""
    files = (
        path
        for path in (STATIC / "css").rglob("*.css")
        if path.parent.name not in NOT_SHOWN and not path.parent.name.startswith("print")
    )
    return {
        str(path.relative_to(STATIC)): {
            re.split(r"__|--", name)[0]
            for name in re.findall(
                r"\.([a-z][\w-]*)", re.sub(r"url\([^)]*\)", "", path.read_text())
            )
        }
        - SEEN_ELSEWHERE
        for path in files
    }


def test_every_component_has_a_specimen(market_client: ShopClient) -> None:
    classes = [
        name
        for path in PAGES
        for names in tree(market_client.get(path)).xpath(SPECIMEN_CLASSES)
        for name in names.split()
    ]
    shown = {re.split(r"__|--", name)[0] for name in classes}
    missing = {path: blocks - shown for path, blocks in blocks_styled().items() if blocks - shown}
    assert missing == {}


@pytest.mark.parametrize("path", PAGES)
def test_specimens_stand_in_both_languages_and_themes(market_client: ShopClient, path: str) -> None:
    page = tree(market_client.get(path.replace("en", "vi")))
    specimens = page.xpath('//section/div[@class="specimens"]')
    assert len(specimens) > 20
    for of_one in specimens:
        assert [(s.get("lang"), s.get("class")) for s in of_one.xpath("./div")] == [
            ("vi", "specimen theme--light"),
            ("vi", "specimen theme--dark"),
            ("en", "specimen theme--light"),
            ("en", "specimen theme--dark"),
        ]
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert page.xpath('//meta[@name="robots"]/@content') == ["noindex, nofollow"]


def test_looking_at_the_style_leaves_the_shop_as_it_was(market_app: Flask) -> None:
    before = everything(market_app)
    for path in PAGES:
        client = visitor(market_app)
        assert client.get(path).status_code == 200
        assert client.get("/en/manage/").status_code != 200  # nobody is signed in by it
    assert everything(market_app) == before


def test_an_empty_shop_says_what_is_missing(client: ShopClient) -> None:
    answer = client.get("/en/style")
    assert "import a market first" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "environ",
    [{"DEMO": "off"}, {"HOST": "0.0.0.0"}, {"BASE_URL": "https://market.example"}],  # noqa: S104
    ids=["no-demo", "in-public", "https"],
)
@pytest.mark.parametrize("path", [*PAGES, "/en/style/themes.css"])
def test_nobody_but_the_developer_sees_the_style_page(
    market_app: Flask, environ: dict[str, str], path: str
) -> None:
    public = visitor(reopened(market_app, **environ))
    assert public.get(path).status_code == 404


def test_themes_are_forced_by_the_tokens_themselves() -> None:
    style = theme_style()
    assert ".theme--light{" in style
    assert "--paper:#15172c;" in style.split(".theme--dark{")[1].split("}")[0]
    assert "color-scheme:dark" in style
    assert ".token--paper{background:var(--paper)}" in style


def test_ids_and_what_names_them_keep_together() -> None:
    html = (
        '<form id="a" data-product-id="7" data-hx-post="/x"><label for="b">B</label>'
        '<input id="b" aria-describedby="b-hint b"></form><a href="#a">A</a><a href="#c">C</a>'
    )
    assert with_own_ids(html, "vi-") == (
        '<form id="vi-a" data-product-id="7"><label for="vi-b">B</label>'
        '<input id="vi-b" aria-describedby="b-hint vi-b"></form>'
        '<a href="#vi-a">A</a><a href="#c">C</a>'
    )
