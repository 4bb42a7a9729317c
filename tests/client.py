"""A test client that refuses unsound HTML in every answer."""

from __future__ import annotations

import re
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class ShopClient(FlaskClient):
    """Check each HTML answer and help with forms."""

    application: Flask

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; raise AssertionError when the answer is not sound HTML."""
        kwargs.setdefault("buffered", True)  # streamed answers are read and closed, as by a server
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data:
            check_html(response.get_data(as_text=True))
        return response

    def token_from(self, address: str) -> str:
        """Return the CSRF token of the form on a page."""
        found = TOKEN.search(self.get(address).get_data(as_text=True))
        assert found, f"no form with a token on {address}"
        return found[1]


def check_html(text: str) -> None:
    """Raise AssertionError when a page or fragment is not sound HTML."""
    parser = html5lib.HTMLParser(strict=False)
    if text.lstrip().lower().startswith("<!doctype"):
        parser.parse(text)
    else:
        parser.parseFragment(text)
    errors = parser.errors
    assert not errors, f"unsound HTML: {errors[:5]}\n{_around(text, errors)}"


def _around(text: str, errors: list[Any]) -> str:
    lines = text.splitlines()
    line = errors[0][0][0] if errors else 1
    return "\n".join(lines[max(0, line - 2) : line + 1])
