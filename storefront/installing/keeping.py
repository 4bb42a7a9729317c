"""Which pages a phone may keep to read without a network: the server says so, page by page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Response, g
from flask_login import current_user

from storefront.htmx import wants_fragment

# The service worker keeps what carries this header and nothing else.
HEADER = "Kept-Offline"
PUBLIC = "pages"
PRIVATE = "private"

P = ParamSpec("P")


def kept_on_device(view: Callable[P, Response]) -> Callable[P, Response]:
    """Let the visitor's own device keep a page that is theirs alone; signing out forgets it."""

    @wraps(view)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> Response:
        g.kept_on_device = True
        return view(*args, **kwargs)

    return wrapper


def mark_kept(response: Response) -> Response:
    """Mark a whole page that a device may keep."""
    whole_page = response.status_code == 200 and response.mimetype == "text/html"
    if whole_page and not wants_fragment():
        kind = _kind()
        if kind:
            response.headers[HEADER] = kind
    return response


def _kind() -> str | None:
    """Tell what is everybody's from what is one visitor's, signed in or not."""
    if g.get("kept_on_device"):
        return PRIVATE
    if g.get("cache_policy") is None:
        return None
    return PRIVATE if current_user.is_authenticated else PUBLIC
