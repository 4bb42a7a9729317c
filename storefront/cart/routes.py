"""The cart's pages and forms."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("cart", __name__)


@blueprint.app_template_global()
def cart_count() -> int:
    """Return how many packs are in the visitor's cart."""
    return 0


@blueprint.get("/cart")
def show() -> str:
    """Show the cart."""
    return ""
