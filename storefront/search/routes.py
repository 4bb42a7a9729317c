"""Suggestions while typing, and how found words are marked."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, Response, make_response, redirect, request, url_for
from markupsafe import Markup, escape

from storefront.caching import A_SECOND_OLD, shared
from storefront.catalogue.conditions import Standing
from storefront.htmx import VARY, render, wants_fragment
from storefront.i18n.bilingual import Bilingual
from storefront.i18n.languages import current_language, localized
from storefront.search.matching import LONGEST_QUERY
from storefront.search.services import Suggestions, suggest
from storefront.text import clean_line, highlight_spans

SHORTEST = 2
KEPT_TEXTS = 2048

blueprint = Blueprint("search", __name__)


@blueprint.app_template_global()
def typed_words() -> str:
    """Return what this page's address says was searched for."""
    return clean_line(request.args.get("q", "")[:LONGEST_QUERY])


@blueprint.app_template_filter()
def found(content: Bilingual, words: str) -> str | Markup:
    """Show content in the page's language, the words that were found marked."""
    if not words:
        return localized(content)
    language = current_language()
    text, shown = content.in_locale(language), content.language_shown(language)
    marked = _marked(text, words)
    return (
        marked if shown == language else Markup('<span lang="{}">{}</span>').format(shown, marked)
    )


@lru_cache(KEPT_TEXTS)
def _marked(text: str, words: str) -> Markup:
    return Markup().join(
        Markup("<mark>{}</mark>").format(piece) if is_found else escape(piece)
        for piece, is_found in highlight_spans(text, words)
    )


@blueprint.get("/search/suggestions")
@shared(A_SECOND_OLD)
def suggestions() -> Response:
    """Suggest a few things while somebody types; without htmx go to the list."""
    words = typed_words()
    if wants_fragment():
        found = suggest(words, Standing.now()) if len(words) >= SHORTEST else Suggestions()
        return render("search/suggestions.html", "suggestions", found=found)
    address = url_for("catalogue.product_list", q=words or None)
    response = make_response(redirect(address, 303))
    response.vary.update(VARY)
    return response
