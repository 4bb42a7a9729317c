"""Drawn motifs, one SVG file of 200 by 200 each; `placing.csv` says what each shows and where."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from storefront.i18n.bilingual import Bilingual

FALLBACK = "bamboo-weave"


@dataclass(frozen=True, slots=True)
class Motif:
    """Hold one drawing, what it shows, how it may be placed and where it touches the ground.

    Its stance is "free", "stand" or "swim"; `most` says how many may be shown; `foot` is the lowest
    edge, `left` and `right` the ends of what stands on it, in the drawing's 200 units.
    """

    name: str
    label: Bilingual
    shapes: str
    stance: str
    most: int
    foot: int
    left: int
    right: int


@cache
def motifs() -> dict[str, Motif]:
    """Return every motif by name."""
    folder = files(__package__)
    found = {}
    for row in csv.DictReader((folder / "placing.csv").read_text("utf-8").splitlines()):
        drawing = (folder / f"{row['motif']}.svg").read_text("utf-8")
        shapes = drawing[drawing.index(">") + 1 : drawing.rindex("</svg>")]
        found[row["motif"]] = Motif(
            name=row["motif"],
            label=Bilingual(row["name_vi"], row["name_en"]),
            shapes=shapes,
            stance=row["stance"],
            most=int(row["most"]),
            foot=int(row["foot"]),
            left=int(row["left"]),
            right=int(row["right"]),
        )
    return found


def motif(name: str | None) -> Motif:
    """Return the named motif, or the woven basket for a name nobody has drawn."""
    return motifs().get(name or "", motifs()[FALLBACK])
