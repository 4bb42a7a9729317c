"""Whole page or one named block: the one place that answers HTMX."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, make_response, render_template, request
from htmx_flask import Htmx
from jinja2_fragments.flask import render_block

VARY = ("HX-Request", "HX-Request-Type")

# Gives `request.htmx`; htmx 4's own headers, which it does not know, are read below.
htmx = Htmx()


def init_htmx(app: Flask) -> None:
    """Give templates and routes `request.htmx`."""
    htmx.init_app(app)


def wants_fragment() -> bool:
    """Tell whether htmx asks for a part of a page.

    Only `HX-Request-Type: partial` is safe: going back in history sends `HX-Request-Type:
    full` without `HX-Request`, and must get the whole page.
    """
    return request.headers.get("HX-Request-Type") == "partial"


def render(template: str, *blocks: str, status: int = 200, **context: Any) -> Response:
    """Answer a whole page, or the named blocks of it, joined, when htmx asks for a part."""
    if blocks and wants_fragment():
        body = "".join(render_block(template, block, **context) for block in blocks)
    else:
        body = render_template(template, **context)
    response = make_response(body, status)
    response.vary.update(VARY)
    return response
