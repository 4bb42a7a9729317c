"""Which language a page speaks, and its address in the other one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, request, url_for
from flask_babel import Babel, force_locale
from markupsafe import Markup, escape
from werkzeug.urls import iri_to_uri

from storefront.clock import MARKET_ZONE
from storefront.config import Settings
from storefront.database import SAFE_METHODS
from storefront.i18n.bilingual import FALLBACK, LANGUAGES, Bilingual
from storefront.i18n.translations import compiled_translations

LANGUAGE_COOKIE = "language"
COOKIE_SECONDS = 365 * 24 * 3600
PREFIX = f"/<any({', '.join(LANGUAGES)}):language>"

babel = Babel()


def init_languages(app: Flask) -> None:
    """Let pages under /vi and /en speak their language, and links stay in it."""
    babel.init_app(
        app,
        default_locale=FALLBACK,
        default_timezone=str(MARKET_ZONE),
        default_translation_directories=str(compiled_translations()),
        locale_selector=current_language,
    )
    app.url_value_preprocessor(_take_language)
    app.url_defaults(_keep_language)
    app.after_request(_remember_switch)
    app.add_template_filter(localized)
    app.add_template_filter(localized_text)
    app.jinja_env.globals["LANGUAGES"] = LANGUAGES
    app.add_template_global(current_language)
    app.add_template_global(address_in)


def current_language() -> str:
    """Return the language of this page: its address decides, then the visitor's habits."""
    return g.get("language") or preferred_language()


def preferred_language() -> str:
    """Return what the visitor prefers: by cookie, then Accept-Language, then Vietnamese."""
    if not request:
        return FALLBACK
    chosen = request.cookies.get(_cookie_name())
    if chosen in LANGUAGES:
        return chosen
    spoken = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return next((language for language in spoken if language in LANGUAGES), FALLBACK)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let whatever is rendered meanwhile speak a language, whatever the page's address says."""
    before = g.get("language")
    g.language = language
    try:
        with force_locale(language):
            yield
    finally:
        g.language = before


def address_in(language: str) -> str:
    """Return the address of this page in a language, with its query.

    What was sent by a form has no address of its own: then it is that of the page which the
    view names in `g.page_endpoint`, or else the nearest page above.
    """
    named = g.get("page_endpoint")
    if named:
        return url_for(named, language=language)
    endpoint, values = request.endpoint, dict(request.view_args or {})
    if endpoint is None or not _speaks(endpoint):
        return url_for("catalogue.home", language=language)
    address = url_for(endpoint, **values, language=language)
    if request.method not in SAFE_METHODS:
        return _nearest_page(address, language)
    # Never through url_for, which gives names such as `_scheme` and `endpoint` a meaning.
    query = urlencode(list(request.args.items(multi=True)))
    return f"{address}?{query}" if query else address


def _nearest_page(path: str, language: str) -> str:
    pages = current_app.url_map.bind(request.host)
    while path.count("/") > 1:
        if pages.test(path, "GET"):
            return path
        path = path.rpartition("/")[0]
    return url_for("catalogue.home", language=language)


def localized(content: Bilingual) -> str | Markup:
    """Show content in the page's language, marked where only the other one exists."""
    language = current_language()
    text, shown = content.in_locale(language), content.language_shown(language)
    if shown == language or not text:
        return text
    return Markup('<span lang="{}">{}</span>').format(shown, escape(text))


def localized_text(content: Bilingual) -> str:
    """Give content in the page's language as bare text, for attributes."""
    return content.in_locale(current_language())


def _take_language(_endpoint: str | None, values: dict[str, Any] | None) -> None:
    if values and "language" in values:
        g.language = values.pop("language")


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    if "language" not in values and _speaks(endpoint):
        values["language"] = current_language()


def _speaks(endpoint: str) -> bool:
    return current_app.url_map.is_endpoint_expecting(endpoint, "language")


def _remember_switch(response: Response) -> Response:
    """Remember the language when the visitor came from the same page in the other one."""
    language = g.get("language")
    came_from = request.headers.get("Referer", "")
    prefix = iri_to_uri(request.host_url)
    if not language or not came_from.startswith(prefix):
        return response
    before = came_from.removeprefix(prefix).partition("/")[0]
    if before in LANGUAGES and before != language:
        response.set_cookie(
            _cookie_name(),
            language,
            max_age=COOKIE_SECONDS,
            samesite="Lax",
            secure=_https(),
            httponly=True,
        )
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _cookie_name() -> str:
    return f"__Host-{LANGUAGE_COOKIE}" if _https() else LANGUAGE_COOKIE


def _https() -> bool:
    settings: Settings = current_app.extensions["settings"]
    return settings.https
