"""The receipt of a sale at a booth, for whoever knows its address."""

from __future__ import annotations

from flask import Blueprint, Response

from storefront.booth_sales.services import sale_by_key
from storefront.htmx import render

NOT_YET = 404
NEVER_KEPT = "private, no-store"

blueprint = Blueprint("receipts", __name__, url_prefix="/receipts")


@blueprint.get("/<token>")
def receipt(token: str) -> Response:
    """Show what was bought; until the seller's phone has told it, say that it is on its way."""
    sale = sale_by_key(token)
    response = (
        render("booth_sales/receipt.html", sale=sale)
        if sale
        else render("booth_sales/on_its_way.html", status=NOT_YET)
    )
    response.headers["Cache-Control"] = NEVER_KEPT
    return response
