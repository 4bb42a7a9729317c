"""Hand-chosen colours: the inks of the weave and the grounds of the pictures."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files

PAPER = "#fdf6e6"
NIGHT = "#1d2747"


@dataclass(frozen=True, slots=True)
class Palette:
    """Hold the colours of one district: three paper tones, the cloth and its threads."""

    name: str
    ground: str
    tint: str
    shade: str
    cloth: str
    threads: tuple[str, str, str]


PALETTES: tuple[Palette, ...] = (
    Palette(
        "orange-grove",
        "#fbe8c8",
        "#f4cd8d",
        "#dd9a4c",
        "#22294f",
        ("#e5862a", "#f6c95c", "#5f9a5c"),
    ),
    Palette("river", "#deece7", "#b2d5ce", "#5b9ca0", "#163f54", ("#e8b24a", "#d3563f", "#86c5bb")),
    Palette(
        "stone-lake", "#e1e8ef", "#b7cadc", "#6b8bb0", "#1e2d58", ("#d85d41", "#f0c869", "#93b8d8")
    ),
    Palette(
        "longan-earth",
        "#f4e8d5",
        "#e2c9a1",
        "#b38450",
        "#4b2b1d",
        ("#e9b64d", "#d0603a", "#93ad6c"),
    ),
    Palette(
        "madder", "#f9e1d5", "#eeb8a5", "#c0594b", "#6d1b26", ("#f0b945", "#e98a6b", "#7fb0a6")
    ),
    Palette(
        "tea-hill", "#e8edd6", "#c6d6a1", "#7d9c5d", "#1f4733", ("#f0c24f", "#d9613f", "#abc873")
    ),
    Palette(
        "limestone", "#f5f0dc", "#e6dfb8", "#a5a06b", "#2c303a", ("#cb463a", "#e8b044", "#8fb0a0")
    ),
    Palette(
        "indigo-valley",
        "#e6e4f1",
        "#c2c0df",
        "#7476ae",
        "#252c66",
        ("#de5a7c", "#f2bb45", "#5fad9b"),
    ),
    Palette(
        "red-pomelo", "#fae9df", "#f2c6b6", "#6f9a68", "#1f4036", ("#e2604f", "#f6d27a", "#f2a597")
    ),
    Palette(
        "herb-garden", "#e5efe2", "#bad7b9", "#5d9674", "#123f49", ("#edb843", "#dd6a45", "#a3d1a2")
    ),
    Palette(
        "turmeric-field",
        "#fcf0cd",
        "#f5d985",
        "#d7a43c",
        "#3b2451",
        ("#da5338", "#f4bb3a", "#6aa486"),
    ),
    Palette(
        "night-market",
        "#e0e2ec",
        "#b3b9d2",
        "#5a638f",
        "#161c3b",
        ("#d9503c", "#f1b63f", "#7fa9cf"),
    ),
)


def digest(*parts: str) -> int:
    """Return a stable 64-bit number for the given words."""
    return int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big")


@cache
def _assigned() -> dict[str, Palette]:
    """Read which district was given which palette; the file is data and may be extended."""
    by_name = {palette.name: palette for palette in PALETTES}
    text = (files(__package__) / "district_palettes.csv").read_text("utf-8")
    return {
        row["district_slug"]: by_name[row["palette"]] for row in csv.DictReader(text.splitlines())
    }


def palette_for(district_slug: str) -> Palette:
    """Return the palette assigned to a district, or one picked by its name's hash."""
    assigned = _assigned().get(district_slug)
    return assigned or PALETTES[digest("palette", district_slug) % len(PALETTES)]


def choose(slug: str, what: str, among: int) -> int:
    """Return a number below `among`, always the same for one slug and one question."""
    return digest(what, slug) % among
