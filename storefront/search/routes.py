"""Suggestions while typing."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("search", __name__)


@blueprint.get("/search/suggestions")
def suggestions() -> str:
    """Suggest while typing."""
    return ""
