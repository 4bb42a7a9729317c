"""Amounts in words: in full, and short enough for an axis on a phone."""

from __future__ import annotations

import re

from babel.numbers import format_compact_currency, format_compact_decimal, format_decimal

from storefront.charts.data import Unit
from storefront.money import NO_BREAK_SPACE, format_vnd

SHORTENED_FROM = 10_000

# The Unicode data writes N, Tr, T and NT; in a shop people write k, tr, tỷ.
_AS_PEOPLE_WRITE = {
    "N": "k",
    "Tr": f"{NO_BREAK_SPACE}tr",
    "T": f"{NO_BREAK_SPACE}tỷ",
    "NT": f"{NO_BREAK_SPACE}nghìn{NO_BREAK_SPACE}tỷ",
}
_WORD = re.compile(rf"{NO_BREAK_SPACE}(NT|N|Tr|T)\b")


def in_full(amount: int, unit: Unit, language: str) -> str:
    """Write an amount to the last đồng or piece."""
    if unit == "vnd":
        return format_vnd(amount, language)
    return format_decimal(amount, locale=language)


def in_short(amount: int, unit: Unit, language: str) -> str:
    """Write an amount with two figures or three: "1,2 tr ₫", "₫1.2M", "250k ₫"."""
    if unit == "vnd":
        written = format_compact_currency(amount, "VND", locale=language, fraction_digits=1)
    elif amount < SHORTENED_FROM:
        return in_full(amount, unit, language)
    else:
        written = format_compact_decimal(amount, locale=language, fraction_digits=1)
    if not language.startswith("vi"):
        return written
    return _WORD.sub(lambda found: _AS_PEOPLE_WRITE[found[1]], written)
