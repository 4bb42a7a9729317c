"""The words on a map: broken into lines, and set where they fit their district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from storefront.maps.rooms import Room

KEPT_LABELS = 256

# Sizes in units of the map, for the smallest screen that shows it; the style sets the same.
NAME_SIZE, KNOWN_SIZE = 14, 12
LINE = 1.2
# How much of its size a letter is wide, drawn bold.
NARROW, CAPITAL, WIDE, USUAL = 0.32, 0.7, 0.96, 0.63
LIGHTER = 0.96
# How far words reach above and below the line they stand on.
ABOVE, BELOW = 0.8, 0.2

Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Hold a district's name and what it is known for, by lines around one point."""

    name: Lines
    known_for: Lines
    x: int = 0
    y: int = 0

    @property
    def height(self) -> float:
        """Return how high all lines are together."""
        return LINE * (NAME_SIZE * len(self.name) + KNOWN_SIZE * len(self.known_for))

    @property
    def name_rise(self) -> str:
        """Return how far below the point the name's first line stands, in its letters' size."""
        return _ems(ABOVE + BELOW / 2 - self.height / 2 / NAME_SIZE)

    @property
    def known_rise(self) -> str:
        """Return how far below the point the first thing stands, in its letters' size."""
        below_name = LINE * NAME_SIZE * len(self.name) - self.height / 2
        return _ems(ABOVE + BELOW / 2 + below_name / KNOWN_SIZE)

    def extents(self) -> Iterator[tuple[float, float, float]]:
        """Yield each line's top and bottom, as seen from the point, and its width."""
        top = -self.height / 2
        for lines, size, weight in (
            (self.name, NAME_SIZE, 1.0),
            (self.known_for, KNOWN_SIZE, LIGHTER),
        ):
            for line in lines:
                yield top, top + size * (ABOVE + BELOW), width(line) * size * weight
                top += LINE * size


@lru_cache(KEPT_LABELS)
def label(name: str, known_for: str, room: Room) -> Label:
    """Set as much as fits: all that a district is known for, or its first thing, or its name."""
    tried = [
        Label(name_lines, known_lines)
        for known_lines in _known_lines(known_for)
        for name_lines in ((name,), tuple(name.split()))
    ]
    for words in tried:
        found = _set(words, room)
        if found:
            return found
    return Label(tuple(name.split()), (), *room.middle)


def width(text: str) -> float:
    """Return about how wide a text is, in the size of its letters, set in a wide bold type."""
    return sum(map(_letter, text))


def _letter(letter: str) -> float:
    if letter in " ,.'’-ijlftríìỉĩịI":
        return NARROW
    if letter in "mwMW":
        return WIDE
    return CAPITAL if letter.isupper() else USUAL


def _known_lines(known_for: str) -> Iterator[Lines]:
    """Yield ways to write what a district is known for, the fullest first, nothing last."""
    things = known_for.split(", ")
    if len(things) == 2:
        yield (known_for,)
        yield (f"{things[0]},", things[1])
    if known_for:
        yield (things[0],)
        yield tuple(things[0].split())
    yield ()


def _set(words: Label, room: Room) -> Label | None:
    """Set a label as near to the middle as it fits, None where it does not."""
    x, middle = room.middle
    reach = max(0, int(len(room.spans) - words.height) // 2)
    for y in sorted(range(middle - reach, middle + reach + 1), key=lambda y: abs(y - middle)):
        left, right = 0.0, float("inf")
        for top, bottom, wide in words.extents():
            begin, end = room.across(y + top, y + bottom)
            left, right = max(left, begin + wide / 2), min(right, end - wide / 2)
        if left <= right:
            return Label(words.name, words.known_for, round(min(max(x, left), right)), y)
    return None


def _ems(size: float) -> str:
    """Write a length as SVG reads it, without the 0 before the point."""
    return f"{size:.1f}".removesuffix(".0").replace("0.", ".", 1) + "em"
