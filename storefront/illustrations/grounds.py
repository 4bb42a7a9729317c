"""What lies behind a motif: suns, hills, terraces, karst, arches; and sprigs beside it."""

from __future__ import annotations

from storefront.illustrations.palettes import Palette, choose


def _sun(slug: str, palette: Palette) -> str:
    r = (126, 138, 148)[choose(slug, "sun", 3)]
    return f'<circle cx="200" cy="172" r="{r}" fill="{palette.tint}"/>'


def _hills(slug: str, palette: Palette) -> str:
    peak = (60, 120, 290, 340)[choose(slug, "peak", 4)]
    return (
        f'<path fill="{palette.tint}" d="M0 250Q{peak} 60 {peak + 60} 210T400 190V400H0z"/>'
        f'<path fill="{palette.shade}" d="M0 300Q{400 - peak} 220 400 292V400H0z"/>'
    )


def _arch(slug: str, palette: Palette) -> str:
    w = (118, 136)[choose(slug, "arch", 2)]
    return (
        f'<path fill="{palette.tint}" d="M{200 - w} 400V{40 + w}a{w} {w} 0 0 1 {2 * w} 0V400z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="4" '
        f'd="M{182 - w} 400V{40 + w}a{w + 18} {w + 18} 0 0 1 {2 * w + 36} 0V400"/>'
    )


def _diamond(slug: str, palette: Palette) -> str:
    r = (150, 162)[choose(slug, "diamond", 2)]
    return (
        f'<path fill="{palette.tint}" d="M200 {172 - r}l{r} {r}-{r} {r}-{r}-{r}z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="4" '
        f'd="M200 {152 - r}l{r + 20} {r + 20}-{r + 20} {r + 20}-{r + 20}-{r + 20}z"/>'
    )


def _terraces(slug: str, palette: Palette) -> str:
    x, bend = (60, 340)[choose(slug, "terrace", 2)], (30, 60)[choose(slug, "bend", 2)]
    lines = "".join(f"M0 {y}Q{x} {y - bend} 400 {y + 6}" for y in (200, 232, 266, 302))
    return (
        f'<path fill="{palette.tint}" d="M0 168Q{x} {168 - bend} 400 176V400H0z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="5" d="{lines}"/>'
    )


def _rays(slug: str, palette: Palette) -> str:
    turn = (0, 11)[choose(slug, "rays", 2)]
    return (
        f'<circle cx="200" cy="172" r="205" fill="none" stroke="{palette.tint}" '
        f'stroke-width="240" stroke-dasharray="53.67" transform="rotate({turn} 200 172)"/>'
        f'<circle cx="200" cy="172" r="104" fill="{palette.tint}"/>'
    )


def _karst(slug: str, palette: Palette) -> str:
    turn = (' transform="matrix(-1 0 0 1 400 0)"', "")[choose(slug, "karst", 2)]
    return (
        f'<g{turn}><circle cx="312" cy="84" r="40" fill="{palette.shade}" opacity=".55"/>'
        f'<path fill="{palette.tint}" d="M0 400V212Q30 120 62 124Q92 128 104 196Q124 84 164 80'
        "Q206 80 222 190Q244 128 272 132Q300 140 310 212Q340 168 362 178Q388 190 400 240V400z"
        f'"/><path fill="none" stroke="{palette.shade}" stroke-width="4" stroke-linecap="round" '
        'd="M58 150v24M74 168v30M160 112v36M178 140v42M274 158v28M366 204v24"/></g>'
    )


def _water(slug: str, palette: Palette) -> str:
    x = (110, 200, 290)[choose(slug, "moon", 3)]
    waves = "".join(
        f"M{start} {y}q14-10 28 0t28 0 28 0 28 0"
        for start, y in ((20, 262), (250, 276), (110, 300))
    )
    return (
        f'<circle cx="{x}" cy="120" r="86" fill="{palette.tint}"/>'
        f'<path fill="{palette.tint}" d="M0 232H400V400H0z"/>'
        f'<path fill="none" stroke="{palette.shade}" stroke-width="5" '
        f'stroke-linecap="round" d="{waves}"/>'
    )


GROUNDS = (_sun, _hills, _arch, _diamond, _terraces, _rays, _karst, _water)

_SPRIGS = (
    'd="M0 0Q10-40 4-84M2-16q22-4 26-22-22 0-26 22zM4-34q-22-6-26-22 22 0 26 22z'
    'M5-54q20-4 24-20-20 0-24 20zM5-68q-18-6-20-18 16 0 20 18z"',
    'd="M0 0Q-8-44 10-88M-2-20l-18-10M-2-20l20-8M-2-38l-16-10M-1-38l20-8M1-56l-14-9M2-56l18-7'
    'M5-72l-10-7M6-72l14-6"',
    'd="M0 0Q6-20 0-38M1-16q16-2 20-16-16 0-20 16zM0-38c-22-2-26-22-12-30 4 8 8 8 12 2'
    '4 6 8 6 12-2 14 8 10 28-12 30zM0-46v-10"',
    'd="M-26-30q16-18 26 0 10-18 26 0M4-60q12-14 20 0 8-14 20 0"',
    'd="M0-70l10 10-10 10-10-10zM0-40l10 10-10 10-10-10zM-22-55l8 8-8 8-8-8zM22-55l8 8-8 8-8-8z"',
    'd="M0 0Q0-50 16-76M4-30q-16-8-16-24M6-48q18-4 20-22M-12-54v.1M27-71v.1M17-78v.1M-20-40v.1"',
)
SPOTS = ((56, 126, 1), (344, 126, -1))


def sprigs(slug: str, palette: Palette) -> str:
    """Return one or two small sprigs, birds or blossoms in the picture's upper corners."""
    shape = _SPRIGS[choose(slug, "sprig", len(_SPRIGS))]
    spots = (SPOTS[:1], SPOTS[1:], SPOTS)[choose(slug, "spots", 3)]
    drawn = "".join(
        f'<path transform="translate({x} {y})scale({flip} 1)" {shape}/>' for x, y, flip in spots
    )
    return (
        f'<g fill="none" stroke="{palette.cloth}" stroke-width="4" stroke-linecap="round" '
        f'stroke-linejoin="round" opacity=".5">{drawn}</g>'
    )


def ground(slug: str, palette: Palette) -> str:
    """Return the tinted paper and the shape upon it, chosen by the slug."""
    shape = GROUNDS[choose(slug, "ground", len(GROUNDS))]
    return f'<path fill="{palette.ground}" d="M0 0h400v400H0z"/>{shape(slug, palette)}'
