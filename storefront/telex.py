"""Raw Telex, as typed where no Vietnamese keyboard is on: "maatj ong" is mật ong."""

from __future__ import annotations

import re
import unicodedata

_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_DOUBLED = {"aa": "â", "ee": "ê", "oo": "ô"}
_HORNED = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = "aăâeêioôơuưy"
_LATIN_WORD = re.compile(r"[^\W\d_]+")

_SYLLABLE = re.compile(
    r"(?P<onset>ngh|gi(?=[aăâeêoôơuư])|qu(?=[aăâeêioơy])|ng|nh|gh|kh|ph|th|tr|ch|"
    r"[bcdđghklmnpqrstvx]|)"
    rf"(?P<rime>[{_VOWELS}]+)(?P<coda>ch|ng|nh|[cmnpt]|(?<=ă)k|)"
)
_ALONE = {
    "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "iêu", "oai", "oao", "oay", "oeo",
    "oi", "ôi", "ơi", "ua", "ưa", "uao", "uây", "ui", "ưi", "uôi", "ươi", "ươu", "ưu", "uơ",
    "uya", "uyu", "yêu",
}  # fmt: skip
_WITH_CODA = {
    "ă", "â", "iê", "oă", "oo", "uâ", "uô", "uyê", "ươ", "yê",
}  # fmt: skip
_EITHER = {
    "a", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "oa", "oe", "uê", "uy",
}  # fmt: skip
_STOPPED = {"c", "ch", "k", "p", "t"}
_TONES_OF_STOPPED = {_TONES["s"], _TONES["j"]}
_FIRST_OF_TWO = {
    "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu", "ia", "iu", "oi", "ôi", "ơi", "oa", "oe",
    "ua", "ưa", "ui", "ưi", "ưu", "uy",
}  # fmt: skip


def read_telex(text: str) -> str:
    """Read the words of a text as raw Telex and give them their marks.

    A word changes only when it then is a Vietnamese syllable; all others, and words that
    already have marks, are left alone. Tones stand as in hòa, thủy, hoàn.
    """
    return _LATIN_WORD.sub(lambda word: _read_word(word[0]), text)


def _read_word(word: str) -> str:
    """Read one word, keeping its case, or return it as it is."""
    if not word.isascii():
        return word
    letters, tone = _apply_keys(word.lower())
    read = _with_tone(letters, tone)
    if read is None or read == word.lower():
        return word
    if word.isupper() and len(word) > 1:
        return read.upper()
    return read.capitalize() if word[0].isupper() else read


def _apply_keys(word: str) -> tuple[str, str]:
    """Apply every key of a word; return its letters, and its tone or nothing."""
    letters, tone = "", ""
    for key in word:
        has_vowel = any(letter in _VOWELS for letter in letters)
        if key in _TONES and has_vowel:
            if tone:
                return word, ""
            tone = _TONES[key]
        elif key == "w" and has_vowel:
            letters = _horn(letters)
        elif letters == "d" and key == "d":
            letters = "đ"
        elif letters[-1:] + key in _DOUBLED:
            letters = letters[:-1] + _DOUBLED[letters[-1] + key]
        else:
            letters += key
    if letters.endswith("ươ") and not letters.startswith("qu"):
        letters = letters[:-2] + "uơ"
    return letters, tone


def _horn(letters: str) -> str:
    """Apply a w: to uo as a pair, to the u of ua, else to the last a, o or u."""
    start = 2 if letters.startswith("qu") else 0
    before, rest = letters[:start], letters[start:]
    if "uo" in rest:
        return before + rest.replace("uo", "ươ", 1)
    if "ưo" in rest:
        return before + rest.replace("ưo", "ươ", 1)
    if "ua" in rest:
        return before + rest.replace("ua", "ưa", 1)
    at = max(rest.rfind(letter) for letter in _HORNED)
    if at < 0:
        return letters + "w"
    return before + rest[:at] + _HORNED[rest[at]] + rest[at + 1 :]


def _with_tone(letters: str, tone: str) -> str | None:
    """Set the tone on a syllable by the usual rule, or return None for what is no syllable."""
    syllable = _SYLLABLE.fullmatch(letters)
    if syllable is None:
        return None
    onset, rime, coda = syllable["onset"], syllable["rime"], syllable["coda"]
    if rime not in (_WITH_CODA if coda else _ALONE) | _EITHER:
        return None
    if coda in _STOPPED and tone and tone not in _TONES_OF_STOPPED:
        return None
    at = len(onset) + _toned_vowel(rime, coda)
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])


def _toned_vowel(rime: str, coda: str) -> int:
    """Return which vowel of a rime carries the tone."""
    marked = [at for at, vowel in enumerate(rime) if vowel in "ăâêôơ"]
    if marked:
        return marked[-1]
    if not coda and rime in _FIRST_OF_TWO:
        return 0
    return min(len(rime) - 1, 1)
