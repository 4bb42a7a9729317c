"""The page for a big screen in the hall."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from storefront import clock
from storefront.caching import A_SECOND_OLD, shared
from storefront.htmx import render
from storefront.showcase.queries import public_showcase
from storefront.showcase.screen import Pace, qr_of, screen_page


def add_screen(blueprint: Blueprint) -> None:
    """Add the screen's addresses to the showcases'."""
    blueprint.add_app_template_global(qr_of)
    blueprint.add_url_rule("/<slug>/screen", view_func=screen)
    blueprint.add_url_rule("/<slug>/screen/deck", view_func=screen_deck)


@shared(A_SECOND_OLD)
def screen(slug: str) -> Response:
    """Show the slides one after the other, all day."""
    found = public_showcase(slug) or abort(404)
    pace = Pace.read(*(request.args.get(name, type=int) for name in ("seconds", "refresh")))
    page = screen_page(found, clock.now(), request.args.get("slide", 1, type=int))
    return render("showcase/screen.html", pace=pace, **page)


@shared(A_SECOND_OLD)
def screen_deck(slug: str) -> Response:
    """Give the slides alone, for a screen that is running."""
    found = public_showcase(slug) or abort(404)
    return render("showcase/_deck.html", **screen_page(found, clock.now(), 1))
