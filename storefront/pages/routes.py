"""Pages of words."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort

from storefront.caching import ALWAYS_ASK_AGAIN, shared
from storefront.complaints.services import ANSWER_DAYS, READ_DAYS
from storefront.htmx import render
from storefront.pages.contents import PAGES
from storefront.pages.versions import TERMS_DATE

blueprint = Blueprint("pages", __name__)


@blueprint.app_template_global()
def page_links() -> list[tuple[str, str]]:
    """Return slug and title of every page of words, in the order of the footer."""
    return [(slug, str(title)) for slug, title in PAGES.items()]


@blueprint.get("/pages/<slug>")
@shared(ALWAYS_ASK_AGAIN)
def show(slug: str) -> Response:
    """Show a page of words."""
    title = PAGES.get(slug)
    if title is None:
        abort(404)
    return render(
        f"pages/{slug}.html",
        page_title=title,
        terms_date=TERMS_DATE,
        read_days=READ_DAYS,
        answer_days=ANSWER_DAYS,
        **_more(slug),
    )


def _more(slug: str) -> dict[str, Any]:
    """Return what only one page needs."""
    if slug == "ranking":
        from storefront.catalogue.ranking import ranking_criteria  # noqa: PLC0415

        return {"criteria": ranking_criteria()}
    return {}
