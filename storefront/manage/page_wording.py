"""Words for the parts of a shop's page."""

from __future__ import annotations

from datetime import datetime

from flask_babel import format_datetime
from flask_babel import gettext as _

from storefront import clock
from storefront.phones import show_phone
from storefront.stories.models import FOUND, PUBLISHED, PUT_ASIDE
from storefront.templating import show_moment


def part_name(name: str) -> str:
    """Name one text of a page or of a block, with its language."""
    return {
        "name_vi": _("Name, in Vietnamese"),
        "name_en": _("Name, in English"),
        "summary_vi": _("In one sentence, in Vietnamese"),
        "summary_en": _("In one sentence, in English"),
        "story_vi": _("Story, in Vietnamese"),
        "story_en": _("Story, in English"),
        "heading_vi": _("Heading, in Vietnamese"),
        "heading_en": _("Heading, in English"),
        "body_vi": _("Words, in Vietnamese"),
        "body_en": _("Words, in English"),
    }[name]


def block_kind_name(kind: str) -> str:
    """Name a kind of block."""
    return {
        "text": _("Text"),
        "photo": _("Photo"),
        "quote": _("Quote"),
        "timeline": _("Years"),
        "list": _("List"),
    }[kind]


def block_hint(kind: str) -> str:
    """Say how the words of a kind of block are written, where that needs to be said."""
    return {
        "photo": _("What stands under the photo; it may stay empty."),
        "quote": _("A last line that begins with — says who spoke: — Bà Tư"),
        "timeline": _("One line for each year: 2016: what happened. Also 7/2016 or 25/7/2016."),
        "list": _("One line for each entry."),
    }.get(kind, "")


def version_name(kind: str) -> str:
    """Say what a version of a page was."""
    return {
        PUBLISHED: _("Published"),
        PUT_ASIDE: _("Draft, put aside"),
        FOUND: _("As it was before the first edit"),
    }[kind]


def by_name(who: str) -> str:
    """Write the name of a member; one who gave none signs in by a phone number, shown as such."""
    return show_phone(who) if who.startswith("+") else who


def short_moment(moment: datetime) -> str:
    """Write a moment of today by the clock alone, in Việt Nam's time."""
    if moment.astimezone(clock.MARKET_ZONE).date() == clock.today():
        return format_datetime(moment, format="HH:mm")
    return show_moment(moment)
