"""Words set by their measured width, so that nothing on a picture is ever cut off."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from PIL import ImageFont

FONTS = Path(__file__).parent.parent / "fonts"
FAMILY = "Be Vietnam Pro"
MOST_WORDS = 20  # longer texts are broken as they come
UNITS = 1_000
"""The size at which widths are measured: one pixel is a thousandth of the type's size."""


@dataclass(frozen=True, slots=True)
class Face:
    """Hold one weight of the type."""

    weight: int
    file: Path

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is at a size, both in pixels.

        Kerning, which only draws letters closer, is left out.
        """
        return _measured(self.file).getlength(text) * size / UNITS


MEDIUM = Face(500, FONTS / "BeVietnamPro-Medium.ttf")
HEAVY = Face(800, FONTS / "BeVietnamPro-ExtraBold.ttf")
FONT_FILES = [str(face.file) for face in (MEDIUM, HEAVY)]


@dataclass(frozen=True, slots=True)
class Room:
    """Hold the room for a text: pixels to the side and downwards."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold a text broken into lines, their size and the distance of their baselines."""

    lines: tuple[str, ...]
    size: float
    leading: float

    @property
    def height(self) -> float:
        """Return the height of all lines together."""
        return self.leading * len(self.lines)


def fitted(text: str, face: Face, room: Room, sizes: Sequence[int], leading: float) -> Setting:
    """Set a text at the largest of the sizes, given from large to small, that the room holds.

    `leading` is a multiple of the size. What is too long even at the smallest size ends in "…".
    """
    text = unicodedata.normalize("NFC", text).strip()
    for size in sizes:
        lines = broken(text, face, size, room.width)
        fits = all(face.width(line, size) <= room.width for line in lines)
        if fits and len(lines) * size * leading <= room.height:
            return Setting(_balanced(text, face, size, room.width), size, size * leading)
    size = sizes[-1]
    most = max(1, int(room.height / (size * leading)))
    return Setting(_cut(text, face, size, room.width, most), size, size * leading)


def broken(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """Break a text between words into lines no wider than so many pixels, where words allow."""
    lines: list[str] = []
    for word in text.split(" "):  # not at no-break spaces
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def _balanced(text: str, face: Face, size: float, width: float) -> tuple[str, ...]:
    """Break into as few lines as fit, as equal as can be: no word is left alone."""
    lines, words = broken(text, face, size, width), text.split(" ")
    if len(words) > MOST_WORDS:
        return lines
    cuts = combinations(range(1, len(words)), len(lines) - 1)
    ways = [tuple(_parted(words, cut)) for cut in cuts]
    lengths = {line: face.width(line, size) for way in ways for line in way}
    fitting = [way for way in ways if all(lengths[line] <= width for line in way)]
    return min(fitting, key=lambda way: sum(lengths[line] ** 2 for line in way), default=lines)


def _parted(words: Sequence[str], cuts: Sequence[int]) -> Iterator[str]:
    for start, end in pairwise((0, *cuts, len(words))):
        yield " ".join(words[start:end])


def _cut(text: str, face: Face, size: float, width: float, most: int) -> tuple[str, ...]:
    lines = broken(text, face, size, width)
    kept = [_shortened(line, face, size, width) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _shortened(f"{lines[most - 1]} {lines[most]}", face, size, width)
    return tuple(kept)


def _shortened(line: str, face: Face, size: float, width: float) -> str:
    if face.width(line, size) <= width:
        return line
    while line and face.width(f"{line}…", size) > width:
        line = line[:-1].rstrip(" ,.;:·-")
    return f"{line}…"


@cache
def _measured(file: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file), UNITS, layout_engine=ImageFont.Layout.BASIC)
