"""How long and how large what makers say of their goods may be."""

from __future__ import annotations

SHORT, LINE, TEXT, LONG_TEXT = 60, 120, 1_000, 8_000
LONGEST_LABEL = 60
LARGEST_PRICE_VND = 1_000_000_000
MOST_NEW = 100_000
MOST_PACK_SIZES = 30
LEAP = 10


def leaps(old: int | None, new: int | None) -> bool:
    """Tell whether a price would be ten times the old one or more, or a tenth of it."""
    return bool(old and new) and (new >= LEAP * old or new * LEAP <= old)  # type: ignore[operator]
