"""Grams: reading them as people type them, and writing them."""

from __future__ import annotations

import re

from storefront.text import clean_line, fold

LARGEST_G = 1_000_000
GRAMS = {"kg": 1_000, "g": 1, "gram": 1, "gam": 1, "l": 1_000, "lít": 1_000, "litre": 1_000}
GRAMS |= {"ml": 1, "tấn": 1_000_000, "tạ": 100_000, "yến": 10_000}
"""Units as labels write them; a litre weighs a kilogram here."""

_FOLDED = {fold(unit): grams for unit, grams in GRAMS.items()} | {"can": 1_000, "ki": 1_000}
_TYPED = re.compile(
    r"(?P<whole>\d{1,7}|\d{1,3}[.,]\d{3})(?:[.,](?P<part>\d{1,2}))? ?(?P<unit>[a-z]+)"
)
_SMALL = re.compile(r"0[.,](?P<part>\d{3}) ?(?P<unit>[a-z]+)")
_MEASURE = re.compile(r"(?:[\d.,]+\s*-\s*)?(?P<number>\d+(?:[.,]\d+)?)\s*(?P<unit>[^\W\d_]+)")


class UnclearWeight(ValueError):
    """Say that a typed weight could mean more than one, or none."""


def parse_weight(text: str) -> int:
    """Read a weight such as 500 g, 1,5 kg or 2 lít, and return grams.

    Raises UnclearWeight for a number without a unit, for 1.500 kg, which may be a thousand times
    another weight, and for anything under a gram or over a ton.
    """
    written = fold(clean_line(text))
    small = _SMALL.fullmatch(written)
    typed = small or _TYPED.fullmatch(written)
    unit = _FOLDED.get(typed["unit"]) if typed else None
    if typed is None or unit is None:
        raise UnclearWeight(text)
    whole = "0" if small else typed["whole"]
    if unit > 1 and not whole.isdigit():
        raise UnclearWeight(text)
    grams = int(re.sub(r"\D", "", whole)) * unit
    grams += round(float(f"0.{typed['part'] or 0}") * unit)
    if not 1 <= grams <= LARGEST_G:
        raise UnclearWeight(text)
    return grams


def weight_of(label: str) -> int | None:
    """Read grams from a label such as "lọ 200-500 g" (the larger), a litre as a kilogram."""
    for found in _MEASURE.finditer(label.lower()):
        grams = GRAMS.get(found["unit"])
        if grams:
            return max(1, round(float(found["number"].replace(",", ".")) * grams))
    return None


def format_weight(grams: int, locale: str) -> str:
    """Write grams as people say them: "500 g", "1,5 kg"."""
    if grams < 1_000 or grams % 10:
        return f"{grams} g"
    kilograms = f"{grams / 1_000:.2f}".rstrip("0").rstrip(".")
    return f"{kilograms.replace('.', ',') if locale.startswith('vi') else kilograms} kg"
