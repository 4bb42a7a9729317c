"""Signs for all booths of a showcase at once."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from storefront.database import db
from storefront.htmx import render
from storefront.organise.desk import blueprint, my_showcase
from storefront.organise.wording import page_was_old
from storefront.showcase.models import Showcase
from storefront.signs.answer import chosen_booths, pdf_answer
from storefront.signs.forms import SignsForm
from storefront.signs.services import NothingToPrint


@blueprint.get("/<int:showcase_id>/signs")
def signs(showcase_id: int) -> Response:
    """Show which signs can be printed."""
    showcase = my_showcase(showcase_id)
    return _signs_page(showcase, _form(showcase, empty=True))


@blueprint.post("/<int:showcase_id>/signs")
def print_signs(showcase_id: int) -> Response:
    """Hand out the signs as a PDF; the codes on them stay the same when printed again."""
    showcase = my_showcase(showcase_id)
    form = _form(showcase)
    if not form.validate():
        return _signs_page(showcase, form, form.refusal_status, page_was_old())
    try:
        answer = pdf_answer(showcase, form, door=True)
    except NothingToPrint:
        db.session.rollback()
        words = _("There is nothing to print yet: no booth has been accepted, or none has goods.")
        return _signs_page(showcase, form, 409, words)
    db.session.commit()
    return answer


def _form(showcase: Showcase, *, empty: bool = False) -> SignsForm:
    booths = chosen_booths(showcase.booths)
    return SignsForm(formdata=None, booths=booths) if empty else SignsForm(booths=booths)


def _signs_page(
    showcase: Showcase, form: SignsForm, status: int = 200, alert: object = ""
) -> Response:
    return render("organise/signs.html", status=status, showcase=showcase, form=form, alert=alert)
