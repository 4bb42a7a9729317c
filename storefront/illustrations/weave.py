"""Bands after the waistband of the Mường skirt, woven from a name.

Structure of the cloth: a main row of large figures between two rows of small repeated ones, each
row framed by stripes. Everything lies on a grid of threads; a period is 24 threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import ceil

from storefront.illustrations.palettes import PAPER, Palette, digest, palette_for

PERIOD = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold one drawn figure as rows of thread letters, and how it is mirrored into a repeat."""

    name: str
    mirror: str
    rows: tuple[str, ...]

    @property
    def width(self) -> int:
        """Return after how many threads the figure repeats; it divides the period."""
        drawn = len(self.rows[0])
        return drawn if self.mirror == "whole" else 2 * (drawn - 1)

    @property
    def height(self) -> int:
        """Return the number of weft rows."""
        drawn = len(self.rows)
        return 2 * drawn - 1 if self.mirror == "quarter" else drawn


@cache
def figures(kind: str) -> tuple[Figure, ...]:
    """Return the drawn figures of a kind, "main" or "small", in the order of their file."""
    text = (files(__package__) / "figures.txt").read_text("utf-8")
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines and lines[0].startswith(kind):
            _, name, mirror = lines[0].split()
            found.append(Figure(name, mirror, tuple(lines[1:])))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Band:
    """Hold what a name chose: three rows of figures and the order of the threads."""

    main: Figure
    upper: Figure
    lower: Figure
    threads: dict[str, str]
    cloth: str

    def rows(self, full: bool = True) -> list[tuple[str, int, Figure | None]]:
        """Return the band from top to bottom as (stripe colour or "", height in threads, figure).

        A narrow band (`full` off) keeps the main row and its frame, for small pictures.
        """
        a, b = self.threads["a"], self.threads["b"]
        frame = [(b, 1, None), (PAPER, 1, None), ("", 1, None)]
        rows: list[tuple[str, int, Figure | None]] = [
            *frame,
            ("", self.main.height, self.main),
            *frame[::-1],
        ]
        if not full:
            return rows
        upper: list[tuple[str, int, Figure | None]] = [
            (a, 1, None),
            ("", 1, None),
            ("", self.upper.height, self.upper),
            ("", 1, None),
        ]
        lower: list[tuple[str, int, Figure | None]] = [
            ("", 1, None),
            ("", self.lower.height, self.lower),
            ("", 1, None),
            (a, 1, None),
        ]
        return [*upper, *rows, *lower]


def band_for(seed: str, palette: Palette) -> Band:
    """Choose figures and thread order for a name; the same name always weaves the same band."""
    number = digest("weave", seed)
    mains, smalls = figures("main"), figures("small")
    number, pick = divmod(number, len(mains))
    main = mains[pick]
    number, pick = divmod(number, len(smalls))
    upper = smalls[pick]
    number, pick = divmod(number, len(smalls) * 2)
    lower = smalls[pick] if pick < len(smalls) else upper
    number, turn = divmod(number, 3)
    inks = palette.threads[turn:] + palette.threads[:turn]
    threads = {"w": PAPER, "a": inks[0], "b": inks[1], "c": inks[2]}
    return Band(main, upper, lower, threads, palette.cloth)


def _runs(rows: tuple[str, ...], letter: str, top: int) -> str:
    """Write the threads of one letter as path data of horizontal runs."""
    data = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            if row[x] != letter:
                x += 1
                continue
            start = x
            while x < len(row) and row[x] == letter:
                x += 1
            data.append(f"M{start} {top + y}.5h{x - start}")
    return "".join(data)


def _figure_tile(figure: Figure, top: int, threads: dict[str, str], name: str) -> str:
    """Return one period of a row: the drawn part, its mirror images and its repeats."""
    group = "".join(
        f'<path stroke="{threads[letter]}" d="{_runs(figure.rows, letter, top)}"/>'
        for letter in "wabc"
        if any(letter in row for row in figure.rows)
    )
    turns = {"quarter": [f"1 0 0-1 0 {2 * top + figure.height}"], "half": [], "whole": []}[
        figure.mirror
    ]
    if figure.mirror != "whole":
        turns.append(f"-1 0 0 1 {figure.width + 1} 0")
    for depth, turn in enumerate(turns):
        inner = f"{name}{'mn'[depth]}"
        group = f'<g id="{inner}">{group}</g><use href="#{inner}" transform="matrix({turn})"/>'
    repeats = range(figure.width, PERIOD, figure.width)
    if repeats:
        uses = "".join(f'<use href="#{name}r" x="{x}"/>' for x in repeats)
        group = f'<g id="{name}r">{group}</g>{uses}'
    return group


@dataclass(frozen=True, slots=True)
class Box:
    """Hold where a band lies in its picture, in user units."""

    width: float
    height: float
    x: float = 0
    y: float = 0


def band_markup(band: Band, box: Box, prefix: str, full: bool = True) -> str:
    """Return the band as a nested `svg` filling the box, ids starting with `prefix`.

    A main figure stands in the middle, so both ends are cut alike.
    """
    rows = band.rows(full)
    tall = sum(height for _, height, _ in rows)
    wide = tall * box.width / box.height
    beside = max(0, ceil((wide / 2 - 11.5) / PERIOD))
    periods = 2 * beside + 1
    left = beside * PERIOD + 12.5 - wide / 2
    stripes: list[str] = []
    tiles: list[str] = []
    top = 0
    for colour, height, figure in rows:
        if figure is not None:
            tiles.append(_figure_tile(figure, top, band.threads, f"{prefix}{len(tiles)}"))
        elif colour:
            stripes.append(f'<path stroke="{colour}" d="M0 {top}.5h{periods * PERIOD}"/>')
        top += height
    weaving = "".join(tiles)
    for doubling in range((periods - 1).bit_length()):
        name = f"{prefix}d{doubling}"
        shift = PERIOD * 2**doubling
        weaving = f'<g id="{name}">{weaving}</g><use href="#{name}" x="{shift}"/>'
    return (
        f'<svg x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
        f'viewBox="{left:g} 0 {wide:g} {tall}" preserveAspectRatio="none">'
        f'<path fill="{band.cloth}" d="M0 0h{periods * PERIOD}v{tall}H0z"/>'
        f'<g fill="none" stroke-width="1.05">{"".join(stripes)}'
        f"{weaving}</g></svg>"
    )


def prefix_for(*parts: str) -> str:
    """Return a short id prefix that differs for different pictures on one page."""
    return f"w{digest('id', *parts) % 36**5:x}"


def band_svg(seed: str, palette_key: str, width: int, height: int) -> str:
    """Return a stand-alone band, sizes in pixels, for a maker's slug and a district's slug."""
    band = band_for(seed, palette_for(palette_key))
    prefix = prefix_for(seed, palette_key, f"{width}x{height}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{band_markup(band, Box(width, height), prefix)}</svg>'
    )
