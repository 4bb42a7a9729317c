"""Integer đồng: writing, reading, percentages and splitting. No other money exists here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from storefront.text import clean_line, fold

NO_BREAK_SPACE = "\u00a0"
SMALLEST_TYPED = 1_000
LARGEST_TYPED = 9_999_999_999_999

_THOUSANDS = {"k", "nghin", "ngan", "ng", "thousand"}
_MILLIONS = {"tr", "trieu", "million"}
_CURRENCY = "dong|vnd|d|₫"

_SIGN_BEFORE = re.compile(rf"^(?:{_CURRENCY}) ?(?=\d)")
_SIGN_AFTER = re.compile(rf"(?: |(?<=[\dk]))(?:{_CURRENCY})$")
_PLAIN = re.compile(r"0|[1-9]\d{0,12}")
_GROUPED = re.compile(r"[1-9]\d{0,2}([., ])\d{3}(?:\1\d{3}){0,3}")
_WITH_EMPTY_CENTS = re.compile(r"(.*(?P<group>[., ])\d{3})(?!(?P=group))[.,]00")
_SCALED = re.compile(r"(?P<whole>[1-9]\d{0,3}|0)(?:[.,](?P<part>\d{1,2}))? ?(?P<unit>[a-z]+)")
_MILLIONS_AND_REST = re.compile(
    r"(?P<millions>[1-9]\d{0,3}) ?(?:trieu|tr) ?"
    r"(?:(?P<digits>\d|\d{3})|(?P<half>ruoi)|(?P<thousands>[1-9]\d{0,2}) ?(?:k|nghin|ngan|ng))"
)


class UnclearAmount(ValueError):
    """Say that a typed amount could mean more than one sum, or none."""


def format_vnd(amount: int, locale: str) -> str:
    """Write an amount of đồng as the language writes it.

    Same text as Babel's format_currency ("150.000\N{NO-BREAK SPACE}₫", "₫150,000"), made by hand
    because a page of prices needs it a hundred times.
    """
    sign = "-" if amount < 0 else ""
    grouped = f"{abs(amount):,}"
    if locale.startswith("vi"):
        return f"{sign}{grouped.replace(',', '.')}{NO_BREAK_SPACE}₫"
    return f"{sign}₫{grouped}"


def parse_vnd(text: str) -> int:
    """Read an amount of đồng as people in Vietnam type it, in whichever language the page is.

    Understands 150.000, 150,000, 150 000, 150k, 150 nghìn, 1,2tr, 1tr2, 1 triệu 200 nghìn, with
    or without đ, ₫ or VND. Raises UnclearAmount for everything that may be read a thousand
    times too large or too small: 12.5, 125.00, and bare numbers under 1,000.
    """
    written = _without_currency(fold(clean_line(text)))
    amount = _read_whole(written)
    if amount is None:
        amount = _read_scaled(written)
    if amount is None or amount > LARGEST_TYPED or 0 < amount < SMALLEST_TYPED:
        raise UnclearAmount(text)
    return amount


def percentage(amount: int, percent: int | Decimal) -> int:
    """Return so many percent of an amount, half a đồng rounded away from zero."""
    share = Decimal(amount) * Decimal(percent) / 100
    return int(share.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def split(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights, in whole đồng whose sum is exactly the amount.

    The đồng left over by rounding down go one by one to the parts that lost most by it, the
    earlier first. Parts that all weigh nothing share equally. Raises ValueError when there is
    no part or a weight is negative.
    """
    if not weights or min(weights) < 0:
        msg = "a split needs parts, none of negative weight"
        raise ValueError(msg)
    if amount < 0:
        return [-share for share in split(-amount, weights)]
    if not any(weights):
        weights = [1] * len(weights)
    total = sum(weights)
    shares = [amount * weight // total for weight in weights]
    by_loss = sorted(range(len(weights)), key=lambda i: -(amount * weights[i] % total))
    for i in by_loss[: amount - sum(shares)]:
        shares[i] += 1
    return shares


def _without_currency(written: str) -> str:
    """Take one currency sign away, before or after the number."""
    shorter = _SIGN_AFTER.sub("", written)
    return _SIGN_BEFORE.sub("", written) if shorter == written else shorter


def _read_whole(written: str) -> int | None:
    """Read digits in groups of three or in one run; decimals only when they are an empty 00."""
    cents = _WITH_EMPTY_CENTS.fullmatch(written)
    if cents:
        written = cents[1]
    if _GROUPED.fullmatch(written) or _PLAIN.fullmatch(written):
        return int(re.sub(r"\D", "", written))
    return None


def _read_scaled(written: str) -> int | None:
    """Read a number of thousands or millions; three decimals could as well be a group."""
    rest = _MILLIONS_AND_REST.fullmatch(written)
    if rest:
        return int(rest["millions"]) * 1_000_000 + _after_millions(rest)
    scaled = _SCALED.fullmatch(written)
    if scaled is None:
        return None
    unit = 1_000 if scaled["unit"] in _THOUSANDS else 1_000_000
    if unit == 1_000_000 and scaled["unit"] not in _MILLIONS:
        return None
    part = (scaled["part"] or "").ljust(2, "0")
    return int(scaled["whole"]) * unit + int(part) * unit // 100


def _after_millions(rest: re.Match[str]) -> int:
    """Read what follows the millions: 1tr2 and 1tr200 are 1,200,000, 1 triệu rưỡi 1,500,000."""
    if rest["half"]:
        return 500_000
    if rest["thousands"]:
        return int(rest["thousands"]) * 1_000
    return int(rest["digits"].ljust(3, "0")) * 1_000
