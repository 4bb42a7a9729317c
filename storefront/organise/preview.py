"""A showcase as visitors will see it: the public templates, shown to its organiser alone."""

from __future__ import annotations

from flask import Response, abort, url_for

from storefront import clock
from storefront.htmx import render
from storefront.organise.booths import my_booth
from storefront.organise.desk import blueprint, my_showcase
from storefront.showcase.models import LEFT
from storefront.showcase.showing import absent_page, booth_page, showcase_page
from storefront.templating import public_url


@blueprint.get("/<int:showcase_id>/preview")
def preview(showcase_id: int) -> Response:
    """Show the showcase's page as visitors will see it."""
    showcase = my_showcase(showcase_id)
    address = url_for("showcase.showcase", slug=showcase.slug)
    return render(
        "organise/preview.html",
        previewed="showcase/showcase.html",
        preview=True,
        back=url_for("organise.showcase", showcase_id=showcase.id),
        canonical_url=lambda: public_url(address),
        **showcase_page(showcase, clock.now()),
    )


@blueprint.get("/<int:showcase_id>/preview/booths/<int:booth_id>")
def preview_booth(showcase_id: int, booth_id: int) -> Response:
    """Show a booth's page as visitors will see it; before anybody accepted there is none."""
    showcase = my_showcase(showcase_id)
    booth = my_booth(showcase, booth_id)
    if not (booth.is_taken or booth.state == LEFT):
        abort(404)
    address = url_for("showcase.booth", slug=showcase.slug, booth=booth.slug)
    make, template = (
        (booth_page, "showcase/booth.html")
        if booth.is_taken
        else (absent_page, "showcase/absent.html")
    )
    return render(
        "organise/preview.html",
        previewed=template,
        preview=True,
        back=url_for("organise.booth", showcase_id=showcase.id, booth_id=booth.id),
        canonical_url=lambda: public_url(address),
        **make(showcase, booth, clock.now()),
    )
