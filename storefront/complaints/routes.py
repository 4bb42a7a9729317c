"""The complaint form."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("complaints", __name__)


@blueprint.get("/complaints")
def complain() -> str:
    """Show the form."""
    return ""
