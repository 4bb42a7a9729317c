"""The land behind a district's picture: sun, ranges, stilt houses and water."""

from __future__ import annotations

from storefront.illustrations.palettes import Palette, choose

_HOUSE = (
    '<path fill="{wall}" d="M-26-30H26V-8H-26z"/><path fill="none" stroke="{wall}" '
    'stroke-width="4" d="M-22-8v24M-8-8v24M8-8v24M22-8v24M-30-8H30M30-8l12 24"/>'
    '<path fill="{roof}" d="M-40-28L-20-62H20L40-28z"/>'
)
"""A house on stilts standing 16 below its origin."""

_PEAKS = (
    "M-60 400V220Q-20 120 16 126Q52 130 66 206Q90 72 140 70Q190 72 206 198Q230 130 266 128"
    "Q306 130 316 214Q340 98 392 94Q446 98 460 200Q490 152 524 158Q566 166 590 206T720 220V400z"
)
"""Limestone peaks; their outline may be shifted by 45 either way."""


def _range(slug: str, palette: Palette) -> str:
    """Return the far range: round hills or limestone peaks."""
    shift = choose(slug, "shift", 4) * 14
    if not choose(slug, "range", 2):
        where = f'transform="translate({shift - 30})"'
        return f'<path fill="{palette.tint}" {where} d="{_PEAKS}"/>'
    low = shift / 2
    return (
        f'<path fill="{palette.tint}" d="M0 240Q60 {150 - shift} 150 {196 - low}'
        f'T330 {150 + low}T500 {170 - low}T640 200V400H0z"/>'
    )


def _houses(slug: str, palette: Palette) -> str:
    x = 120 + choose(slug, "house", 4) * 40
    homes = ((x + 74, 262, 0.62, palette.threads[2]), (x, 272, 0.86, palette.threads[0]))
    return "".join(
        f'<g transform="translate({left} {foot})scale({scale})">'
        f"{_HOUSE.format(wall=palette.cloth, roof=roof)}</g>"
        for left, foot, scale, roof in homes
    )


def landscape(slug: str, palette: Palette) -> str:
    """Return sky, sun, hills, two stilt houses and the water before them, 640 by 400."""
    sun = (110, 200, 290, 370)[choose(slug, "sun", 4)]
    near = choose(slug, "near", 5) * 12
    return (
        f'<path fill="{palette.ground}" d="M0 0h640v400H0z"/>'
        f'<circle cx="{sun}" cy="104" r="52" fill="{palette.threads[1]}"/>{_range(slug, palette)}'
        f'<path fill="{palette.shade}" d="M0 {246 - near / 3:g}Q120 {182 + near} 260 246'
        f'T480 {228 - near / 3:g}Q570 {206 + near / 2:g} 640 250V400H0z"/>{_houses(slug, palette)}'
        f'<path fill="{palette.tint}" d="M0 290Q120 272 300 288T640 284V400H0z"/>'
        f'<path fill="{palette.ground}" d="M0 310Q180 290 330 306T640 300V400H0z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="4" stroke-linecap="round" '
        'd="M30 330h70M124 320h40M210 338h60M250 324h50M340 334h50"/>'
    )
