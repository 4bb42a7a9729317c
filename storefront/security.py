"""Headers that every answer carries, and requests that are refused at the door."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request
from werkzeug.middleware.proxy_fix import ProxyFix

from storefront.config import Settings
from storefront.database import SAFE_METHODS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# Files that pages are made of do nothing by themselves, and phones pay for every byte of a header.
POLICY_OF_FILES = "default-src 'none'; frame-ancestors 'none'"
YEAR_SECONDS = 365 * 24 * 3600


def init_security(app: Flask, settings: Settings) -> None:
    """Refuse cross-site changes and send the security headers."""

    @app.before_request
    def refuse_cross_site_changes() -> None:
        if request.method not in SAFE_METHODS and _comes_from_elsewhere(settings):
            abort(403)

    @app.after_request
    def send_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("X-Content-Type-Options", "nosniff")
        if response.cache_control.immutable:
            headers.setdefault("Content-Security-Policy", POLICY_OF_FILES)
            return response
        headers.setdefault("Content-Security-Policy", POLICY)
        headers.setdefault("X-Frame-Options", "DENY")
        # The purchase page's address is a secret: no other site may learn it.
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if settings.https:
            headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_SECONDS}")
        return response


def init_proxies(app: Flask, settings: Settings) -> None:
    """Know the visitor's address behind proxies, and make every address that the app gives https.

    The proxy that speaks https may not say so; `BASE_URL` does.
    """
    inner: WSGIApplication = app.wsgi_app
    if settings.proxy_hops:
        hops = settings.proxy_hops
        inner = ProxyFix(inner, hops, hops, hops, hops)
    if settings.https:
        inner = _over_https(inner)
    app.wsgi_app = inner  # type: ignore[method-assign,assignment]


def _over_https(app: WSGIApplication) -> WSGIApplication:
    def wrapper(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["wsgi.url_scheme"] = "https"
        return app(environ, start_response)

    return wrapper


def _comes_from_elsewhere(settings: Settings) -> bool:
    """Tell whether the browser says that another site sent this request.

    A browser always says so, by `Sec-Fetch-Site` or `Origin`; programs that say nothing pass.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    own = {request.host}
    if settings.base_url:
        own.add(urlsplit(settings.base_url).netloc)
    try:
        return urlsplit(origin).netloc not in own
    except ValueError:  # no address at all
        return True
