"""A test client that refuses unsound HTML in every answer."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TAG = re.compile(r"(<[^>]*>)")
# Letters and digits that are no part of a character reference; neither a tag nor a blank.
WORD = re.compile(r"(?<![&#\w])\w+")
# Values that a parser keeps without a look, as long as nothing in them is special.
PLAIN_VALUE = re.compile(
    r" (action|aria-[a-z]+|content|d|datetime|for|height|href|id|src|srcset|value|width)"
    r'="[\w ./:?=#%,+()-]*"'
)
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


_found_sound: set[bytes] = set()


def check_html(text: str) -> None:
    """Raise AssertionError when a page or fragment is not sound HTML."""
    shape = hashlib.sha256(shape_of(text).encode()).digest()
    if shape not in _found_sound:
        _parse(text)
        _found_sound.add(shape)


def shape_of(text: str) -> str:
    """Return what decides whether HTML is sound; two pages of one shape are parsed once.

    Each plain word becomes "x", and so do plain values of attributes whose values parsers only
    hand on: all tags, names, blanks, references and special characters stay.
    """
    parts = TAG.split(text)
    tags = parts[1::2]
    if any(tag.count('"') % 2 or tag.count("'") % 2 for tag in tags):
        return text  # a ">" in a value: what looks like a tag is none
    parts[0::2] = [WORD.sub("x", words) for words in parts[0::2]]
    parts[1::2] = [PLAIN_VALUE.sub(r' \1="x"', tag) for tag in tags]
    return "".join(parts)


def _parse(text: str) -> None:
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
