"""Errors as pages in the visitor's language, with a way on."""

from __future__ import annotations

import logging

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable

from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES

RETRY_SECONDS = 5
log = logging.getLogger(__name__)


def init_errors(app: Flask) -> None:
    """Answer every error with a page of the shop."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(OperationalError, show_unwritable)
    app.register_error_handler(Exception, show_crash)


def show_error(error: HTTPException) -> Response:
    """Show what went wrong, in the language of the address."""
    if error.response is not None and error.code is None:
        return make_response(error.response)
    code = error.code or 500
    if code < 400:  # noqa: PLR2004
        return make_response(error.get_response())
    _take_language_from_path()
    title, advice = explanation(code)
    page = render_template("errors/error.html", code=code, title=title, advice=advice)
    response = make_response(page, code)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    return response


def show_unwritable(error: OperationalError) -> Response:
    """Say that nothing can be stored just now, and when to come back."""
    log.error("the database did not answer: %s", error.orig)
    _leave_database_alone()
    return show_error(ServiceUnavailable(retry_after=RETRY_SECONDS))


def show_crash(error: Exception) -> Response:
    """Log an unforeseen error and show a page without its details."""
    log.exception("unforeseen error at %s", request.endpoint)
    _leave_database_alone()
    return show_error(InternalServerError())


def explanation(code: int) -> tuple[str, str]:
    """Return an error's title and what the visitor can do about it."""
    return {
        400: (_("We could not read that request"), _("Go back, reload the page and try again.")),
        403: (_("This is not open to you"), _("Start again from the shop's own pages.")),
        404: (_("There is no such page"), _("Look for it by name, or start from the districts.")),
        405: (_("That does not work here"), _("Start again from the shop's own pages.")),
        409: (_("Something changed meanwhile"), _("Look at your cart again before you order.")),
        410: (_("This is no longer sold"), _("See what else the maker or the district offers.")),
        413: (_("That was too much at once"), _("Shorten what you typed and send it again.")),
        429: (_("Too many tries"), _("Wait a few minutes, then try again.")),
        503: (
            _("The shop cannot store anything just now"),
            _("Your cart is kept. Try again in a moment."),
        ),
    }.get(
        code,
        (_("Something went wrong on our side"), _("It has been noted. Try again in a moment.")),
    )


def _leave_database_alone() -> None:
    """Let the error page be drawn without asking the database anything."""
    db.session.rollback()
    g.database_down = True


def _take_language_from_path() -> None:
    first = request.path.lstrip("/").partition("/")[0]
    if "language" not in g and first in LANGUAGES:
        g.language = first
