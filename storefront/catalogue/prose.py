"""Showing longer texts: in paragraphs, or only how they begin."""

from __future__ import annotations

import re

from markupsafe import Markup

from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized_text

_EMPTY_LINE = re.compile(r"\n\s*\n")


def paragraphs(content: Bilingual) -> Markup:
    """Show a text in paragraphs, each marked with its language where it is the other one."""
    return Markup("\n").join(_in_tags(content, part) for part in _parts(content))


def beginning(content: Bilingual, words: int) -> Markup:
    """Show a text's first paragraphs, as many as it takes for so many words; a long one is cut."""
    shown: list[Markup] = []
    for part in _parts(content):
        each = part.split()
        end = "…" if len(each) > 2 * words else ""
        kept = " ".join(each[:words]).rstrip(" ,;:–-") if end else part
        shown.append(_in_tags(content, kept + end))
        words -= len(each)
        if words <= 0:
            break
    return Markup("\n").join(shown)


def _parts(content: Bilingual) -> list[str]:
    return [part for part in _EMPTY_LINE.split(localized_text(content)) if part.strip()]


def _in_tags(content: Bilingual, part: str) -> Markup:
    language = current_language()
    shown = content.language_shown(language)
    opening_tag = Markup("<p>") if shown == language else Markup('<p lang="{}">').format(shown)
    return opening_tag + part + Markup("</p>")


def opening(content: Bilingual, longest: int) -> str:
    """Return how a text begins: the whole sentences that fit, or else the whole words."""
    text = " ".join(localized_text(content).split())
    sentences = re.match(rf".{{1,{longest - 1}}}[.!?…](?=\s|$)", text)
    if sentences:
        return sentences[0]
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(" ,;:–-") + "…"
