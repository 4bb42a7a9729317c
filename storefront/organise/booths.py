"""The booths of a showcase: made, named, given words, taken away; and who lacks what."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _

from storefront.database import db
from storefront.htmx import render
from storefront.manage.goods_conflict import Difference, field_differences
from storefront.organise.booth_forms import BoothForm, NumbersForm
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.forms import ButtonForm
from storefront.organise.wording import DONE, page_was_old
from storefront.showcase import booths as stands
from storefront.showcase.booths import BoothInUse, NumberTaken, TooManyBooths
from storefront.showcase.models import Booth, Showcase
from storefront.showcase.readiness import readiness_of
from storefront.showcase.standing import Moved

CONFLICT = 409


@blueprint.get("/<int:showcase_id>/booths")
def booths(showcase_id: int) -> Response:
    """Show all booths, and who lacks what."""
    return booths_page(my_showcase(showcase_id), NumbersForm(formdata=None))


@blueprint.post("/<int:showcase_id>/booths")
def make_booths(showcase_id: int) -> Response:
    """Add booths, many at once."""
    showcase, form = my_showcase(showcase_id), NumbersForm()
    if not form.validate():
        return booths_page(showcase, form, form.refusal_status)
    try:
        stands.make_booths(showcase, me(), form.read)
    except NumberTaken as taken:
        form.numbers.errors = [
            _(
                "There already: %(numbers)s. Nothing was added.",
                numbers=", ".join(taken.numbers),
            )
        ]
        return booths_page(showcase, form, CONFLICT)
    except TooManyBooths:
        form.numbers.errors = [
            _("A showcase holds %(most)s booths at most.", most=stands.MOST_BOOTHS)
        ]
        return booths_page(showcase, form, CONFLICT)
    db.session.commit()
    return to_booths(showcase, "saved")


@blueprint.get("/<int:showcase_id>/booths/<int:booth_id>")
def booth(showcase_id: int, booth_id: int) -> Response:
    """Show one booth: whose it is, what it says, and what can be done."""
    return booth_page(my_booth(my_showcase(showcase_id), booth_id))


@blueprint.post("/<int:showcase_id>/booths/<int:booth_id>")
def save_booth(showcase_id: int, booth_id: int) -> Response:
    """Change a booth's number, host or words."""
    found, form = my_booth(my_showcase(showcase_id), booth_id), BoothForm()
    if not form.validate():
        return booth_page(found, form.refusal_status, form=form)
    try:
        stands.change_booth(found, me(), form.facts(), form.seen.data or "")
    except Moved:
        now = BoothForm.of(found)
        form.seen.data = now.seen.data
        return booth_page(found, CONFLICT, form=form, met=field_differences(now, form), moved=True)
    except NumberTaken:
        db.session.rollback()
        form.number.errors = [_("Another booth has this number.")]
        return booth_page(found, CONFLICT, form=form)
    db.session.commit()
    return to_booth(found, "saved")


@blueprint.post("/<int:showcase_id>/booths/<int:booth_id>/removal")
def remove_booth(showcase_id: int, booth_id: int) -> Response:
    """Take a booth away that nobody holds."""
    showcase = my_showcase(showcase_id)
    found = my_booth(showcase, booth_id)
    if not ButtonForm().validate():
        return booth_page(found, 400, alert=page_was_old())
    try:
        stands.remove_booth(found, me())
    except BoothInUse as refused:
        db.session.rollback()
        return booth_page(my_booth(showcase, booth_id), CONFLICT, alert=_in_use(refused.reason))
    db.session.commit()
    return to_booths(showcase, "removed")


def my_booth(showcase: Showcase, booth_id: int) -> Booth:
    """Return a booth of one of the organiser's own showcases, or answer 404."""
    return stands.find_booth(showcase, booth_id) or abort(404)


def booths_page(
    showcase: Showcase, form: NumbersForm, status: int = 200, alert: str = ""
) -> Response:
    """Return the table of all booths with the form for more."""
    return render(
        "organise/booths.html",
        status=status,
        showcase=showcase,
        readiness=readiness_of(showcase),
        form=form,
        alert=alert,
        done=DONE.get(request.args.get("done", "")),
    )


def booth_page(  # noqa: PLR0913 - each is something that may have to be told
    found: Booth,
    status: int = 200,
    *,
    form: BoothForm | None = None,
    alert: str = "",
    met: Sequence[Difference] = (),
    moved: bool = False,
) -> Response:
    """Return the organiser's screen of one booth, and what must be told above it."""
    standings = readiness_of(found.showcase).booths
    return render(
        "organise/booth.html",
        status=status,
        showcase=found.showcase,
        standing=next(each for each in standings if each.booth.id == found.id),
        booth=found,
        form=form or BoothForm.of(found),
        alert=alert,
        met=met,
        has_moved=moved,
        done=DONE.get(request.args.get("done", "")),
        button_form=ButtonForm(formdata=None),
    )


def to_booth(found: Booth, done: str = "") -> Response:
    """Lead back to a booth, and say there what was done."""
    address = url_for(
        "organise.booth", showcase_id=found.showcase_id, booth_id=found.id, done=done or None
    )
    return make_response(redirect(address, 303))


def to_booths(showcase: Showcase, done: str = "") -> Response:
    """Lead back to the table of booths, and say there what was done."""
    address = url_for("organise.booths", showcase_id=showcase.id, done=done or None)
    return make_response(redirect(address, 303))


def _in_use(reason: str) -> str:
    if reason == "held":
        return _("A cooperative holds this booth: take it back first.")
    return _(
        "Signs of this booth were made, and people may carry its codes: it stays, so that they"
        " lead somewhere."
    )
