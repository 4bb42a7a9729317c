"""What the organiser's desk says about states, lacks and what was done."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from storefront.i18n.languages import localized_text
from storefront.organise.desk import blueprint
from storefront.showcase.models import Booth, FloorMark
from storefront.showcase.wording import mark_name

DONE: Mapping[str, object] = {
    "created": _("The draft is there. Go on with the days, the programme and the booths."),
    "saved": _("Saved."),
    "published": _("Visitors can see it now."),
    "archived": _("Archived: its page stays as a record."),
    "reopened": _("It is open again."),
    "copied": _("The copy is a draft. Look it over, then publish it."),
    "invited": _("The invitations are out."),
    "withdrawn": _("The booth is free again."),
    "removed": _("Removed."),
}
STATES: Mapping[str, object] = {
    "draft": _("draft"),
    "published": _("published"),
    "archived": _("in the archive"),
}
BOOTH_STATES: Mapping[str, object] = {
    "free": _("nobody invited yet"),
    "invited": _("invited, no answer yet"),
    "accepted": _("comes"),
    "declined": _("does not come"),
    "left": _("has left"),
}
BOOTH_LACKS: Mapping[str, object] = {
    "maker": _("a cooperative"),
    "answer": _("an answer"),
    "declined": _("another cooperative"),
    "left": _("another cooperative"),
    "goods": _("goods"),
    "hidden": _("goods on sale: some are hidden"),
    "photo": _("photos of some goods"),
    "words": _("words"),
    "host": _("a host"),
    "english": _("English"),
    "floor": _("a place on the floor"),
}
# What a showcase lacks: its words, and the screen on which it is mended.
SHOWCASE_LACKS: Mapping[str, tuple[object, str]] = {
    "place": (_("the place"), "organise.facts"),
    "days": (_("the days and opening hours"), "organise.days"),
    "theme": (_("the theme"), "organise.facts"),
    "words": (_("words for visitors"), "organise.facts"),
    "picture": (_("a picture"), "organise.picture"),
    "alt": (_("what the picture shows, in words"), "organise.picture"),
    "english": (_("English beside some of the Vietnamese"), "organise.facts"),
    "address": (_("the address"), "organise.facts"),
    "partners": (_("organisers and partners"), "organise.partners"),
    "programme": (_("the programme"), "organise.programme"),
    "doubts": (_("a look at sessions that collide or lie outside the hours"), "organise.programme"),
    "booths": (_("booths"), "organise.booths"),
}


@blueprint.app_template_global()
def showcase_state(state: str) -> str:
    """Name the state of a showcase."""
    return str(STATES[state])


@blueprint.app_template_global()
def booth_state(state: str) -> str:
    """Say how an organiser sees the state of a booth."""
    return str(BOOTH_STATES[state])


@blueprint.app_template_global()
def booth_lack(name: str) -> str:
    """Name what a booth lacks."""
    return str(BOOTH_LACKS[name])


@blueprint.app_template_global()
def showcase_lack(name: str, showcase_id: int) -> tuple[str, str]:
    """Name what a showcase lacks, and return where it is mended."""
    words, endpoint = SHOWCASE_LACKS[name]
    return str(words), url_for(endpoint, showcase_id=showcase_id)


def page_was_old() -> str:
    """Say that a button's token was refused."""
    return gettext(
        "This page was open for too long or came from another browser. Nothing changed: press the"
        " button again."
    )


def thing_name(thing: Booth | FloorMark) -> str:
    """Name what stands on the floor."""
    if isinstance(thing, FloorMark):
        return mark_name(thing.kind)
    return gettext("Booth %(number)s", number=thing.number)


def holder_name(booth: Booth) -> str:
    """Name the cooperative of a booth, "" for a free one."""
    return localized_text(booth.cooperative.name) if booth.cooperative else ""


def over_words() -> str:
    """Say that a showcase is over."""
    return gettext("The showcase is over or archived: this cannot be done any more.")
