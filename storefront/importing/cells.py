"""What a cell may hold: each function reads one filled cell and raises BadCell otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from storefront import clock
from storefront.importing.reading import BadCell
from storefront.payments.banks import bank_by_bin
from storefront.phones import InvalidPhone, parse_phone
from storefront.text import clean_line

EARLIEST_YEAR = 1900
LARGEST_PRICE_VND = 1_000_000_000
LARGEST_WEIGHT_G = 1_000_000
LARGEST_STOCK = 1_000_000
LONGEST_HOURS = 24 * 60
LONGEST_DAYS = 60
LONGEST_SLUG = 80

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WHOLE = re.compile(r"[0-9]{1,15}")
_SEASON = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")
_DAYS_FROM_NOW = re.compile(r"([+-][0-9]{1,5})d")
_CODE = re.compile(r"[0-9]{2,5}")
_ACCOUNT = re.compile(r"[A-Z0-9]{4,19}")
_HOLDER = re.compile(r"[A-Z0-9][A-Z0-9 .,&/()-]{1,69}")
_YES = {"y", "yes", "true", "1", "x", "có"}
_NO = {"n", "no", "false", "0", "không"}
_WEEKDAYS = re.compile(r"[1-7]+")


def slug(cell: str) -> str:
    """Read a name for addresses: small letters, digits and single hyphens."""
    text = clean_line(cell)
    if not _SLUG.fullmatch(text) or len(text) > LONGEST_SLUG:
        raise BadCell(f"not a slug (a-z, 0-9, hyphens): {text!r}")
    return text


def slugs(cell: str) -> str:
    """Read slugs parted by blanks."""
    return " ".join(slug(word) for word in cell.split())


def whole(smallest: int, largest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers written in digits alone."""

    def read(cell: str) -> int:
        text = clean_line(cell)
        if not _WHOLE.fullmatch(text):
            raise BadCell(f"not a whole number: {text!r}")
        if not smallest <= int(text) <= largest:
            raise BadCell(f"must be from {smallest} to {largest}, not {text}")
        return int(text)

    return read


price = whole(1, LARGEST_PRICE_VND)
fee = whole(0, LARGEST_PRICE_VND)
weight = whole(1, LARGEST_WEIGHT_G)
stock = whole(0, LARGEST_STOCK)
stars = whole(1, 5)


def year(cell: str) -> int:
    """Read a year that is not in the future."""
    text = clean_line(cell)
    if not _WHOLE.fullmatch(text) or not EARLIEST_YEAR <= int(text) <= clock.today().year:
        raise BadCell(f"not a year from {EARLIEST_YEAR} to now: {text!r}")
    return int(text)


def season(cell: str) -> tuple[int, int]:
    """Read a month or a range of months such as 11-1, which wraps over the new year."""
    text = clean_line(cell)
    found = _SEASON.fullmatch(text)
    months = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not all(1 <= month <= 12 for month in months):
        raise BadCell(f"not a month or range of months (8, 11-1): {text!r}")
    return months


def yes_or_no(cell: str) -> bool:
    """Read y or n, or one of the other ways in which sheets say yes and no."""
    text = clean_line(cell).lower()
    if text not in _YES | _NO:
        raise BadCell(f"neither y nor n: {text!r}")
    return text in _YES


def one_of(*words: str) -> Callable[[str], str]:
    """Return a reader of one of a few words."""

    def read(cell: str) -> str:
        text = clean_line(cell)
        if text not in words:
            raise BadCell(f"not one of {', '.join(words)}: {text!r}")
        return text

    return read


def day(cell: str) -> date:
    """Read a date written as 2026-11-22."""
    text = clean_line(cell)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadCell(f"not a date (2026-11-22): {text!r}") from None


def rolling_day(cell: str) -> date:
    """Read a date, or a number of days from the day of the import such as -400d or +60d.

    Sample certificates roll with the calendar in this way.
    """
    found = _DAYS_FROM_NOW.fullmatch(clean_line(cell))
    return clock.today() + timedelta(days=int(found[1])) if found else day(cell)


def weekdays(cell: str) -> str:
    """Read ISO weekdays as digits: 24 is Tuesday and Thursday."""
    text = clean_line(cell)
    if not _WEEKDAYS.fullmatch(text) or list(text) != sorted(set(text)):
        raise BadCell(f"not weekdays (1 to 7, each once, in order): {text!r}")
    return text


def phone(cell: str) -> str:
    """Read a telephone number and return it as E.164."""
    try:
        return parse_phone(cell)
    except InvalidPhone:
        raise BadCell(f"not a telephone number in Vietnam: {clean_line(cell)!r}") from None


def official_code(cell: str) -> str:
    """Read the code of a province or commune: digits, zeros in front kept."""
    text = clean_line(cell)
    if not _CODE.fullmatch(text):
        raise BadCell(f"not an official code: {text!r}")
    return text


def bank_bin(cell: str) -> str:
    """Read the BIN of a bank that VietQR reaches."""
    text = clean_line(cell)
    if bank_by_bin(text) is None:
        raise BadCell(f"no bank has this BIN: {text!r}")
    return text


def account_number(cell: str) -> str:
    """Read an account as VietQR carries it: capitals and digits, 19 at most."""
    text = clean_line(cell)
    if not _ACCOUNT.fullmatch(text):
        raise BadCell(f"not an account number (A-Z, 0-9, 19 at most): {text!r}")
    return text


def account_holder(cell: str) -> str:
    """Read a holder's name as banks write it: capitals without marks."""
    text = clean_line(cell)
    if not _HOLDER.fullmatch(text):
        raise BadCell(f"not in capitals without marks: {text!r}")
    return text
