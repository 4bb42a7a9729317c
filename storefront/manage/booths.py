"""The cooperative's booths at showcases: invitations, and what it brings."""

from __future__ import annotations

from flask import Response, abort

from storefront.htmx import render
from storefront.manage.desk import blueprint, my_shop
from storefront.showcase.models import Booth
from storefront.showcase.queries import booths_of, own_booth


@blueprint.get("/booths")
def booths() -> Response:
    """Show the showcases that the shop is invited to or stands at."""
    return render("manage/booths/booths.html", booths=booths_of(my_shop()))


@blueprint.get("/booths/<int:booth_id>")
def booth(booth_id: int) -> Response:
    """Show one booth, and the way to all that is done for it."""
    return render("manage/booths/booth.html", booth=my_booth(booth_id))


def my_booth(booth_id: int) -> Booth:
    """Return one of the shop's own booths, or answer 404."""
    return own_booth(my_shop(), booth_id) or abort(404)
