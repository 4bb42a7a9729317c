"""Health, readiness, metrics, site map and robots."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, url_for
from sqlalchemy import text

from storefront.database import db
from storefront.i18n.languages import preferred_language

blueprint = Blueprint("machines", __name__)


@blueprint.get("/")
def front() -> Response:
    """Send a visitor on to the front page in their language."""
    response = make_response(redirect(url_for("catalogue.home", language=preferred_language())))
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/healthz")
def healthy() -> Response:
    """Answer 200 only when the database can be written."""
    db.session.execute(text("SELECT 1"))
    return Response("ok\n", mimetype="text/plain")
