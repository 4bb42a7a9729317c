"""Showcases as visitors see them."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from storefront import clock
from storefront.htmx import render
from storefront.showcase.queries import booth_at, public_showcase, public_showcases

blueprint = Blueprint("showcase", __name__, url_prefix="/showcases")


@blueprint.get("")
def showcases() -> Response:
    """Show all showcases: on now, to come, and over."""
    return render("showcase/showcases.html", showcases=public_showcases(), now=clock.now())


@blueprint.get("/<slug>")
def showcase(slug: str) -> Response:
    """Show one showcase: programme, floor plan, booths; afterwards its record."""
    found = public_showcase(slug) or abort(404)
    return render("showcase/showcase.html", showcase=found, now=clock.now())


@blueprint.get("/<slug>/booths/<booth>")
def booth(slug: str, booth: str) -> Response:
    """Show one booth with its goods."""
    found = public_showcase(slug) or abort(404)
    stand = booth_at(found, booth) or abort(404)
    return render("showcase/booth.html", showcase=found, booth=stand, now=clock.now())
