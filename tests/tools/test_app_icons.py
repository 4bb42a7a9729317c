"""The icons of the installed shop are those that the icon's drawing gives."""

from __future__ import annotations

import io
from math import hypot

import pytest
from PIL import Image

from tools.app_icons import ICONS, STATIC, Icon, icon_png

LARGEST = 6_000


def drawn(icon: Icon) -> Image.Image:
    return Image.open(io.BytesIO((STATIC / "icons" / f"{icon.name}.png").read_bytes()))


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.name)
def test_committed_icons_match_the_drawing_and_stay_small(icon: Icon) -> None:
    committed = (STATIC / "icons" / f"{icon.name}.png").read_bytes()
    fresh = Image.open(io.BytesIO(icon_png(icon)))
    assert drawn(icon).convert("RGBA").tobytes() == fresh.convert("RGBA").tobytes()
    assert drawn(icon).size == (icon.size, icon.size)
    assert len(committed) <= LARGEST


def test_only_round_corners_let_the_background_through() -> None:
    for icon in ICONS:
        corner = drawn(icon).convert("RGBA").getpixel((0, 0))
        assert isinstance(corner, tuple)
        assert corner[3] == (0 if icon.round_corners else 255), icon.name


def test_figure_of_the_maskable_icon_survives_the_tightest_mask() -> None:
    (icon,) = [icon for icon in ICONS if icon.maskable]
    reach = hypot(1, 1) * 15 * icon.thread / 2
    assert reach <= 0.4 * icon.size
