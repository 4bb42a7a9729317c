import re
from pathlib import Path

import pytest

from storefront.assets import STATIC, Assets

TOKENS = (STATIC / "css" / "site" / "tokens.css").read_text("utf-8")
AA_TEXT = 4.5
AA_SHAPES = 3.0

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
]
SHAPE_PAIRS = [
    ("line-strong", "paper"),
    ("line-strong", "sheet"),
    ("focus", "paper"),
    ("focus", "sheet"),
    ("madder", "paper"),
]


def themes() -> dict[str, dict[str, str]]:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    found = {"light": dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", light))}
    found["dark"] = {**found["light"], **dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", dark))}
    return found


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


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


def test_style_is_joined_without_blanks_and_keeps_its_rules() -> None:
    css = Assets(STATIC).by_name["site.css"].body.decode()
    source = "".join(path.read_text("utf-8") for path in (STATIC / "css" / "site").glob("*.css"))
    assert "/*" not in css
    assert "  " not in css
    assert css.startswith("@layer reset,tokens,base,layout,components,utilities;")
    assert css.count("{") == css.count("}") == source.count("{")
    assert '"Segoe UI"' in css
    assert 'counter(step) ". "' in source
    assert '". "' in css
