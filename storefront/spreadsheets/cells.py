"""What a cell may hold: each function reads one filled cell and raises BadCell otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from storefront.catalogue.limits import LARGEST_PRICE_VND
from storefront.money import UnclearAmount, parse_vnd
from storefront.text import clean_line, clean_text, fold
from storefront.weights import UnclearWeight, parse_weight

_WHOLE = re.compile(r"[0-9]{1,9}|[1-9][0-9]{0,2}([., ])[0-9]{3}(?:\1[0-9]{3})?", re.ASCII)
_MONTH = re.compile(r"(?:thang ?|t)?0?([1-9]|1[0-2])", re.ASCII)
_DAY = re.compile(r"thu ([2-7])")
_ASIDE = re.compile(r"[\s,;+&/.]+")

DAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_DAYS = {fold(day): str(number) for number, day in enumerate(DAYS, start=1)}
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAYS |= {day: str(number) for number, day in enumerate(_ENGLISH_DAYS, start=1)}


class BadCell(ValueError):
    """Say what is wrong with one cell: a reason that `wording` can say, and what it needs."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


def line(longest: int) -> Callable[[str], str]:
    """Return a reader of one line."""
    return _words(clean_line, longest)


def text(longest: int) -> Callable[[str], str]:
    """Return a reader of several lines."""
    return _words(clean_text, longest)


def price(cell: str) -> int:
    """Read đồng as people type them."""
    try:
        amount = parse_vnd(cell)
    except UnclearAmount:
        raise BadCell("price") from None
    if not 0 < amount <= LARGEST_PRICE_VND:
        raise BadCell("price_range")
    return amount


def weight(cell: str) -> int:
    """Read a weight with its unit, as grams."""
    try:
        return parse_weight(cell)
    except UnclearWeight:
        raise BadCell("weight") from None


def count(cell: str) -> int:
    """Read a number of packs, also in groups of three as Excel writes what it shows into a CSV."""
    digits = clean_line(cell)
    if not _WHOLE.fullmatch(digits):
        raise BadCell("count")
    return int(re.sub(r"\D", "", digits))


def month(cell: str) -> int:
    """Read a month: 8, "tháng 8" or T8."""
    found = _MONTH.fullmatch(fold(clean_line(cell)))
    if not found:
        raise BadCell("month")
    return int(found[1])


def weekdays(cell: str) -> str:
    """Read days of the week such as "T3 T6" or "thứ 3, chủ nhật"; every day is none in particular.

    Returns ISO weekdays as digits.
    """
    words = _DAY.sub(r"t\1", fold(clean_line(cell)).replace("chu nhat", "cn"))
    days = [_DAYS.get(word) for word in _ASIDE.split(words) if word]
    if None in days:
        raise BadCell("weekdays")
    digits = "".join(sorted({day for day in days if day}))
    return "" if len(digits) == len(DAYS) else digits


def show_weekdays(digits: str) -> str:
    """Write days of the week as Vietnamese does."""
    return " ".join(DAYS[int(digit) - 1] for digit in digits)


def one_of(words: Mapping[str, Any], reason: str) -> Callable[[str], Any]:
    """Return a reader of one of a few words, with or without marks.

    The first word of a value is its name. One that stands for two values stands for none.
    """
    known: dict[str, set[Any]] = {}
    for word, value in words.items():
        known.setdefault(fold(clean_line(word)), set()).add(value)
    offered = ", ".join(names_of(words).values())

    def read(cell: str) -> Any:
        values = known.get(fold(clean_line(cell)), set())
        if len(values) != 1:
            raise BadCell(reason, offered=offered)
        return next(iter(values))

    return read


def names_of(words: Mapping[str, Any]) -> dict[Any, str]:
    """Return the first word of each value, in their order."""
    names: dict[Any, str] = {}
    for word, value in words.items():
        names.setdefault(value, word)
    return names


def _words(clean: Callable[[str], str], longest: int) -> Callable[[str], str]:
    def read(cell: str) -> str:
        words = clean(cell)
        if len(words) > longest:
            raise BadCell("long", most=longest, number=len(words))
        return words

    return read
