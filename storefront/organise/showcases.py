"""The organiser's showcases, and the way to all that one of them needs."""

from __future__ import annotations

from flask import Response

from storefront.htmx import render
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.showcase.queries import own_showcases


@blueprint.get("/")
def showcases() -> Response:
    """Show the organiser's showcases."""
    return render("organise/showcases.html", showcases=own_showcases(me()))


@blueprint.get("/<int:showcase_id>")
def showcase(showcase_id: int) -> Response:
    """Show one showcase: where it stands, and what there is to do."""
    return render("organise/showcase.html", showcase=my_showcase(showcase_id))
