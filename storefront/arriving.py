"""What a visitor sends comes in before the database is asked, however slow the line is.

A transaction that may write holds SQLite's only lock: begun first, it would make everybody wait
for the rest of one phone's form.
"""

from __future__ import annotations

from flask import Flask, request

from storefront.database import SAFE_METHODS, db

LONGEST_BODY = 256 * 1024


def init_arriving(app: Flask) -> None:
    """Read every form of common size before anything else is done about it."""

    @app.before_request
    def let_form_in() -> None:
        if request.method in SAFE_METHODS or request.url_rule is None:
            return
        if (request.content_length or 0) <= LONGEST_BODY:
            request.get_data()


def let_in(longest_body: int, longest_fields: int | None = None) -> None:
    """Read a larger form than others may be, its limits in bytes.

    What the route has asked the database is forgotten. Raises RequestEntityTooLarge.
    """
    request.max_content_length = longest_body
    if longest_fields is not None:
        request.max_form_memory_size = longest_fields
    db.session.rollback()
    _ = request.form
