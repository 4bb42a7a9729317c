"""The style page: only in development, on the developer's own machine."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app

from storefront.config import Settings
from storefront.htmx import render
from storefront.market.services import in_demo_mode
from storefront.styleguide.desk_specimens import DESK_SPECIMENS
from storefront.styleguide.samples import samples
from storefront.styleguide.specimens import SPECIMENS, Specimen, views
from storefront.styleguide.themes import theme_style

SLIP_PAPER = "print-a5.css"  # a slip is as wide as its paper

blueprint = Blueprint("styleguide", __name__)


@blueprint.get("/style")
def show() -> Response:
    """Show every component in both themes and both languages."""
    return _shown(SPECIMENS)


@blueprint.get("/style/desk")
def desk() -> Response:
    """Show every component of the desk."""
    return _shown(DESK_SPECIMENS)


def _shown(specimens: tuple[Specimen, ...]) -> Response:
    _only_in_development()
    with samples() as found:
        shown = {s: list(views(s, found)) for s in specimens} if found else {}
        return render("styleguide/show.html", shown=shown, sheets=_sheets())


@blueprint.get("/style/themes.css")
def themes() -> Response:
    """Show the style that forces a theme on a part of a page."""
    _only_in_development()
    return Response(theme_style(), mimetype="text/css")


def _only_in_development() -> None:
    settings: Settings = current_app.extensions["settings"]
    if not (settings.loopback and not settings.https and in_demo_mode()):
        abort(404)


def _sheets() -> list[str]:
    """Return the names of all stylesheets for screens, the one of every page first."""
    names = [name for name in current_app.extensions["assets"].by_name if name.endswith(".css")]
    screens = {name for name in names if not name.startswith("print") or name == SLIP_PAPER}
    return sorted(screens, key=lambda name: (name != "site.css", name))
