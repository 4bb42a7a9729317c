"""The first screen of the organiser's desk: the showcases."""

from __future__ import annotations

from flask import Response

from storefront.htmx import render
from storefront.organise.desk import blueprint, me
from storefront.showcase.queries import own_showcases


@blueprint.get("/")
def showcases() -> Response:
    """Show the organiser's showcases."""
    return render("organise/showcases.html", showcases=own_showcases(me()))
