"""Who may keep a page, and for how long."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, Response, current_app, g, request

ALWAYS_ASK_AGAIN = "public, no-cache"
A_SECOND_OLD = "public, max-age=1"
PRIVATE = "private, no-cache"

P = ParamSpec("P")


def shared(policy: str) -> Callable[[Callable[P, Response]], Callable[P, Response]]:
    """Let shared caches keep a page, unless the visitor brings a cookie."""

    def decorate(view: Callable[P, Response]) -> Callable[P, Response]:
        @wraps(view)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> Response:
            g.cache_policy = policy
            return view(*args, **kwargs)

        return wrapper

    return decorate


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
