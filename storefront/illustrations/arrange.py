"""Where the motifs of a picture stand, lie or swim; a slug always arranges them alike."""

from __future__ import annotations

from dataclasses import dataclass

from storefront.illustrations.motifs import Motif
from storefront.illustrations.palettes import Palette, choose

BASE = 322
"""Where things stand in a picture of 400: just above the upper edge of the band."""


@dataclass(frozen=True, slots=True)
class Placing:
    """Hold where a motif goes: the middle of its foot when `grounded`, else its own middle."""

    drawn: Motif
    x: float
    y: float
    scale: float
    turn: float = 0
    mirrored: bool = False
    grounded: bool = False

    def markup(self, name: str) -> str:
        """Return a use of the motif defined under that id."""
        flip = f"{-self.scale:g} {self.scale:g}" if self.mirrored else f"{self.scale:g}"
        rotate = f"rotate({self.turn:g})" if self.turn else ""
        middle = self.drawn.foot if self.grounded else 100
        where = f"translate({self.x:g} {self.y:g}){rotate}scale({flip})translate(-100-{middle})"
        return f'<use href="#{name}" transform="{where}"/>'

    def shadow(self) -> str:
        """Return the shadow under its foot; what swims or floats casts none."""
        if not self.grounded:
            return ""
        aside = ((self.drawn.left + self.drawn.right) / 2 - 100) * self.scale
        x = self.x + (-aside if self.mirrored else aside)
        rx = ((self.drawn.right - self.drawn.left) / 2 + 10) * self.scale
        return f'<ellipse cx="{x:.0f}" cy="{self.y:g}" rx="{rx:.0f}" ry="{9 * self.scale:.0f}"/>'


def shadows(places: list[Placing], palette: Palette) -> str:
    """Return the shadows of all that stands."""
    drawn = "".join(place.shadow() for place in places)
    return f'<g fill="{palette.cloth}" opacity=".25">{drawn}</g>' if drawn else ""


def arranged(slug: str, main: Motif, second: Motif | None) -> list[Placing]:
    """Return one to three of the main motif, or one of it and last a second beside it."""
    if second is not None and second is not main:
        return _with_second(slug, main, second)
    return (_one, _two, _three)[choose(slug, "count", main.most)](slug, main)


def _one(slug: str, drawn: Motif) -> list[Placing]:
    mirrored = bool(choose(slug, "mirror", 2))
    if drawn.stance == "stand":
        scale = 1.28 + choose(slug, "scale", 5) * 0.04
        return [Placing(drawn, 200, BASE, scale, 0, mirrored, grounded=True)]
    if drawn.stance == "swim":
        return [Placing(drawn, 200, 178, 1.55, choose(slug, "turn", 5) * 3 - 6, mirrored)]
    scale = 1.24 + choose(slug, "scale", 4) * 0.04
    return [Placing(drawn, 200, 176, scale, choose(slug, "turn", 7) * 4 - 12, mirrored)]


def _two(slug: str, drawn: Motif) -> list[Placing]:
    side = -1 if choose(slug, "side", 2) else 1
    if drawn.stance == "swim":
        return [
            Placing(drawn, 200 + 34 * side, 104, 1.04, 4, side > 0),
            Placing(drawn, 200 - 30 * side, 236, 1.24, -4, side < 0),
        ]
    if drawn.stance == "stand":
        return [
            Placing(drawn, 200 + 78 * side, BASE - 14, 1.04, 0, side > 0, grounded=True),
            Placing(drawn, 200 - 52 * side, BASE, 1.22, 0, side < 0, grounded=True),
        ]
    turn = choose(slug, "turn", 5) * 5
    return [
        Placing(drawn, 200 + 62 * side, 134, 0.9, turn * side, side > 0),
        Placing(drawn, 200 - 46 * side, 212, 1.1, -turn * side, side < 0),
    ]


def _three(slug: str, drawn: Motif) -> list[Placing]:
    side = -1 if choose(slug, "side", 2) else 1
    if drawn.stance == "stand":
        heap = ((200.0, BASE - 44, 1.02), (120.0, BASE, 1.0), (280.0, BASE, 1.0))
        flank = ((104.0, BASE - 14, 0.94), (296.0, BASE - 14, 0.94), (200.0, BASE, 1.18))
        spots = (heap, flank)[choose(slug, "heap", 2)]
        return [
            Placing(drawn, x, y, scale, 0, number % 2 == (side > 0), grounded=True)
            for number, (x, y, scale) in enumerate(spots)
        ]
    turn = choose(slug, "turn", 4) * 5
    return [
        Placing(drawn, 200 + 14 * side, 124, 0.8, -turn * side, side > 0),
        Placing(drawn, 118, 228, 0.88, turn, side < 0),
        Placing(drawn, 284, 232, 0.88, -turn, side > 0),
    ]


def _with_second(slug: str, drawn: Motif, second: Motif) -> list[Placing]:
    side = -1 if choose(slug, "side", 2) else 1
    scale = (1.22, 1.32)[choose(slug, "scale", 2)]
    scale = min(scale, 205 / (drawn.right - drawn.left))
    small = min((0.72, 0.8)[choose(slug, "small", 2)], 128 / (second.right - second.left))
    beside = Placing(
        second, 200 + 112 * side, BASE + 2, round(small, 2), 0, side > 0, grounded=True
    )
    x, mirrored = 200 - 44 * side, side < 0
    if drawn.stance == "stand":
        return [Placing(drawn, x, BASE - 8, round(scale, 2), 0, mirrored, grounded=True), beside]
    turn = choose(slug, "turn", 5) * 4 - 8 if drawn.stance == "free" else 0
    return [Placing(drawn, x, 156, round(scale, 2), turn, mirrored), beside]
