"""Read the sources' messages and the catalogues that translate them."""

from __future__ import annotations

from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).resolve().parent.parent
SOURCE_LANGUAGE = "en"
LANGUAGES = ("en", "vi")
COMMENT_TAGS = ("Translators:",)
WRAP_WIDTH = 98

# What stands in a catalogue's head: nothing that changes from one run to the next.
METADATA = {
    "Project-Id-Version": "cho-phien",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}
PLURAL_FORMS = {"en": "nplurals=2; plural=(n != 1);", "vi": "nplurals=1; plural=0;"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "lazy_npgettext": ((1, "c"), 2, 3),
}

Key = tuple[str | None, str]


def catalogue_path(language: str) -> Path:
    """Return where a language's catalogue lies."""
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def extract() -> dict[Key, polib.POEntry]:
    """Return every message of the sources, without a translation, by context and msgid.

    Raises jinja2.TemplateSyntaxError when a template cannot be read.
    """
    with (ROOT / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)
    entries: dict[Key, polib.POEntry] = {}
    found = extract_from_dir(
        ROOT / "storefront",
        [(pattern.removeprefix("storefront/"), method) for pattern, method in methods],
        {pattern.removeprefix("storefront/"): value for pattern, value in options.items()},
        keywords=KEYWORDS,
        comment_tags=COMMENT_TAGS,
        strip_comment_tags=True,
    )
    for _file, _line, message, comments, context in found:
        entry = _entry(message, comments, context)
        known = entries.setdefault(key(entry), entry)
        if entry.msgid_plural and not known.msgid_plural:
            known.msgid_plural = entry.msgid_plural
    return entries


def read(language: str) -> polib.POFile:
    """Return a language's catalogue, empty where it does not exist yet."""
    path = catalogue_path(language)
    if path.exists():
        return polib.pofile(str(path), wrapwidth=WRAP_WIDTH)
    return polib.POFile(wrapwidth=WRAP_WIDTH)


def key(entry: polib.POEntry) -> Key:
    """Return what tells an entry from all others."""
    return entry.msgctxt, entry.msgid


def _entry(
    message: str | tuple[str, ...], comments: list[str], context: str | None
) -> polib.POEntry:
    singular, plural = message if isinstance(message, tuple) else (message, "")
    entry = polib.POEntry(
        msgid=singular, msgid_plural=plural, msgctxt=context, comment="\n".join(comments)
    )
    if "%(" in singular or "%(" in plural:
        entry.flags.append("python-format")
    return entry
