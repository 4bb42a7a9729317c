"""Placing an order, the purchase page, lookup and cancellation."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("ordering", __name__)


@blueprint.get("/orders/lookup")
def lookup() -> str:
    """Find an order."""
    return ""
