"""Pages of words."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("pages", __name__)


@blueprint.app_template_global()
def page_links() -> list[tuple[str, str]]:
    """Return slug and title of every page."""
    return []


@blueprint.get("/pages/<slug>")
def show(slug: str) -> str:
    """Show a page."""
    return slug
