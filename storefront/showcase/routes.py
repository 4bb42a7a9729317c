"""Showcases as visitors see them."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request

from storefront import clock
from storefront.caching import A_SECOND_OLD, shared
from storefront.htmx import render
from storefront.i18n.languages import current_language
from storefront.showcase.calendar import calendar_of, session_calendar
from storefront.showcase.models import LEFT, Showcase
from storefront.showcase.page_codes import brought_code
from storefront.showcase.queries import booth_at, public_showcase
from storefront.showcase.screen_routes import add_screen
from storefront.showcase.showing import (
    absent_page,
    booth_page,
    by_time,
    known_showcases,
    live_part,
    showcase_page,
    steps_to,
)
from storefront.showcase.structured_data import event_data
from storefront.showcase.wording import (
    clock_span,
    clock_time,
    dates_of,
    long_day,
    opening_words,
)

OK, GONE = 200, 410
CALENDAR = "text/calendar; charset=utf-8"

blueprint = Blueprint("showcase", __name__, url_prefix="/showcases")
add_screen(blueprint)
for word in (dates_of, opening_words, long_day):
    blueprint.add_app_template_global(word)
for hour in (clock_span, clock_time):
    blueprint.add_app_template_global(hour)
blueprint.add_app_template_global(event_data)


@blueprint.get("")
@shared(A_SECOND_OLD)
def showcases() -> Response:
    """Show all showcases: on now, to come, and over."""
    known = known_showcases(clock.now())
    return render("showcase/showcases.html", steps=steps_to(), **by_time(known))


@blueprint.get("/<slug>")
@shared(A_SECOND_OLD)
def showcase(slug: str) -> Response:
    """Show one showcase: programme, floor plan, booths; afterwards its record."""
    found = _found(slug)
    at = brought_code(found, request.args.get("at"))
    return render("showcase/showcase.html", **showcase_page(found, clock.now(), at))


@blueprint.get("/<slug>/now")
@shared(A_SECOND_OLD)
def live(slug: str) -> Response:
    """Show how long it is until the doors open, and what goes on now."""
    return render("showcase/live.html", **live_part(_found(slug), clock.now()))


@blueprint.get("/<slug>/booths/<booth>")
@shared(A_SECOND_OLD)
def booth(slug: str, booth: str) -> Response:
    """Show one booth with its goods, or who else is there where its maker is not."""
    found = _found(slug)
    stand = booth_at(found, booth) or abort(404)
    if not stand.is_taken:
        status = GONE if stand.state == LEFT else OK
        page = absent_page(found, stand, clock.now())
        return render("showcase/absent.html", status=status, **page)
    at = brought_code(found, request.args.get("at"))
    return render("showcase/booth.html", **booth_page(found, stand, clock.now(), at))


@blueprint.get("/<slug>/calendar.ics")
@shared(A_SECOND_OLD)
def calendar(slug: str) -> Response:
    """Hand out all days and sessions for a visitor's calendar."""
    found = _found(slug)
    return _calendar(calendar_of(found), found.slug)


@blueprint.get("/<slug>/sessions/<int:session_id>.ics")
@shared(A_SECOND_OLD)
def session(slug: str, session_id: int) -> Response:
    """Hand out one session for a visitor's calendar."""
    found = _found(slug)
    chosen = next((known for known in found.sessions if known.id == session_id), None)
    if chosen is None:
        abort(404)
    return _calendar(session_calendar(found, chosen), f"{found.slug}-{session_id}")


def _found(slug: str) -> Showcase:
    return public_showcase(slug) or abort(404)


def _calendar(body: bytes, name: str) -> Response:
    answer = Response(body, content_type=CALENDAR)
    answer.headers["Content-Language"] = current_language()
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer
