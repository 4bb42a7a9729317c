"""The words on a map: broken into lines that fit their district."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Sizes in units of the map, for the smallest screen that shows it.
NAME_LETTER, KNOWN_LETTER = 7.8, 6.2
NAME_LINE, KNOWN_LINE = 1.15, 1.05  # heights, in the size of a name's letters
BASELINE = 0.84
MOST_KNOWN_LINES = 2


@dataclass(frozen=True, slots=True)
class Label:
    """Hold a district's name and what it is known for, by lines.

    `rise` says how far below the middle the first line stands, in the size of its letters.
    """

    name: Sequence[str]
    known_for: Sequence[str]

    @property
    def rise(self) -> float:
        """Return what puts all lines together in the middle."""
        height = NAME_LINE * len(self.name) + KNOWN_LINE * len(self.known_for)
        return round(BASELINE - height / 2, 1)


def label(name: str, known_for: str, width: int) -> Label:
    """Break a name into lines, and as many of the things it is known for as find room."""
    letters = width / KNOWN_LETTER
    shown = broken(known_for, letters)
    if len(shown) > 1:
        shown = _one_by_one(known_for.split(", "), letters)
    return Label(broken(name, width / NAME_LETTER), shown)


def _one_by_one(things: list[str], letters: float) -> list[str]:
    """Return lines on which things stand below each other, as many as there is room for."""
    lines: list[str] = []
    for thing in things:
        more = broken(thing, letters)
        if len(lines) + len(more) > MOST_KNOWN_LINES:
            break
        if lines:
            lines[-1] += ","
        lines += more
    return lines


def broken(text: str, letters: float) -> list[str]:
    """Break a text between words into lines of so many letters, if its words allow it."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
