"""Make the icons of the installed shop from the diamond of static/icon.svg.

Usage: python -m tools.app_icons
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import resvg_py
from PIL import Image

STATIC = Path(__file__).resolve().parent.parent / "storefront" / "static"
THREADS = 15
"""The width and height of the woven figure."""


@dataclass(frozen=True, slots=True)
class Icon:
    """Hold one icon: its size and that of one thread in pixels, and how it is cut.

    A thread is a whole number of pixels, so that every edge is sharp. A `maskable` icon may be cut
    to a circle of 80 % of its width: the figure keeps within, the stripes around it may go.
    """

    name: str
    size: int
    thread: int
    round_corners: bool = False
    maskable: bool = False


ICONS = (
    Icon("app-192", 192, 10, round_corners=True),
    Icon("app-512", 512, 26, round_corners=True),
    Icon("app-512-maskable", 512, 18, maskable=True),
    Icon("apple-touch-icon", 180, 10),
)


def icon_png(icon: Icon) -> bytes:
    """Return an icon as a PNG, with a palette of its few colours where nothing shines through."""
    drawn = resvg_py.svg_to_bytes(_svg(icon), skip_system_fonts=True)
    file = io.BytesIO()
    with Image.open(io.BytesIO(drawn)) as picture:
        flat = picture if icon.round_corners else picture.convert("RGB").quantize(16)
        flat.save(file, "PNG", optimize=True)
    return file.getvalue()


def _svg(icon: Icon) -> str:
    source = (STATIC / "icon.svg").read_text("utf-8")
    (cloth,) = re.findall(r'<rect [^>]*fill="([^"]+)"', source)
    inks = re.findall(r'<path stroke="([^"]+)" d="[^"]+"/>', source)
    figure = "".join(re.findall(r"<path [^>]+/>", source))
    corner = icon.size // 5 if icon.round_corners else 0
    stripes = _stripes(inks) if icon.maskable else ""
    edge = (icon.size - THREADS * icon.thread) // 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{icon.size}" height="{icon.size}">'
        f'<rect width="{icon.size}" height="{icon.size}" rx="{corner}" fill="{cloth}"/>'
        f'<g transform="translate({edge} {edge})scale({icon.thread})" fill="none">'
        f"{figure}{stripes}</g></svg>"
    )


def _stripes(inks: list[str]) -> str:
    """Return the stripes that frame the figure like a row of the waistband."""
    rows = ((-2.5, inks[-1]), (-4.5, inks[1]), (-6.5, inks[0]))
    return "".join(f'<path stroke="{ink}" d="M-9 {y}H24M-9 {THREADS - y}H24"/>' for y, ink in rows)


def main() -> None:
    """Write every icon."""
    for icon in ICONS:
        path = STATIC / "icons" / f"{icon.name}.png"
        path.write_bytes(icon_png(icon))
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
