"""What is drawn for each kind of page: every word and picture a poster depends on.

A poster is drawn from these values alone, so that its hash changes when, and only when, it does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from hashlib import blake2b
from typing import ClassVar

from flask import url_for

from storefront.illustrations.addresses import DistrictDrawing, Drawing
from storefront.illustrations.compose import ILLUSTRATION_VERSION
from storefront.illustrations.palettes import PAPER
from storefront.illustrations.weave import Box
from storefront.sharing.layout import (
    HEIGHT,
    NIGHT,
    PLAIN,
    STRONG,
    WIDTH,
    Block,
    Weave,
    column,
    embedded,
    poster,
    priced,
    starred,
    words,
)

POSTER_VERSION = "1"
"""Part of the hash in the posters' addresses: raise it when any layout changes."""

BAND = 92
STRIPS = 3
MARGIN = 50
COLUMN = 500
LAND_COLUMN = 406
GOODS_VIEW = Box(400, 338)
"""A product's picture without the narrow band at its foot."""
LAND_VIEW = Box(560, 434, 80, -88)
"""The part of a district's picture with its houses and what it is known for, and more sky."""


@dataclass(frozen=True, slots=True)
class Poster:
    """Hold what every poster says."""

    endpoint: ClassVar[str]
    slug: str
    shop: str
    title: str

    @property
    def hash(self) -> str:
        """Return what changes with the poster."""
        said = repr((type(self).__name__, POSTER_VERSION, ILLUSTRATION_VERSION, astuple(self)))
        return blake2b(said.encode(), digest_size=6).hexdigest()

    @property
    def path(self) -> str:
        """Return the poster's address in the page's language."""
        return url_for(self.endpoint, slug=self.slug, digest=self.hash)

    @property
    def alt(self) -> str:
        """Return the poster's words for those who do not see it."""
        return f"{self.title} · {self.shop}"

    def svg(self) -> str:
        """Draw it."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ProductPoster(Poster):
    """Hold a product's poster; `stars` 0 and empty words leave those out."""

    endpoint = "sharing.product"
    maker: str
    district: str
    stars: int
    stars_text: str
    price_from: str
    price: str
    price_note: str
    drawing: Drawing

    @property
    def alt(self) -> str:
        """Return the poster's words for those who do not see it."""
        stars = [self.stars_text] if self.stars else []
        price = f"{self.price_from} {self.price} {self.price_note}".strip()
        return " · ".join((self.title, self.maker, self.district, *stars, price))

    def svg(self) -> str:
        """Draw it: the good large at the left, its maker's band across the foot."""
        weave = Weave.of(self.drawing.maker_slug, self.drawing.district_slug)
        foot = [
            words(self.maker, PLAIN, COLUMN),
            words(self.district, STRONG, COLUMN),
            *([starred(self.stars, self.stars_text, COLUMN)] if self.stars else []),
            priced(self.price_from, self.price, self.price_note, COLUMN),
        ]
        return _beside(self, weave, Picture(self.drawing.svg(), GOODS_VIEW, COLUMN), foot)


@dataclass(frozen=True, slots=True)
class DistrictPoster(Poster):
    """Hold a district's poster."""

    endpoint = "sharing.district"
    known_for: str
    counts: str
    drawing: DistrictDrawing

    def svg(self) -> str:
        """Draw it: the land large at the left, its band across the foot."""
        foot = [
            *(
                [words(self.known_for, replace(STRONG, lines=2), LAND_COLUMN)]
                if self.known_for
                else []
            ),
            words(self.counts, PLAIN, LAND_COLUMN),
        ]
        weave = Weave.of(self.slug, self.slug)
        picture = Picture(self.drawing.svg(), LAND_VIEW, LAND_COLUMN)
        return _beside(self, weave, picture, foot)


@dataclass(frozen=True, slots=True)
class MakerPoster(Poster):
    """Hold a maker's poster; `goods` are some of the things they make."""

    endpoint = "sharing.maker"
    kind: str
    district: str
    counts: str
    district_slug: str
    goods: tuple[Drawing, ...]

    @property
    def alt(self) -> str:
        """Return the poster's words for those who do not see it."""
        return " · ".join((self.title, self.kind, self.district, self.counts))

    def svg(self) -> str:
        """Draw it: the maker's own band large, with their goods laid on it."""
        weave = Weave.of(self.slug, self.district_slug)
        return _on_cloth(self, weave, self.goods, f"{self.kind} · {self.district}", self.counts)


