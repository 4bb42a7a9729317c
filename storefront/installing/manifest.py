"""What a phone reads before it puts the shop on its home screen."""

from __future__ import annotations

import re

from flask import current_app, url_for
from flask_babel import gettext as _

from storefront.assets import STATIC, Assets
from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized_text

TOKENS = STATIC / "css" / "site" / "tokens.css"
LONGEST_SHORT_NAME = 12  # what home screens show whole
ICONS = (
    ("icons/app-192.png", "192x192", "any"),
    ("icons/app-512.png", "512x512", "any"),
    ("icons/app-512-maskable.png", "512x512", "maskable"),
)


def manifest(name: Bilingual, tagline: Bilingual) -> dict[str, object]:
    """Return the web app manifest in the page's language, for a market's name and tagline."""
    home = url_for("catalogue.home")
    full_name = localized_text(name)
    colours = light_colours()
    return {
        "id": home,
        "name": full_name,
        "short_name": short_name(full_name),
        "description": localized_text(tagline)
        or _("Goods of the districts, straight from those who make them."),
        "lang": current_language(),
        "dir": "ltr",
        "start_url": home,
        "scope": "/",
        "display": "standalone",
        "theme_color": colours["night"],
        "background_color": colours["paper"],
        "icons": _icons(),
        "shortcuts": [
            {"name": _("Districts"), "url": url_for("cooperatives.districts")},
            {"name": _("Search"), "url": f"{url_for('catalogue.product_list')}#search"},
            {"name": _("Cart"), "url": url_for("cart.show")},
        ],
    }


def short_name(name: str) -> str:
    """Return as many whole words of a name as a home screen shows, at least the first."""
    words = name.split()
    while len(words) > 1 and len(" ".join(words)) > LONGEST_SHORT_NAME:
        words.pop()
    return " ".join(words)


def light_colours() -> dict[str, str]:
    """Return the colours of the light theme by the names of their tokens."""
    light = TOKENS.read_text("utf-8").partition("@media")[0]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", light))


def _icons() -> list[dict[str, str]]:
    assets: Assets = current_app.extensions["assets"]
    return [
        {
            "src": url_for("assets.serve", name=assets.by_name[name].served_name),
            "sizes": sizes,
            "type": "image/png",
            "purpose": purpose,
        }
        for name, sizes, purpose in ICONS
    ]
