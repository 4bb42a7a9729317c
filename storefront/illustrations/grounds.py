"""What lies behind a motif: land for what stands, water for fish, plain figures for the rest."""

from __future__ import annotations

from collections.abc import Callable

from storefront.illustrations.palettes import Palette, choose

Shape = Callable[[str, Palette], str]


def _sun(slug: str, palette: Palette) -> str:
    r = (136, 150)[choose(slug, "sun", 2)]
    return (
        f'<circle cx="200" cy="178" r="{r}" fill="{palette.tint}"/>'
        f'<circle cx="200" cy="178" r="{r + 14}" fill="none" stroke="{palette.tint}" '
        'stroke-width="5"/>'
    )


def _moonrise(slug: str, palette: Palette) -> str:
    x = (130, 270)[choose(slug, "rise", 2)]
    return (
        f'<circle cx="{x}" cy="230" r="150" fill="none" stroke="{palette.tint}" stroke-width="5"/>'
        f'<circle cx="{x}" cy="230" r="130" fill="{palette.tint}"/>'
        f'<path fill="{palette.shade}" d="M0 278Q{400 - x} 236 400 282V400H0z"/>'
    )


def _hills(slug: str, palette: Palette) -> str:
    peak = (60, 120, 290, 340)[choose(slug, "peak", 4)]
    return (
        f'<circle cx="{400 - peak}" cy="96" r="44" fill="{palette.tint}"/>'
        f'<path fill="{palette.tint}" d="M0 250Q{peak} 60 {peak + 60} 210T400 190V400H0z"/>'
        f'<path fill="{palette.shade}" d="M0 300Q{400 - peak} 220 400 292V400H0z"/>'
    )


def _arch(slug: str, palette: Palette) -> str:
    w = (122, 138)[choose(slug, "arch", 2)]
    return (
        f'<path fill="{palette.tint}" d="M{200 - w} 400V{40 + w}a{w} {w} 0 0 1 {2 * w} 0V400z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="4" '
        f'd="M{182 - w} 400V{40 + w}a{w + 18} {w + 18} 0 0 1 {2 * w + 36} 0V400"/>'
    )


def _diamond(slug: str, palette: Palette) -> str:
    r = (142, 150)[choose(slug, "diamond", 2)]
    return (
        f'<path fill="{palette.tint}" d="M200 {178 - r}l{r} {r}-{r} {r}-{r}-{r}z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="4" '
        f'd="M200 {158 - r}l{r + 20} {r + 20}-{r + 20} {r + 20}-{r + 20}-{r + 20}z"/>'
    )


_PETAL = "M0-8l-31-76 31-76 31 76z"


def _star(slug: str, palette: Palette) -> str:
    turn = (0, 22.5)[choose(slug, "star", 2)]
    petals = "".join(f'<path d="{_PETAL}" transform="rotate({45 * petal})"/>' for petal in range(8))
    return f'<g fill="{palette.tint}" transform="translate(200 174)rotate({turn:g})">{petals}</g>'


def _terraces(slug: str, palette: Palette) -> str:
    x, bend = (60, 340)[choose(slug, "terrace", 2)], (30, 60)[choose(slug, "bend", 2)]
    lines = "".join(f"M0 {y}Q{x} {y - bend} 400 {y + 6}" for y in (200, 232, 266, 302))
    return (
        f'<circle cx="{400 - x}" cy="104" r="46" fill="{palette.tint}"/>'
        f'<path fill="{palette.tint}" d="M0 168Q{x} {168 - bend} 400 176V400H0z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="5" d="{lines}"/>'
    )


def _rays(slug: str, palette: Palette) -> str:
    turn = (0, 11)[choose(slug, "rays", 2)]
    return (
        f'<circle cx="200" cy="178" r="205" fill="none" stroke="{palette.tint}" '
        f'stroke-width="240" stroke-dasharray="53.67" transform="rotate({turn} 200 178)"/>'
        f'<circle cx="200" cy="178" r="112" fill="{palette.tint}"/>'
    )


def _karst(slug: str, palette: Palette) -> str:
    turn = (' transform="matrix(-1 0 0 1 400 0)"', "")[choose(slug, "karst", 2)]
    return (
        f'<g{turn}><circle cx="312" cy="76" r="38" fill="{palette.tint}"/>'
        f'<path fill="{palette.tint}" d="M0 400V212Q30 120 62 124Q92 128 104 196Q124 84 164 80'
        "Q206 80 222 190Q244 128 272 132Q300 140 310 212Q340 168 362 178Q388 190 400 240V400z"
        f'"/><path fill="{palette.shade}" d="M0 300Q200 268 400 304V400H0z"/></g>'
    )


def _bamboo(slug: str, palette: Palette) -> str:
    stems = ((44, 78, 356), (40, 322, 360))[choose(slug, "bamboo", 2)]
    culms = "".join(f"M{x} 0v400" for x in stems)
    joints = "".join(f"M{x - 12} {60 + x % 50}h24m-24 96h24m-24 96h24" for x in stems)
    return (
        f'<circle cx="200" cy="178" r="118" fill="{palette.tint}"/>'
        f'<path fill="none" stroke="{palette.tint}" stroke-width="18" d="{culms}"/>'
        f'<path stroke="{palette.shade}" stroke-width="4" d="{joints}"/>'
    )


def _water(slug: str, palette: Palette) -> str:
    x = (100, 200, 300)[choose(slug, "moon", 3)]
    waves = "".join(
        f"M{start} {y}q14-10 28 0t28 0 28 0 28 0"
        for start, y in ((24, 166), (262, 196), (30, 282), (246, 306))
    )
    shore = "M0 126q25-16 50 0t50 0 50 0 50 0 50 0 50 0 50 0 50 0V400H0z"
    return (
        f'<circle cx="{x}" cy="112" r="70" fill="{palette.tint}"/>'
        f'<path fill="{palette.tint}" d="{shore}"/>'
        f'<path fill="none" stroke="{palette.ground}" stroke-width="5" '
        f'stroke-linecap="round" d="{waves}"/>'
    )


def _ripples(slug: str, palette: Palette) -> str:
    x = (150, 250)[choose(slug, "ripple", 2)]
    rings = "".join(
        f'<ellipse cx="{x}" cy="196" rx="{rx}" ry="{rx * 0.62:g}"/>' for rx in (90, 150, 210, 270)
    )
    return (
        f'<path fill="{palette.tint}" d="M0 0h400v400H0z"/>'
        f'<g fill="none" stroke="{palette.ground}" stroke-width="8">{rings}</g>'
    )


FIGURES: tuple[Shape, ...] = (_sun, _arch, _diamond, _star, _rays, _bamboo)
LANDS: tuple[Shape, ...] = (_hills, _terraces, _karst, _moonrise)
GROUNDS: dict[str, tuple[Shape, ...]] = {
    "free": FIGURES,
    "stand": FIGURES + LANDS,
    "swim": (_water, _ripples, _sun, _moonrise),
}


def ground(slug: str, palette: Palette, stance: str) -> str:
    """Return the tinted paper and the shape upon it, chosen by the slug among those of a stance."""
    shapes = GROUNDS[stance]
    shape = shapes[choose(slug, "ground", len(shapes))]
    return f'<path fill="{palette.ground}" d="M0 0h400v400H0z"/>{shape(slug, palette)}'
