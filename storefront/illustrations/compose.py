"""Pictures put together from a motif, a district's colours and a maker's weave.

All are stand-alone SVG for `<img>`: no script, no style, nothing fetched, nothing random.
"""

from __future__ import annotations

from storefront.illustrations.grounds import ground, sprigs
from storefront.illustrations.landscape import landscape
from storefront.illustrations.motifs import Motif, motif
from storefront.illustrations.palettes import PAPER, Palette, choose, palette_for
from storefront.illustrations.weave import Box, band_for, band_markup, prefix_for

ILLUSTRATION_VERSION = "1"
"""Part of the content hash in the pictures' addresses: raise it when any drawing changes."""

BASE = 322
"""Where things stand: the upper edge of the band, less a finger's breadth."""

# One placing: horizontal and vertical middle, scale, turn in degrees, mirrored or not.
Placing = tuple[float, float, float, float, bool]


def _svg(width: int, height: int, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{body}</svg>'
    )


def _placed(name: str, place: Placing) -> str:
    x, y, scale, turn, mirrored = place
    flip = f"{-scale:g} {scale:g}" if mirrored else f"{scale:g}"
    rotate = f"rotate({turn:g})" if turn else ""
    where = f"translate({x:g} {y:g}){rotate}scale({flip})translate(-100-100)"
    return f'<use href="#{name}" transform="{where}"/>'


def _shadow(places: list[Placing], palette: Palette) -> str:
    return "".join(
        f'<ellipse cx="{x:g}" cy="{y + 92 * scale:g}" rx="{88 * scale:g}" ry="{11 * scale:g}"/>'
        for x, y, scale, _, _ in places
    ).join((f'<g fill="{palette.cloth}" opacity=".2">', "</g>"))


def _standing(scale: float) -> float:
    """Return the middle of a motif of that scale whose foot is on the base line."""
    return BASE - 92 * scale


def _one(slug: str, drawn: Motif) -> list[Placing]:
    mirrored = bool(choose(slug, "mirror", 2))
    if drawn.stance == "free":
        turn = choose(slug, "turn", 7) * 4 - 12
        return [(200, 174, (1.34, 1.42)[choose(slug, "scale", 2)], turn, mirrored)]
    if drawn.stance == "swim":
        return [(200, 178, 1.55, choose(slug, "turn", 5) * 3 - 6, mirrored)]
    scale = (1.36, 1.46)[choose(slug, "scale", 2)]
    return [(200, _standing(scale), scale, 0, mirrored)]


def _two(slug: str, drawn: Motif) -> list[Placing]:
    side = -1 if choose(slug, "side", 2) else 1
    if drawn.stance == "swim":
        return [
            (200 + 30 * side, 108, 1.02, 4, side > 0),
            (200 - 26 * side, 236, 1.2, -4, side < 0),
        ]
    if drawn.stance == "stand":
        return [
            (200 + 70 * side, _standing(0.98), 0.98, 0, side > 0),
            (200 - 44 * side, _standing(1.2), 1.2, 0, side < 0),
        ]
    turn = choose(slug, "turn", 5) * 5
    return [
        (200 + 58 * side, 122, 0.98, turn * side, side > 0),
        (200 - 40 * side, 206, 1.16, -turn * side, side < 0),
    ]


def _three(slug: str, drawn: Motif) -> list[Placing]:
    side = -1 if choose(slug, "side", 2) else 1
    if drawn.stance == "stand":
        low, high = _standing(0.92), _standing(1.16)
        return [
            (106, low - 8, 0.92, 0, False),
            (294, low - 8, 0.92, 0, True),
            (200, high, 1.16, 0, side > 0),
        ]
    turn = choose(slug, "turn", 4) * 5
    return [
        (200 + 14 * side, 104, 0.84, -turn * side, side > 0),
        (122, 220, 0.92, turn, side < 0),
        (282, 224, 0.92, -turn, side > 0),
    ]


def _with_second(slug: str, drawn: Motif) -> tuple[list[Placing], Placing]:
    side = -1 if choose(slug, "side", 2) else 1
    scale = (1.2, 1.28)[choose(slug, "scale", 2)]
    small = (0.66, 0.76)[choose(slug, "small", 2)]
    turn = choose(slug, "turn", 5) * 4 - 8 if drawn.stance == "free" else 0
    y = 158 if drawn.stance == "free" else _standing(scale) - 6
    return (
        [(200 - 36 * side, y, scale, turn, side < 0)],
        (200 + 108 * side, _standing(small) + 4, small, 0, side > 0),
    )


def illustration_svg(
    product_slug: str,
    motif_name: str,
    maker_slug: str,
    district_slug: str,
    secondary_motif: str | None = None,
) -> str:
    """Return the 400 by 400 picture of a product: motif, district's colours and maker's weave."""
    palette, main = palette_for(district_slug), motif(motif_name)
    second = motif(secondary_motif) if secondary_motif else None
    extra: Placing | None = None
    if second is not None and second is not main:
        places, extra = _with_second(product_slug, main)
    else:
        places = (_one, _two, _three)[choose(product_slug, "count", main.most)](product_slug, main)
    shapes = f'<g id="m">{main.shapes}</g>' + (
        f'<g id="s">{second.shapes}</g>' if extra and second else ""
    )
    uses = "".join(_placed("m", place) for place in places)
    if extra:
        uses += _placed("s", extra)
    on_ground = (
        [*places, *([extra] if extra else [])]
        if main.stance == "stand"
        else [extra]
        if extra
        else []
    )
    shadow = _shadow(on_ground, palette) if on_ground else ""
    band = band_markup(band_for(maker_slug, palette), Box(400, 62, 0, 338), "w", full=False)
    return _svg(
        400,
        400,
        f"<defs>{shapes}</defs>{ground(product_slug, palette)}{sprigs(product_slug, palette)}"
        f"{shadow}{uses}{band}",
    )


def maker_svg(maker_slug: str, district_slug: str) -> str:
    """Return a maker's 240 by 240 emblem: a square cut from its own band."""
    palette = palette_for(district_slug)
    return _svg(
        240, 240, band_markup(band_for(maker_slug, palette), Box(240, 240), prefix_for(maker_slug))
    )


def district_svg(district_slug: str, motif_name: str) -> str:
    """Return a district's 640 by 400 picture: hills, water, a weave, what it is known for."""
    palette, main = palette_for(district_slug), motif(motif_name)
    scale = 1.3
    place: Placing = (486, 338 - 92 * scale, scale, 0, False)
    band = band_markup(band_for(district_slug, palette), Box(640, 52, 0, 348), "w", full=False)
    shadow = _shadow([place], palette) if main.stance == "stand" else ""
    halo = f'<circle cx="486" cy="206" r="122" fill="{PAPER}"/>'
    return _svg(
        640,
        400,
        f'<defs><g id="m">{main.shapes}</g></defs>{landscape(district_slug, palette)}'
        f"{halo}{shadow}{_placed('m', place)}{band}",
    )
