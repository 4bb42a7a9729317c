"""Showing longer texts: in paragraphs, or only how they begin."""

from __future__ import annotations

import re

from markupsafe import Markup

from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized_text

_EMPTY_LINE = re.compile(r"\n\s*\n")
_FIRST_SENTENCE = re.compile(r".+?[.!?…](?=\s|$)", re.DOTALL)


def paragraphs(content: Bilingual) -> Markup:
    """Show a text in paragraphs, each marked with its language where it is the other one."""
    return Markup("\n").join(_in_tags(content, part) for part in _parts(content))


def first_paragraph(content: Bilingual, most_words: int) -> Markup:
    """Show a text's first paragraph, cut after so many words."""
    words = next(iter(_parts(content)), "").split()
    end = "…" if words[most_words:] else ""
    return _in_tags(content, " ".join(words[:most_words]).rstrip(" ,;:–-" if end else "") + end)


def _parts(content: Bilingual) -> list[str]:
    return [part for part in _EMPTY_LINE.split(localized_text(content)) if part.strip()]


def _in_tags(content: Bilingual, part: str) -> Markup:
    language = current_language()
    shown = content.language_shown(language)
    opening_tag = Markup("<p>") if shown == language else Markup('<p lang="{}">').format(shown)
    return opening_tag + part + Markup("</p>")


def opening(content: Bilingual, longest: int) -> str:
    """Return how a text begins: its first sentence, or as many whole words as fit."""
    text = " ".join(localized_text(content).split())
    sentence = _FIRST_SENTENCE.match(text)
    if sentence and len(sentence[0]) <= longest:
        return sentence[0]
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(" ,;:–-") + "…"
