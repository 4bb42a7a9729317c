"""Pages of words."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort
from flask_babel import gettext as _
from markupsafe import Markup

from storefront.caching import ALWAYS_ASK_AGAIN, shared
from storefront.catalogue.ranking import ranking_criteria
from storefront.complaints.services import ANSWER_DAYS, READ_DAYS
from storefront.htmx import render
from storefront.i18n.languages import localized
from storefront.market.services import current_market
from storefront.pages.contents import PAGES
from storefront.pages.versions import TERMS_DATE, TERMS_VERSION

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
        terms_version=TERMS_VERSION,
        read_days=READ_DAYS,
        answer_days=ANSWER_DAYS,
        **_more(slug),
    )


def _more(slug: str) -> dict[str, Any]:
    """Return what only one page needs."""
    if slug == "ranking":
        return {"criteria": ranking_criteria()}
    if slug == "about":
        return {"operator": _operator()}
    return {}


def _operator() -> list[tuple[str, str | Markup]]:
    """Return what the law wants known of the operator, as label and value, where it is known."""
    market = current_market()
    facts = [
        (_("Legal name"), localized(market.operator)),
        (_("Seat"), localized(market.operator_address)),
        (_("Legal representative"), market.representative),
        (_("Business number"), market.business_number),
        (_("Issued"), market.business_number_issued),
    ]
    return [(label, value) for label, value in facts if value]