@dataclass(frozen=True, slots=True)
class ShowcasePoster(Poster):
    """Hold a showcase's poster; `goods` are some of those on its booths."""

    endpoint = "sharing.showcase"
    days: str
    place: str
    booths: str
    goods: tuple[Drawing, ...]

    @property
    def alt(self) -> str:
        """Return the poster's words for those who do not see it."""
        return " · ".join(part for part in (self.title, self.days, self.place) if part)

    def svg(self) -> str:
        """Draw it: a band of its own, with goods of several booths laid on it."""
        weave = Weave.of(self.slug, self.slug)
        when_and_where = " · ".join(part for part in (self.days, self.place) if part)
        return _on_cloth(self, weave, self.goods, when_and_where, self.booths)


@dataclass(frozen=True, slots=True)
class MarketPoster(Poster):
    """Hold the poster of the market itself, for every page that has none of its own."""

    endpoint = "sharing.market"

    @property
    def path(self) -> str:
        """Return the poster's address in the page's language."""
        return url_for(self.endpoint, digest=self.hash)

    def svg(self) -> str:
        """Draw it: bands of many districts' colours, and the market's words on paper."""
        strips = "".join(
            weave.strip(Box(WIDTH, BAND, 0, at * BAND), f"w{at}")
            for at, weave in enumerate(_different_weaves(self.slug))
        )
        box = Box(WIDTH - 128, HEIGHT - STRIPS * BAND - 68, 64, STRIPS * BAND + 32)
        return poster(strips + column(self.shop, self.title, [], box, NIGHT))


def _different_weaves(seed: str) -> Iterator[Weave]:
    """Yield bands for a market, each with figures and colours that those before have not."""
    seen: set[str] = set()
    at = 0
    while len(seen) < 2 * STRIPS:
        weave = Weave.of(f"{seed}-{at}", f"{seed}-{at}")
        at += 1
        if not seen & {weave.band.main.name, weave.palette.name}:
            seen |= {weave.band.main.name, weave.palette.name}
            yield weave


@dataclass(frozen=True, slots=True)
class Picture:
    """Hold a picture, the part of it that is shown, and how much width it leaves to the words."""

    svg: str
    view: Box
    column: float


def _beside(of: Poster, weave: Weave, picture: Picture, foot: list[Block]) -> str:
    """Draw a poster with its picture at the left and a band across the foot."""
    tall, wide = HEIGHT - BAND, WIDTH - picture.column - 2 * MARGIN
    cloth, (first, second, _) = weave.palette.cloth, weave.palette.threads
    stripes = "".join(
        f'<path fill="{fill}" d="M{wide + x:g} 0h{width}v{tall}h-{width}z"/>'
        for x, width, fill in ((0, 5, cloth), (5, 4, PAPER), (9, 5, first), (14, 2, second))
    )
    box = Box(picture.column, tall - 74, wide + MARGIN + 4, 42)
    return poster(
        f'<path fill="{weave.palette.ground}" d="M0 0h{wide:g}v{tall}h-{wide:g}z"/>'
        + embedded(picture.svg, picture.view, Box(wide, tall), "p")
        + stripes
        + weave.strip(Box(WIDTH, BAND, 0, tall), "w")
        + column(of.shop, of.title, foot, box, cloth)
    )


def _on_cloth(of: Poster, weave: Weave, goods: tuple[Drawing, ...], strong: str, plain: str) -> str:
    """Draw a poster with a large band above, goods laid on it, and the words below."""
    tall, side = 272, 216
    step, left = side + 38, WIDTH - 64 - side
    tiles = "".join(
        _pinned(drawing.svg(), Box(side, side, left - at * step, 28), f"g{at}")
        for at, drawing in enumerate(goods)
    )
    box = Box(WIDTH - 128, HEIGHT - tall - 68, 64, tall + 34)
    foot = [
        words(line, style, box.width) for line, style in ((strong, STRONG), (plain, PLAIN)) if line
    ]
    return poster(
        weave.strip(Box(WIDTH, tall), "w", full=True)
        + tiles
        + column(of.shop, of.title, foot, box, weave.palette.cloth)
    )


def _pinned(picture: str, box: Box, prefix: str) -> str:
    """Return a product's picture with a paper margin around it, as if pinned on the cloth."""
    edge = 9
    return (
        f'<path fill="{PAPER}" d="M{box.x - edge:g} {box.y - edge:g}h{box.width + 2 * edge:g}'
        f'v{box.height + 2 * edge:g}h-{box.width + 2 * edge:g}z"/>'
        + embedded(picture, Box(400, 400), box, prefix)
    )
