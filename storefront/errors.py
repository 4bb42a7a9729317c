"""Errors as pages in the visitor's language, with a way on."""

from __future__ import annotations

import logging
import time

from flask import Flask, Response, current_app, g, make_response, request
from flask.globals import request_ctx
from flask_babel import gettext as _
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnection
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    InternalServerError,
    SecurityError,
    ServiceUnavailable,
    TooManyRequests,
)

from storefront.database import db
from storefront.htmx import render
from storefront.i18n.bilingual import LANGUAGES
from storefront.limits import limiter

RETRY_SECONDS = 5
OURS_TO_MEND = (IntegrityError, ProgrammingError)
log = logging.getLogger(__name__)


def init_errors(app: Flask) -> None:
    """Answer every error with a page of the shop."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(DBAPIError, show_database_error)
    app.register_error_handler(NoConnection, show_database_error)
    app.register_error_handler(Exception, show_crash)


def show_error(error: HTTPException) -> Response:
    """Show what went wrong, in the language of the address."""
    code = error.code or 500
    if code < 400 or (error.code is None and error.response is not None):
        return make_response(error.get_response())
    _take_language_from_path()
    if isinstance(error, SecurityError):
        _stand_on_own_host()
    response = _page(code) if error.response is None else make_response(error.response)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after"):
            response.headers[name] = value
    if isinstance(error, TooManyRequests):
        response.headers["Retry-After"] = str(seconds_to_wait())
    return response


def show_database_error(error: DBAPIError | NoConnection) -> Response:
    """Tell a database that does not answer or cannot be written from a mistake of ours."""
    if isinstance(error, DataError):
        # A number or a character that no column can hold: it came with the request.
        log.warning("the database cannot hold a value of this request")
        db.session.rollback()
        return show_error(BadRequest())
    if isinstance(error, OURS_TO_MEND):
        return show_crash(error)
    log.error("the database did not answer: %s", getattr(error, "orig", error))
    _leave_database_alone()
    return show_error(ServiceUnavailable(retry_after=RETRY_SECONDS))


def show_crash(error: Exception) -> Response:
    """Log an unforeseen error and show a page without its details."""
    log.error("unforeseen error at %s", request.endpoint, exc_info=error)
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


def seconds_to_wait() -> int:
    """Return in how many seconds a visitor who tried too often may try again."""
    limit = limiter.current_limit
    return max(1, round(limit.reset_at - time.time())) if limit else RETRY_SECONDS


def _page(code: int) -> Response:
    """Draw an error's page, without asking the database where that fails."""
    title, advice = explanation(code)
    values = {"code": code, "title": title, "advice": advice}
    try:
        return render("errors/error.html", "main", status=code, **values)
    except (DBAPIError, NoConnection):
        _leave_database_alone()
        return render("errors/error.html", "main", status=code, **values)


def _leave_database_alone() -> None:
    """Let the error page be drawn without asking the database anything."""
    db.session.rollback()
    g.database_down = True


def _take_language_from_path() -> None:
    first = request.path.lstrip("/").partition("/")[0]
    if "language" not in g and first in LANGUAGES:
        g.language = first


def _stand_on_own_host() -> None:
    """Let a page be drawn for a request to a strange host, naming a host of the shop."""
    request.environ["HTTP_HOST"] = current_app.config["TRUSTED_HOSTS"][0].lstrip(".")
    request_ctx.url_adapter = current_app.create_url_adapter(request)
