"""The first screen of the desk: what to do now."""

from __future__ import annotations

from flask import Response

from storefront.htmx import render
from storefront.manage.desk import blueprint, my_shop


@blueprint.get("/")
def today() -> Response:
    """Show what to do now."""
    return render("manage/today.html", shop=my_shop())
