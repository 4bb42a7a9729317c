"""Health, readiness, metrics, site map and robots."""

from __future__ import annotations

from collections.abc import Iterator

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    stream_with_context,
    url_for,
)
from flask.blueprints import BlueprintSetupState

from storefront.config import Settings
from storefront.i18n.bilingual import LANGUAGES
from storefront.i18n.languages import preferred_language
from storefront.machines import sitemap
from storefront.machines.health import NotWritable, faults, prove_writable
from storefront.machines.shared_counts import share_counts
from storefront.templating import absolute_url

RETRY_SECONDS = 5
NEVER_KEPT = "no-store"
AN_HOUR = "public, max-age=3600"
# The last two: suggestions while typing, and lists narrowed by more than one filter, of which
# there are more than any robot should fetch.
NOT_FOR_ROBOTS = ("cart", "checkout", "orders", "login", "account", "search", "products?*&")

blueprint = Blueprint("machines", __name__)


@blueprint.record_once
def count_requests(state: BlueprintSetupState) -> None:
    """Start counting the app's requests, together with its other workers where it has some."""
    share_counts(state.app.extensions["settings"])
    from storefront.machines.metrics import count  # noqa: PLC0415

    state.app.after_request(count)


@blueprint.get("/")
def front() -> Response:
    """Send a visitor on to the front page in their language."""
    response = make_response(redirect(url_for("catalogue.home", language=preferred_language())))
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Send browsers that look for an icon here on to it."""
    name = current_app.extensions["assets"].by_name["icon.svg"].served_name
    response = make_response(redirect(url_for("assets.serve", name=name)))
    response.headers["Cache-Control"] = AN_HOUR
    return response


@blueprint.get("/healthz")
def healthy() -> Response:
    """Answer 200 only when the database can be written."""
    try:
        prove_writable(current_app)
    except (NotWritable, OSError) as error:
        return _told([f"database: {error}"])
    return _told([])


@blueprint.get("/readyz")
def ready() -> Response:
    """Answer 200 only when everything that the shop needs works, else say what does not."""
    return _told(faults(current_app))


@blueprint.get("/metrics")
def metrics() -> Response:
    """Show the shop's numbers to Prometheus."""
    from prometheus_client import CONTENT_TYPE_LATEST  # noqa: PLC0415

    from storefront.machines.metrics import exposition  # noqa: PLC0415

    return _unkept(Response(exposition(), content_type=CONTENT_TYPE_LATEST))


@blueprint.get("/sitemap.xml")
def site_map() -> Response:
    """List every public page, or the parts of that list."""
    return _xml(sitemap.site_map())


@blueprint.get("/sitemap-<name>-<int:number>.xml")
def site_map_part(name: str, number: int) -> Response:
    """List one part of the public pages."""
    lines = sitemap.site_map_part(name, number)
    if lines is None:
        abort(404)
    return _xml(lines)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Tell robots where the site map is, and what is no business of theirs."""
    settings: Settings = current_app.extensions["settings"]
    closed = [f"Disallow: /{language}/{part}" for language in LANGUAGES for part in NOT_FOR_ROBOTS]
    address = absolute_url(settings, url_for("machines.site_map"))
    lines = ["User-agent: *", *closed, "", f"Sitemap: {address}"]
    response = _text(lines)
    response.headers["Cache-Control"] = AN_HOUR
    return response


def _told(complaints: list[str]) -> Response:
    """Answer "ok", or what is wrong with status 503."""
    response = _unkept(_text(complaints or ["ok"]))
    if complaints:
        response.status_code = 503
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def _text(lines: list[str]) -> Response:
    return Response("\n".join([*lines, ""]), mimetype="text/plain")


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = NEVER_KEPT
    return response


def _xml(lines: Iterator[str]) -> Response:
    response = Response(stream_with_context(lines), mimetype="application/xml")
    response.headers["Cache-Control"] = AN_HOUR
    return response
