"""Home, the list of goods, and product pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the market's front page."""
    return "home"


@blueprint.get("/products")
def product_list() -> str:
    """List goods."""
    return ""
