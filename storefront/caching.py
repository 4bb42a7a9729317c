"""Who may keep a page, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec

import brotli
from flask import Flask, Response, current_app, g, request

from storefront.remembering import memory_of_pages

ALWAYS_ASK_AGAIN = "public, no-cache"
A_SECOND_OLD = "public, max-age=1"
PRIVATE = "private, no-cache"
FOREVER = "public, max-age=31536000, immutable"

KEPT_COMPRESSED = 512
SMALLEST_COMPRESSED = 300
COMPRESSED_ALREADY = ("image/png", "image/jpeg", "image/webp", "image/avif")

P = ParamSpec("P")


def shared(policy: str) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Let shared caches keep a page, unless the visitor brings a cookie.

    What may be a second old is remembered for a second by the shop itself.
    """

    def decorate(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> Response:
            g.cache_policy = policy
            memory = memory_of_pages() if policy == A_SECOND_OLD else None
            remembered = memory.recall() if memory else None
            if remembered is not None:
                return remembered
            answer = view(*args, **kwargs)
            if memory:
                memory.keep(answer)
            return answer

        return wrapper

    return decorate


def kept_forever(body: bytes, content_type: str) -> Response:
    """Answer a file whose address changes with its content, as small as it can be sent."""
    response = smallest(body, content_type)
    response.headers["Cache-Control"] = FOREVER
    return response


def smallest(body: bytes, content_type: str) -> Response:
    """Answer something that is sent often and seldom changes, as small as it can be sent."""
    squeezed = None
    if content_type not in COMPRESSED_ALREADY and len(body) >= SMALLEST_COMPRESSED:
        squeezed = _squeezed(body)
    response = Response(body, content_type=content_type)
    response.add_etag()
    if squeezed is not None:
        response.vary.add("Accept-Encoding")
        if request.accept_encodings["br"]:
            response.set_data(squeezed)
            response.headers["Content-Encoding"] = "br"
            response.add_etag(overwrite=True)
    response.make_conditional(request)
    return response


@lru_cache(KEPT_COMPRESSED)
def _squeezed(body: bytes) -> bytes:
    """Compress once, with the most patience: the file is sent many times."""
    return brotli.compress(body, mode=brotli.MODE_TEXT, quality=11)


def init_caching(app: Flask) -> None:
    """Set Cache-Control and ETag on every page that has none yet."""
    app.after_request(_set_policy)


def _set_policy(response: Response) -> Response:
    if "Cache-Control" in response.headers:
        return response
    policy = g.get("cache_policy")
    sets_cookie = "Set-Cookie" in response.headers
    if policy is None or response.status_code != 200 or sets_cookie or _brings_session():
        policy = PRIVATE
    response.headers["Cache-Control"] = policy
    response.vary.add("Cookie")
    if request.method in ("GET", "HEAD") and response.status_code == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


def _brings_session() -> bool:
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies
