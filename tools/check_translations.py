"""Check that the catalogues say everything the sources ask for, and nothing else.

    python -m tools.check_translations

Exits 1 and names each message that is missing, fuzzy, stale, or whose translation has other
placeholders or markup than the message.
"""

from __future__ import annotations

import re
import sys
import unicodedata

import polib

from tools.messages import LANGUAGES, SOURCE_LANGUAGE, Key, catalogue_path, extract, key, read

PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?([a-z]+)")
ENGLISH_WORDS = re.compile(r"[a-z]{4,} [a-z]{3,}")


def main() -> int:
    """Check every catalogue; return the exit code."""
    wanted = extract()
    failures = [fault for language in LANGUAGES for fault in check(language, wanted)]
    for fault in failures:
        print(fault)
    print(f"translations: {len(wanted)} messages, {len(failures)} faults")
    return 1 if failures else 0


def check(language: str, wanted: dict[Key, polib.POEntry]) -> list[str]:
    """Return what is wrong with a language's catalogue, one line a fault."""
    if not catalogue_path(language).exists():
        return [f"{language}: no catalogue; run make translations-update"]
    known = {key(entry): entry for entry in read(language)}
    faults = [f"{language}: missing: {msgid!r}" for _, msgid in wanted.keys() - known.keys()]
    for which, entry in known.items():
        if which not in wanted or entry.obsolete:
            faults.append(f"{language}: no longer in the sources: {entry.msgid!r}")
        elif bool(entry.msgid_plural) != bool(wanted[which].msgid_plural):
            faults.append(f"{language}: plural in one place only: {entry.msgid!r}")
        else:
            faults += [
                f"{language}: {fault}: {entry.msgid!r}" for fault in _faults(language, entry)
            ]
    return sorted(faults)


def _faults(language: str, entry: polib.POEntry) -> list[str]:
    if entry.fuzzy:
        return ["fuzzy"]
    translated = entry.translated()
    if not translated:
        return [] if language == SOURCE_LANGUAGE else ["not translated"]
    texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
    return [fault for text in texts for fault in _text_faults(language, entry, text)]


def _text_faults(language: str, entry: polib.POEntry, text: str) -> list[str]:
    faults = []
    allowed = [_placeholders(entry.msgid), _placeholders(entry.msgid_plural or entry.msgid)]
    if _placeholders(text) not in allowed or not _formats(entry, text):
        faults.append("placeholders differ")
    if sorted(TAG.findall(text)) != sorted(TAG.findall(entry.msgid)):
        faults.append("markup differs")
    if unicodedata.normalize("NFC", text) != text:
        faults.append("not in NFC")
    if language != SOURCE_LANGUAGE and text == entry.msgid and ENGLISH_WORDS.search(text):
        faults.append("left in English")
    return faults


def _placeholders(text: str) -> list[str]:
    return sorted(match.group(0) for match in PLACEHOLDER.finditer(text))


def _formats(entry: polib.POEntry, text: str) -> bool:
    """Tell whether a text with named placeholders survives the `%` operator."""
    if "python-format" not in entry.flags:
        return True
    values = dict.fromkeys(PLACEHOLDER.findall(text), 0)
    try:
        text % values
    except (KeyError, TypeError, ValueError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
