"""Posters put together: pictures, a woven band, and words on rice paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape

from storefront.illustrations.palettes import PAPER, Palette, palette_for
from storefront.illustrations.weave import Band, Box, band_for, band_markup
from storefront.sharing.typesetting import FAMILY, HEAVY, MEDIUM, Face, Room, Setting, fitted

WIDTH, HEIGHT = 1200, 630
MADDER, TURMERIC, NIGHT, INK_SOFT = "#a52f2b", "#dc9a24", "#1c2140", "#4c4e62"
DESCENT = 0.26
"""How far a line's bottom is below its letters' feet, in multiples of their size."""

NOTE = 25
GAP = 12
_STAR = "M15 1l4.2 9.3 10.3 1.1-7.7 6.9 2.2 10.1L15 23.2l-9 5.2 2.2-10.1-7.7-6.9 10.3-1.1z"


@dataclass(frozen=True, slots=True)
class Block:
    """Hold a piece of a poster, drawn from its upper left corner, and its height."""

    markup: str
    height: float


@dataclass(frozen=True, slots=True)
class Style:
    """Say how words are set: weight, sizes to try from large to small, colour, most lines."""

    face: Face
    sizes: Sequence[int]
    fill: str
    lines: int = 1
    leading: float = 1.24


SHOP = Style(HEAVY, (25, 23, 21, 19), INK_SOFT)
TITLE = Style(HEAVY, range(100, 30, -2), NIGHT, lines=4, leading=1.16)
STRONG = Style(HEAVY, (31, 29, 27, 25), MADDER)
PLAIN = Style(MEDIUM, (29, 27, 25, 23), INK_SOFT, lines=2)
PRICE = Style(HEAVY, (60, 54, 48, 42), MADDER, leading=1.12)


@dataclass(frozen=True, slots=True)
class Weave:
    """Hold a maker's or a place's band with the colours of its district."""

    band: Band
    palette: Palette

    @classmethod
    def of(cls, seed: str, district_slug: str) -> Weave:
        """Weave the band of a name in a district's colours."""
        palette = palette_for(district_slug)
        return cls(band_for(seed, palette), palette)

    def strip(self, box: Box, prefix: str, *, full: bool = False) -> str:
        """Return the band across a box, framed by stripes of its threads."""
        return band_markup(self.band, box, prefix, full)


def words(text: str, style: Style, width: float, height: float | None = None) -> Block:
    """Set words into a column of so many pixels; its height is the style's unless given."""
    tallest = style.sizes[0] * style.leading * style.lines
    setting = fitted(text, style.face, Room(width, height or tallest), style.sizes, style.leading)
    first = _first_baseline(setting)
    markup = "".join(
        _line(line, style, setting.size, first + row * setting.leading)
        for row, line in enumerate(setting.lines)
    )
    return Block(markup, setting.height)


def _first_baseline(setting: Setting) -> float:
    """Return how far below its top a text's first letters stand: Ấ and Ữ are tall."""
    return setting.leading - setting.size * DESCENT


def _line(text: str, style: Style, size: float, baseline: float) -> str:
    return (
        f'<text y="{baseline:.5g}" font-size="{size:g}" font-family="{FAMILY}" '
        f'font-weight="{style.face.weight}" fill="{style.fill}">{escape(text)}</text>'
    )


def starred(stars: int, text: str, width: float) -> Block:
    """Draw the stars of a certificate, and the words that go with them."""
    drawn = "".join(
        f'<path d="{_STAR}" transform="translate({at * 35} 3)"/>' for at in range(stars)
    )
    left = stars * 35 + 9
    said = words(text, replace(STRONG, fill=NIGHT, sizes=(28, 26, 24, 22, 20, 18)), width - left)
    return Block(f'<g fill="{TURMERIC}">{drawn}</g>{moved(said.markup, left, 0)}', said.height)


def priced(before: str, price: str, after: str, width: float) -> Block:
    """Set a price large, with small words before and behind it."""
    before, after = before and f"{before} ", after and f" {after}"
    left, right = MEDIUM.width(before, NOTE), MEDIUM.width(after, NOTE)
    figures = fitted(price, HEAVY, Room(width - left - right, 100), PRICE.sizes, PRICE.leading)
    baseline = _first_baseline(figures)
    behind = left + HEAVY.width(price, figures.size) + MEDIUM.width(" ", NOTE)
    return Block(
        _line(before.strip(), PLAIN, NOTE, baseline)
        + moved(_line(figures.lines[0], PRICE, figures.size, baseline), left, 0)
        + moved(_line(after.strip(), PLAIN, NOTE, baseline), behind, 0),
        figures.height,
    )


def moved(markup: str, x: float, y: float) -> str:
    """Return a drawing moved to a place."""
    return f'<g transform="translate({x:.5g} {y:.5g})">{markup}</g>'


def embedded(svg: str, view: Box, box: Box, prefix: str) -> str:
    """Return a part of a picture laid into a box, its ids told apart by a prefix.

    `view` is the part in the picture's own units; what the box has no room for is cut at its sides.
    """
    inner = svg[svg.index(">") + 1 :]
    own = re.sub(r'(\bid="|href="#|url\(#)', rf"\g<1>{prefix}", inner)
    return (
        f'<svg x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
        f'viewBox="{view.x:g} {view.y:g} {view.width:g} {view.height:g}" '
        f'preserveAspectRatio="xMidYMid slice">{own}'
    )


def column(shop: str, title: str, foot: Sequence[Block], box: Box, cloth: str) -> str:
    """Fill a column: the shop's name above, the title as large as fits, the rest at the foot."""
    head = _shop_line(shop, box.width, cloth)
    bottom = box.y + box.height
    placed = []
    for block in reversed(foot):
        bottom -= block.height
        placed.append(moved(block.markup, box.x, bottom))
        bottom -= GAP
    top = box.y + head.height + GAP
    bottom -= GAP
    heading = words(title, replace(TITLE, fill=cloth), box.width, bottom - top)
    top += (bottom - top - heading.height) * 0.4
    return "".join(
        (
            moved(head.markup, box.x, box.y),
            moved(heading.markup, box.x - 3, top),
            *placed,
        )
    )


def _shop_line(shop: str, width: float, cloth: str) -> Block:
    """Set the shop's name behind a diamond like that of its mark."""
    diamond = "".join(
        f'<path fill="{fill}" d="M15 {16 - r}L{15 + r} 16L15 {16 + r}L{15 - r} 16z"/>'
        for r, fill in ((15, cloth), (11, TURMERIC), (8, cloth), (4.5, MADDER))
    )
    name = words(shop, SHOP, width - 42)
    return Block(diamond + moved(name.markup, 42, 0), name.height)


def poster(body: str) -> str:
    """Return a whole poster on rice paper."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><path fill="{PAPER}" d="M0 0h{WIDTH}v{HEIGHT}H0z"/>'
        f"{body}</svg>"
    )
