"""Bands after the cạp váy, the waistband of the Mường skirt, woven from a name.

The cloth has three registers, and so has a band: the "rang trên", a row of small figures in whites;
the "rang dưới", the coloured row of great figures between framing stripes; and the "cao", upright
stripes of different widths. Everything lies on a grid of threads; a period is 24 threads.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from math import ceil

from storefront.illustrations.palettes import PAPER, Palette, digest, palette_for

PERIOD = 24
UPPER = 7
MAIN = 17
CAO = 5
NARROW_THREADS = MAIN + 6
FULL_THREADS = NARROW_THREADS + UPPER + CAO + 3


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
    """Return the drawn figures of a kind, "main", "small" or "stripes", in the file's order."""
    text = (files(__package__) / "figures.txt").read_text("utf-8")
    found = []
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines and lines[0].startswith(kind):
            _, name, mirror = lines[0].split()
            found.append(Figure(name, mirror, tuple(lines[1:])))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Register:
    """Hold a row of figures: where it lies, its threads' colours and the height of a weft row."""

    figure: Figure
    top: int
    threads: dict[str, str]
    weft: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """Hold what a name chose: the figures of three registers and the colours of the threads."""

    upper: Figure
    main: Figure
    cao: Figure
    whites: dict[str, str]
    threads: dict[str, str]
    cloth: str

    def registers(self, full: bool) -> Iterator[Register]:
        """Yield the rows of figures; a narrow band (`full` off) keeps the great ones only."""
        top = UPPER + 2 if full else 0
        yield Register(self.main, top + 3, self.threads)
        if full:
            yield Register(self.upper, 1 + (UPPER - self.upper.height) // 2, self.whites)
            yield Register(self.cao, top + NARROW_THREADS, self.threads, CAO)

    def stripes(self, full: bool) -> dict[str, list[int]]:
        """Return at which threads the framing stripes lie, by colour."""
        top = UPPER + 2 if full else 0
        frame = {
            PAPER: [top + 1, top + NARROW_THREADS - 2],
            self.threads["b"]: [top, top + NARROW_THREADS - 1],
        }
        if full:
            frame[self.threads["a"]] = [0, FULL_THREADS - 1]
        return frame


def band_for(seed: str, palette: Palette) -> Band:
    """Choose figures and thread order for a name; the same name always weaves the same band."""
    number = digest("weave", seed)
    chosen = []
    for kind in ("small", "main", "stripes"):
        drawn = figures(kind)
        number, pick = divmod(number, len(drawn))
        chosen.append(drawn[pick])
    number, turn = divmod(number, 3)
    inks = palette.threads[turn:] + palette.threads[:turn]
    threads = {"w": PAPER, "a": inks[0], "b": inks[1], "c": inks[2]}
    whites = {"w": PAPER, "a": palette.tint, "b": palette.ground}
    return Band(chosen[0], chosen[1], chosen[2], whites, threads, palette.cloth)


def _runs(register: Register, letter: str) -> str:
    """Write the threads of one letter as path data of horizontal runs."""
    data = []
    for number, row in enumerate(register.figure.rows):
        y = register.top + number * register.weft + register.weft // 2
        x = 0
        for ink, threads in groupby(row):
            length = len(list(threads))
            if ink == letter:
                data.append(f"M{x} {y}h{length}")
            x += length
    return "".join(data)


def _tile(register: Register, name: str) -> str:
    """Return one period of a register: the drawn part, its mirror images and its repeats."""
    figure, top = register.figure, register.top
    group = "".join(
        f'<path stroke="{register.threads[letter]}" d="{_runs(register, letter)}"/>'
        for letter in "wabc"
        if any(letter in row for row in figure.rows)
    )
    if register.weft > 1:
        return f'<g stroke-width="{register.weft}">{group}</g>'
    turns = []
    if figure.mirror == "quarter":
        turns.append(f"1 0 0-1 0 {2 * top + figure.height - 1}")
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
    tall = FULL_THREADS if full else NARROW_THREADS
    wide = tall * box.width / box.height
    beside = max(0, ceil((wide / 2 - 11.5) / PERIOD))
    periods = 2 * beside + 1
    left = beside * PERIOD + 12.5 - wide / 2
    lines: dict[str, str] = defaultdict(str)
    for colour, threads in band.stripes(full).items():
        lines[colour] += "".join(f"M0 {y}h{periods * PERIOD}" for y in threads)
    stripes = "".join(f'<path stroke="{ink}" d="{data}"/>' for ink, data in lines.items())
    weaving = ""
    for number, register in enumerate(band.registers(full)):
        weaving += _tile(register, f"{prefix}{number}")
    for doubling in range((periods - 1).bit_length()):
        name = f"{prefix}d{doubling}"
        shift = PERIOD * 2**doubling
        weaving = f'<g id="{name}">{weaving}</g><use href="#{name}" x="{shift}"/>'
    return (
        f'<svg x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" height="{box.height:g}" '
        f'viewBox="{left:g} 0 {wide:g} {tall}" preserveAspectRatio="none">'
        f'<path fill="{band.cloth}" d="M0 0h{periods * PERIOD}v{tall}H0z"/>'
        '<g fill="none" stroke-width="1.05" transform="translate(0 .5)">'
        f"{stripes}{weaving}</g></svg>"
    )


def band_svg(seed: str, palette_key: str, width: int, height: int) -> str:
    """Return a stand-alone band, sizes in pixels, for a maker's slug and a district's slug."""
    band = band_for(seed, palette_for(palette_key))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{band_markup(band, Box(width, height), "w")}</svg>'
    )
