"""Vietnamese telephone numbers: reading what people type, showing, linking, masking."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from storefront.text import clean_line

COUNTRY = "VN"
PREFIX = "+84"

_TYPED = re.compile(r"\+?[\d\s.\-()]{8,24}", re.ASCII)
_MOBILE = re.compile(r"\+84[35789]\d{8}", re.ASCII)
_LANDLINES = {PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class InvalidPhone(ValueError):
    """Say that a text is no telephone number in Vietnam that a person answers."""


def parse_phone(text: str) -> str:
    """Read a Vietnamese mobile or landline number and return it as E.164.

    Spaces, dots, dashes, +84, 84 and 0084 are all understood. Raises InvalidPhone for numbers
    of other countries, premium and toll-free numbers (1900, 1800), the 11-digit mobile numbers
    given up in 2018, short numbers, and texts with anything but digits.
    """
    typed = clean_line(text)
    if not _TYPED.fullmatch(typed):
        raise InvalidPhone(text)
    try:
        number = phonenumbers.parse(typed, COUNTRY)
    except phonenumbers.NumberParseException as error:
        raise InvalidPhone(text) from error
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if is_mobile(e164):
        return e164
    landline = phonenumbers.number_type(number) in _LANDLINES
    if not (landline and phonenumbers.is_valid_number_for_region(number, COUNTRY)):
        raise InvalidPhone(text)
    return e164


def is_mobile(e164: str) -> bool:
    """Tell whether a number can receive messages: ten digits, 03, 05, 07, 08 or 09 first."""
    return _MOBILE.fullmatch(e164) is not None


def show_phone(e164: str) -> str:
    """Write a number as people in Vietnam read it: 0912 345 678."""
    if not e164.startswith("+"):
        return e164  # a sample number, which nobody can dial
    if is_mobile(e164):
        digits = _national(e164)
        return f"{digits[:4]} {digits[4:7]} {digits[7:]}"
    try:
        number = phonenumbers.parse(e164, COUNTRY)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)


def tel_url(e164: str) -> str:
    """Return the address that dials a number."""
    return f"tel:{e164}"


def zalo_url(e164: str) -> str | None:
    """Return the address of a mobile number's Zalo chat, None for a landline."""
    return f"https://zalo.me/{_national(e164)}" if is_mobile(e164) else None


def mask_phone(e164: str) -> str:
    """Hide the middle of a number for logs: 09•••••678; a text too short is hidden whole."""
    digits = _national(e164)
    if len(digits) < 8:
        return "•" * len(digits)
    return f"{digits[:2]}{'•' * (len(digits) - 5)}{digits[-3:]}"


def _national(e164: str) -> str:
    """Return a number as dialled within Vietnam."""
    return "0" + e164.removeprefix(PREFIX) if e164.startswith(PREFIX) else e164
