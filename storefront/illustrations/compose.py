"""Pictures put together from a motif, a district's colours and a maker's weave.

All are stand-alone SVG for `<img>`: no script, no style, nothing fetched, nothing random.
"""

from __future__ import annotations

from storefront.illustrations.arrange import Placing, arranged, shadows
from storefront.illustrations.grounds import ground
from storefront.illustrations.landscape import landscape
from storefront.illustrations.motifs import Motif, motif
from storefront.illustrations.palettes import PAPER, palette_for
from storefront.illustrations.weave import Box, band_for, band_markup

ILLUSTRATION_VERSION = "2"
"""Part of the content hash in the pictures' addresses: raise it when any drawing changes."""

_ROUND = 'stroke-linecap="round" stroke-linejoin="round"'


def _svg(width: int, height: int, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}">{body}</svg>'
    )


def _drawn(name: str, drawn: Motif) -> str:
    return f'<g id="{name}" {_ROUND}>{drawn.shapes}</g>'


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
    places = arranged(product_slug, main, second)
    beside = places[-1].drawn is not main
    shapes = _drawn("m", main) + (_drawn("s", places[-1].drawn) if beside else "")
    uses = "".join(place.markup("m" if place.drawn is main else "s") for place in places)
    band = band_markup(band_for(maker_slug, palette), Box(400, 62, 0, 338), "w", full=False)
    return _svg(
        400,
        400,
        f"<defs>{shapes}</defs>{ground(product_slug, palette, main.stance)}"
        f"{shadows(places, palette)}{uses}{band}",
    )


def motif_svg(name: str) -> str:
    """Return the 200 by 200 drawing of one motif alone."""
    return _svg(200, 200, f"<g {_ROUND}>{motif(name).shapes}</g>")


def maker_svg(maker_slug: str, district_slug: str) -> str:
    """Return a maker's 240 by 240 emblem: a square cut from its own band."""
    palette = palette_for(district_slug)
    return _svg(240, 240, band_markup(band_for(maker_slug, palette), Box(240, 240), "w"))


def district_svg(district_slug: str, motif_name: str) -> str:
    """Return a district's 640 by 400 picture: hills, water, a weave, what it is known for."""
    palette, main = palette_for(district_slug), motif(motif_name)
    grounded = main.stance == "stand"
    place = Placing(main, 486, 326 if grounded else 206, 1.24, grounded=grounded)
    band = band_markup(band_for(district_slug, palette), Box(640, 52, 0, 348), "w", full=False)
    halo = f'<circle cx="486" cy="206" r="122" fill="{PAPER}"/>'
    return _svg(
        640,
        400,
        f"<defs>{_drawn('m', main)}</defs>{landscape(district_slug, palette)}"
        f"{halo}{shadows([place], palette)}{place.markup('m')}{band}",
    )
