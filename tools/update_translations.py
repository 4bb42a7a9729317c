r"""Bring the catalogues in line with the sources, and take in translations from JSON files.

    python -m tools.update_translations [FILE.json ...]

New messages are added empty, vanished ones are dropped, nothing is guessed; a file without a
change stays as it is, byte for byte. A JSON file holds {"msgid": "translation"}, with a list for
plurals and "context\u0004msgid" where a message has a context; it fills Vietnamese entries and
overwrites older translations.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path

import polib

from tools.messages import (
    LANGUAGES,
    METADATA,
    PLURAL_FORMS,
    WRAP_WIDTH,
    Key,
    catalogue_path,
    extract,
    key,
    read,
)

CONTEXT_SEPARATOR = "\u0004"

Translations = dict[Key, list[str]]


def main(files: list[str]) -> int:
    """Update every catalogue and tell what is still missing."""
    wanted = extract()
    given = read_given([Path(name) for name in files])
    for unknown in sorted(set(given) - set(wanted), key=str):
        print(f"not in the sources, left out: {unknown[1]!r}")
    for language in LANGUAGES:
        update(language, wanted, given if language == "vi" else {})
    missing = [entry.msgid for entry in read("vi") if not entry.translated()]
    for message in missing:
        print(f"vi still lacks: {message!r}")
    print(f"{len(wanted)} messages, {len(missing)} without Vietnamese")
    return 0


def read_given(files: list[Path]) -> Translations:
    """Read translations from JSON files; a later file wins."""
    given: Translations = {}
    for file in files:
        for message, translation in json.loads(file.read_text(encoding="utf-8")).items():
            context, separator, rest = message.partition(CONTEXT_SEPARATOR)
            which = (context, rest) if separator else (None, message)
            texts = translation if isinstance(translation, list) else [translation]
            given[which] = [unicodedata.normalize("NFC", text) for text in texts]
    return given


def update(language: str, wanted: dict[Key, polib.POEntry], given: Translations) -> None:
    """Write a language's catalogue: the sources' messages with what is known of each."""
    known = {key(entry): entry for entry in read(language) if not entry.obsolete}
    catalogue = polib.POFile(wrapwidth=WRAP_WIDTH)
    catalogue.metadata = METADATA | {"Language": language, "Plural-Forms": PLURAL_FORMS[language]}
    for which in sorted(wanted, key=lambda which: (which[1], which[0] or "")):
        entry = _fresh_copy(wanted[which])
        texts = given.get(which) or _texts(known.get(which), plural=bool(entry.msgid_plural))
        _translate(entry, texts, forms=2 if language == "en" else 1)
        catalogue.append(entry)
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(path))


def _fresh_copy(entry: polib.POEntry) -> polib.POEntry:
    return polib.POEntry(
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgctxt=entry.msgctxt,
        comment=entry.comment,
        flags=list(entry.flags),
    )


def _texts(entry: polib.POEntry | None, *, plural: bool) -> list[str]:
    """Return a known entry's translations, unless they were for another kind of message."""
    if entry is None or entry.fuzzy or bool(entry.msgid_plural) != plural:
        return []
    if plural:
        return [entry.msgstr_plural[form] for form in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def _translate(entry: polib.POEntry, texts: list[str], *, forms: int) -> None:
    if entry.msgid_plural:
        padded = [*texts, *[""] * forms][:forms]
        entry.msgstr_plural = dict(enumerate(padded))
    elif texts:
        entry.msgstr = texts[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
