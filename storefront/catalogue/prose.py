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
    language = current_language()
    shown = content.language_shown(language)
    opening_tag = Markup("<p>") if shown == language else Markup('<p lang="{}">').format(shown)
    parts = [part for part in _EMPTY_LINE.split(content.in_locale(language)) if part.strip()]
    return Markup("\n").join(opening_tag + part + Markup("</p>") for part in parts)


def opening(content: Bilingual, longest: int) -> str:
    """Return how a text begins: its first sentence, or as many whole words as fit."""
    text = " ".join(localized_text(content).split())
    sentence = _FIRST_SENTENCE.match(text)
    if sentence and len(sentence[0]) <= longest:
        return sentence[0]
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(" ,;:–-") + "…"
