"""Vietnamese text: cleaning, folding, words, Telex, alphabetical order, highlights."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from storefront.telex import read_telex

__all__ = [
    "clean_line",
    "clean_text",
    "fold",
    "has_marks",
    "highlight_spans",
    "marked_tokens",
    "read_telex",
    "sort_key",
    "tokens",
    "without_marks",
]

_MEANINGLESS = {"Cc", "Cf", "Cs"}
_EMPTY_LINES = re.compile(r"\n{3,}")
_ONLY_D = str.maketrans("đĐðÐ", "dDdD")  # the Icelandic letter stands in old Vietnamese files


class _Bare(dict[int, int | str | None]):
    """Hold what becomes of each letter once asked for: searching folds millions of them."""

    def __missing__(self, letter: int) -> int | str | None:
        is_mark = unicodedata.category(chr(letter)) == "Mn"
        self[letter] = None if is_mark else _ONLY_D.get(letter, letter)
        return self[letter]


_BARE = _Bare()
_TOKEN = re.compile(r"[a-z0-9]+")
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_\u0300-\u036f]*)*")

# "Hoà" and "Hòa" are one word: the tone goes to the first vowel of a final oa, oe, uy.
_LATE_TONE = re.compile(r"o[àáảãạèéẻẽẹ]\b|(?<!q)u[ỳýỷỹỵ]\b")
_EARLY_TONE = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip

_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=10)}
_END, _BLANK, _OTHER = "00", "01", "99"
_TONES = {"\u0309": "2", "\u0300": "1", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def clean_line(text: str) -> str:
    """Make one clean line: NFC, no control or invisible characters, single blanks."""
    return unicodedata.normalize("NFC", " ".join(_without_meaningless(text).split()))


def clean_text(text: str) -> str:
    """Clean every line of a text, keeping its lines and at most one empty line between them."""
    lines = "\n".join(clean_line(line) for line in text.splitlines())
    return _EMPTY_LINES.sub("\n\n", lines).strip("\n")


def without_marks(text: str) -> str:
    """Write a text with bare letters: đ as d, all marks dropped, case kept."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFD", text).translate(_BARE)


def fold(text: str) -> str:
    """Fold a text for searching: bare letters, lower case."""
    return without_marks(text).lower()


def tokens(text: str) -> list[str]:
    """Return the folded words of a text."""
    return _TOKEN.findall(fold(text))


def marked_tokens(text: str) -> list[str]:
    """Return the lower-case words of a text with their marks, one spelling for Hòa and Hoà."""
    lower = unicodedata.normalize("NFC", text.lower())
    one_spelling = _LATE_TONE.sub(lambda late: _EARLY_TONE[late[0]], lower)
    return _WORD.findall(one_spelling)


def has_marks(text: str) -> bool:
    """Tell whether a text carries any Vietnamese mark or đ."""
    return not text.isascii() and fold(text) != unicodedata.normalize("NFC", text).lower()


def sort_key(text: str) -> str:
    """Return a key whose plain text order is the Vietnamese alphabetical order.

    Letters decide first (a ă â … d đ … o ô ơ … u ư), then the tones word by word (ngang huyền
    hỏi ngã sắc nặng). The key is made of digits alone, two for a letter and one for a word's
    tone, so that every database collation orders it alike.
    """
    words = marked_tokens(text)
    letters = _BLANK.join("".join(map(_place, _letters_without_tones(word))) for word in words)
    return letters + _END + "".join(map(_tone, words))


def highlight_spans(text: str, query: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces, those that a query finds marked True; joined they are the text.

    A word is found when a word of the query, folded, begins it; a single letter must be all of
    it. Found words that only blanks part make one piece.
    """
    sought = tokens(query)
    beginnings = tuple(token for token in sought if len(token) > 1)
    pieces: list[tuple[str, bool]] = []
    end = 0
    for word in _WORD.finditer(text):
        if not any(token in sought or token.startswith(beginnings) for token in tokens(word[0])):
            continue
        between = text[end : word.start()]
        joined = bool(pieces) and between.isspace()
        pieces += [(between, joined), (word[0], True)]
        end = word.end()
    pieces.append((text[end:], False))
    return [
        ("".join(piece for piece, _ in run), found)
        for found, run in groupby((p for p in pieces if p[0]), key=lambda p: p[1])
    ]


def _without_meaningless(text: str) -> str:
    """Drop control, format (zero-width, bidirectional) and surrogate characters."""
    if text.isprintable():
        return text
    return "".join(
        letter
        for letter in text
        if letter.isspace() or unicodedata.category(letter) not in _MEANINGLESS
    )


def _letters_without_tones(word: str) -> str:
    """Take the five tones away, keeping the letters ă â đ ê ô ơ ư whole."""
    apart = "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES)
    return unicodedata.normalize("NFC", apart)


def _place(letter: str) -> str:
    """Return the digits that put a letter in its place, strangers last, stray marks nowhere."""
    bare = fold(letter)
    if not bare:
        return ""
    return _PLACES.get(letter) or _PLACES.get(bare) or f"{_OTHER}{ord(letter):07d}"


def _tone(word: str) -> str:
    """Return the rank of a word's tone, 0 for none."""
    return max((_TONES.get(c, "0") for c in unicodedata.normalize("NFD", word)), default="0")
