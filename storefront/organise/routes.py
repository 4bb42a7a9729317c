"""All screens of the organiser's desk on one blueprint."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import lazy_gettext as _

from storefront.organise import (
    booths,
    facts,
    floor,
    invitations,
    leads,
    log,
    picture,
    preview,
    programme,
    publishing,
    report,
    showcases,
    signs,
)
from storefront.organise.desk import blueprint
from storefront.showcase.models import Showcase

__all__ = [
    "blueprint",
    "booths",
    "facts",
    "floor",
    "invitations",
    "leads",
    "log",
    "picture",
    "preview",
    "programme",
    "publishing",
    "report",
    "showcases",
    "signs",
]

LINKS = (
    ("organise.showcase", _("Overview")),
    ("organise.programme", _("Programme")),
    ("organise.booths", _("Booths")),
    ("organise.floor", _("Floor plan")),
)
WITHOUT_SHOWCASE = (
    ("organise.showcases", _("My showcases")),
    ("organise.new_showcase", _("New showcase")),
    ("accounts.account", _("My account")),
)


@blueprint.app_template_global()
def organise_links(showcase: Showcase | None) -> list[tuple[str, object, bool]]:
    """Return the main screens with address, name, and whether this page belongs to one."""
    if showcase is None:
        links = [(url_for(endpoint), words) for endpoint, words in WITHOUT_SHOWCASE]
        return [(path, words, request.path == path) for path, words in links]
    links = [(url_for(endpoint, showcase_id=showcase.id), words) for endpoint, words in LINKS]
    here = next((path for path, _words in links[1:] if request.path.startswith(path)), links[0][0])
    return [(path, words, path == here) for path, words in links]
