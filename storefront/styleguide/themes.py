"""The two themes as the style's tokens tell them: each to be forced on a part of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from storefront.assets import STATIC

TOKENS = STATIC / "css" / "site" / "tokens.css"
DARK = "@media (prefers-color-scheme: dark)"

_ROOT = re.compile(r":root \{(.*?)\n *\}", re.DOTALL)
_TOKEN = re.compile(r"--([\w-]+):\s*([^;]+);")
_HEX = re.compile(r"#[0-9a-f]{6}")
_SHOWN_BY = (
    (re.compile(r"text-|leading"), "font-size"),
    (re.compile(r"s\d"), "width"),
    (re.compile(r"radius"), "border-radius"),
    (re.compile(r"shadow"), "box-shadow"),
)

Theme = dict[str, str]


def themes() -> dict[str, Theme]:
    """Return the tokens of each theme by name; the dark one changes some of the light one's."""
    light, dark = TOKENS.read_text("utf-8").split(DARK)
    usual = _declared(light)
    return {"light": usual, "dark": {**usual, **_declared(dark)}}


def colours() -> list[str]:
    """Return the names of the tokens that are colours."""
    return [name for name, value in themes()["light"].items() if _HEX.fullmatch(value)]


def theme_style() -> str:
    """Return the style that forces a theme below `.theme--…` and shows each token by a class."""
    return "\n".join((*_forced(), *_shown()))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, written as #rrggbb, as WCAG 2 defines it: 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _declared(css: str) -> Theme:
    found = _ROOT.search(css)
    return dict(_TOKEN.findall(found[1])) if found else {}


def _forced() -> Iterator[str]:
    both = themes()
    changing = [name for name in both["light"] if both["light"][name] != both["dark"][name]]
    for theme, tokens in both.items():
        told = "".join(f"--{name}:{tokens[name]};" for name in changing)
        yield f".theme--{theme}{{{told}color-scheme:{theme}}}"


def _shown() -> Iterator[str]:
    for name, value in themes()["light"].items():
        shown_by = "background" if _HEX.fullmatch(value) else _property(name)
        if shown_by:
            yield f".token--{name}{{{shown_by}:var(--{name})}}"


def _property(token: str) -> str:
    return next((shown_by for names, shown_by in _SHOWN_BY if names.match(token)), "")


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
