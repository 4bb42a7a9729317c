"""A maker's story, and the reading list of all stories."""

from __future__ import annotations

from flask import Blueprint, Response, abort, url_for
from flask_babel import gettext as _

from storefront.caching import A_SECOND_OLD, shared
from storefront.catalogue.trail import trail
from storefront.htmx import render
from storefront.stories.queries import find_story, has_story, stories_by_district
from storefront.stories.story_page import story_page
from storefront.stories.wording import events, lang_mark, quotation, text_lines, within_year

blueprint = Blueprint("stories", __name__)
for word in (has_story, lang_mark, within_year):
    blueprint.add_app_template_global(word)
for part in (events, quotation, text_lines):
    blueprint.add_app_template_filter(part)


@blueprint.get("/stories")
@shared(A_SECOND_OLD)
def stories() -> Response:
    """Show the reading list: every maker who has a story, by district."""
    steps = [*trail(), (_("Stories"), url_for("stories.stories"))]
    return render("stories/stories.html", districts=stories_by_district(), steps=steps)


@blueprint.get("/cooperatives/<slug>/story")
@shared(A_SECOND_OLD)
def story(slug: str) -> Response:
    """Show a maker's story with the facts, the goods, and whom to call."""
    maker = find_story(slug)
    if maker is None:
        abort(404)
    return render("stories/story.html", **story_page(maker))
