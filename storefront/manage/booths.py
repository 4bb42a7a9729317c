"""The cooperative's booths at showcases: invitations answered, and what it brings."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _

from storefront import clock
from storefront.database import db
from storefront.htmx import render
from storefront.leads.lead_mail import call_meetings_off
from storefront.manage.booth_wording import DONE, closed_words
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.goods_conflict import Difference, field_differences
from storefront.organise.booth_forms import BoothWordsForm, WordForm
from storefront.showcase import booths as stands
from storefront.showcase import invitations
from storefront.showcase.booth_mail import mail_answer
from storefront.showcase.booths import has_printed_signs
from storefront.showcase.invitations import AlreadyHere, NotInvited, elsewhere_then
from storefront.showcase.models import ACCEPTED, ARCHIVED, INVITED, Booth
from storefront.showcase.queries import booths_of, given_up_by, own_booth
from storefront.showcase.standing import Closed, Moved

CONFLICT = 409


@blueprint.get("/booths")
def booths() -> Response:
    """Show the showcases that the shop is invited to or stands at."""
    return render(
        "manage/booths/booths.html",
        booths=booths_of(my_shop()),
        given_up=given_up_by(my_shop()),
        now=clock.now(),
    )


@blueprint.get("/booths/<int:booth_id>")
def booth(booth_id: int) -> Response:
    """Show one booth, and the way to all that is done for it."""
    return booth_page(my_booth(booth_id))


@blueprint.post("/booths/<int:booth_id>/acceptance")
def accept_booth(booth_id: int) -> Response:
    """Say that the shop comes."""
    return _answer(booth_id, invitations.accept, "accepted")


@blueprint.post("/booths/<int:booth_id>/refusal")
def decline_booth(booth_id: int) -> Response:
    """Say that the shop does not come, with a word."""
    return _answer(booth_id, invitations.decline, "declined")


@blueprint.post("/booths/<int:booth_id>/departure")
def leave_booth(booth_id: int) -> Response:
    """Say that the shop does not come after all, with a word."""
    return _answer(booth_id, invitations.leave, "left")


@blueprint.get("/booths/<int:booth_id>/words")
def booth_words(booth_id: int) -> Response:
    """Show who receives visitors, and what the booth says of itself."""
    found = my_booth(booth_id)
    return _words_page(found, BoothWordsForm.of(found))


@blueprint.post("/booths/<int:booth_id>/words")
def save_booth_words(booth_id: int) -> Response:
    """Change who receives visitors, and what the booth says."""
    found, form = my_booth(booth_id), BoothWordsForm()
    if not found.is_taken:
        return booth_page(found, CONFLICT, closed_words(found))
    if not form.validate():
        return _words_page(found, form, form.refusal_status)
    try:
        stands.change_booth(found, me(), form.facts(), form.seen.data or "")
    except Moved:
        now = BoothWordsForm.of(found)
        form.seen.data = now.seen.data
        return _words_page(found, form, CONFLICT, field_differences(now, form))
    db.session.commit()
    return to_booth(found, "saved")


def my_booth(booth_id: int) -> Booth:
    """Return one of the shop's own booths, or answer 404."""
    return own_booth(my_shop(), booth_id) or abort(404)


def booth_page(
    found: Booth, status: int = 200, alert: str = "", word_form: WordForm | None = None
) -> Response:
    """Return the screen of one booth, with what must be told above it."""
    showcase = found.showcase
    is_closed = showcase.state == ARCHIVED or showcase.is_over(clock.now())
    asked = found.state == INVITED and not is_closed
    return render(
        "manage/booths/booth.html",
        status=status,
        booth=found,
        showcase=showcase,
        is_closed=is_closed,
        elsewhere=elsewhere_then(showcase, my_shop()) if asked else (),
        has_signs=found.state == ACCEPTED and has_printed_signs(found),
        alert=alert,
        done=DONE.get(request.args.get("done", "")),
        word_form=word_form or WordForm(formdata=None),
        button_form=NothingForm(formdata=None),
    )


def to_booth(found: Booth, done: str = "") -> Response:
    """Lead back to the booth, and say there what was done."""
    address = url_for("manage.booth", booth_id=found.id, done=done or None)
    return make_response(redirect(address, 303))


def _answer(booth_id: int, give: Callable[..., bool], done: str) -> Response:
    found, form = my_booth(booth_id), WordForm()
    if not form.validate():
        alert = str(form.answer.errors[0]) if form.answer.errors else _page_was_old()
        return booth_page(found, form.refusal_status, alert, form)
    word = () if give is invitations.accept else (form.answer.data or "",)
    try:
        is_new = give(found, my_shop(), me(), *word)
    except (AlreadyHere, Closed, NotInvited) as refused:
        db.session.rollback()
        return booth_page(my_booth(booth_id), CONFLICT, _refusal(refused))
    if is_new:
        mail_answer(found, has_signs=has_printed_signs(found))
        if give is invitations.leave:
            call_meetings_off(found, my_shop())
    db.session.commit()
    return to_booth(found, done)


def _refusal(refused: Exception) -> str:
    if isinstance(refused, AlreadyHere):
        return _(
            "Your shop has booth %(number)s at this showcase already.", number=refused.booth.number
        )
    if isinstance(refused, Closed):
        return _("The showcase is over or archived: this cannot be done any more.")
    return _("This was answered already, or the organiser has taken the booth back.")


def _page_was_old() -> str:
    return _(
        "This page was open for too long or came from another browser. Nothing changed: press the"
        " button again."
    )


def _words_page(
    found: Booth, form: BoothWordsForm, status: int = 200, met: Sequence[Difference] = ()
) -> Response:
    return render(
        "manage/booths/words.html",
        status=status,
        booth=found,
        form=form,
        met=met,
        has_moved=status == CONFLICT,
    )
