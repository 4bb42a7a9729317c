"""Order codes: short, typable into a bank's memo, found again whatever the bank made of it.

A code is CP, six random characters, and a check character. The alphabet has 23 characters, a
prime, so the recursion of ISO 7064's pure systems (radix 2) finds every single wrong
character and every swap of neighbours. Without vowels a code spells no word.
"""

from __future__ import annotations

import re
import secrets

from storefront.text import fold

PREFIX = "CP"
ALPHABET = "2345679CDFGHJKMNPRTVWXY"
RANDOM_LENGTH = 6
CODE_LENGTH = len(PREFIX) + RANDOM_LENGTH + 1

_VALUES = {character: value for value, character in enumerate(ALPHABET)}
# What no code contains is read as the character it resembles most; the check then decides.
_READ_AS = str.maketrans("O0QI1LB8SZU", "DDD7773352V")
_NOT_TYPED = re.compile(r"[^A-Z0-9]+")
_CANDIDATE = re.compile(rf"(?={PREFIX}([A-Z0-9]{{{RANDOM_LENGTH + 1}}}))")


def new_code() -> str:
    """Return a fresh random code; its rare twin is for the database to refuse."""
    while True:
        body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))
        body += _check_character(body)
        if PREFIX not in body:  # a code never seems to begin inside another
            return PREFIX + body


def find_codes(memo: str) -> list[str]:
    """Return the valid codes inside a bank's memo, in order, each once.

    Case, blanks, dashes and accents do not matter, nor what the bank wrote around a code;
    look-alikes (O and 0, I and 1, B and 8) are read as the character meant.
    """
    bodies = _CANDIDATE.findall(_only_typed(memo))
    return list(dict.fromkeys(code for code in map(_as_code, bodies) if code))


def normalise_code(text: str) -> str | None:
    """Return the code that somebody typed, or None when it is none."""
    typed = _only_typed(text)
    if len(typed) != CODE_LENGTH or not typed.startswith(PREFIX):
        return None
    return _as_code(typed.removeprefix(PREFIX))


def _only_typed(text: str) -> str:
    """Keep the letters and digits of a text, in upper case and without marks."""
    return _NOT_TYPED.sub("", fold(text).upper())


def _as_code(body: str) -> str | None:
    """Return the code of a body with its check character, or None when the check fails."""
    read = body.translate(_READ_AS)
    if any(character not in _VALUES for character in read) or _remainder(read) != 1:
        return None
    return PREFIX + read


def _check_character(body: str) -> str:
    """Return the character that makes the remainder of a body 1."""
    return ALPHABET[(1 - _remainder(body) * 2) % len(ALPHABET)]


def _remainder(characters: str) -> int:
    """Return the remainder of a pure-system sum: each place weighs twice the one after it."""
    remainder = 0
    for character in characters:
        remainder = (remainder * 2 + _VALUES[character]) % len(ALPHABET)
    return remainder
