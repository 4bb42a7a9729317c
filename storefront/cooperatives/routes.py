"""Districts and makers."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("cooperatives", __name__)


@blueprint.get("/districts")
def districts() -> str:
    """List the districts."""
    return ""
