"""Signs of the cooperative's own booth."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from storefront.database import db
from storefront.htmx import render
from storefront.manage.booth_wording import closed_words
from storefront.manage.booths import booth_page, my_booth
from storefront.manage.desk import blueprint
from storefront.organise.wording import page_was_old
from storefront.showcase.models import Booth
from storefront.signs.answer import pdf_answer
from storefront.signs.forms import SignsForm
from storefront.signs.services import NothingToPrint


@blueprint.get("/booths/<int:booth_id>/signs")
def booth_signs(booth_id: int) -> Response:
    """Show which signs can be printed."""
    booth = my_booth(booth_id)
    return _signs_page(booth, SignsForm(formdata=None, booths=[booth]))


@blueprint.post("/booths/<int:booth_id>/signs")
def print_booth_signs(booth_id: int) -> Response:
    """Hand out the signs as a PDF."""
    booth = my_booth(booth_id)
    form = SignsForm(booths=[booth])
    if not booth.is_taken:
        return booth_page(booth, 409, closed_words(booth))
    if not form.validate():
        return _signs_page(booth, form, form.refusal_status, page_was_old())
    try:
        answer = pdf_answer(booth.showcase, form, door=False)
    except NothingToPrint:
        db.session.rollback()
        words = _("There is nothing to print yet: choose goods for the booth first.")
        return _signs_page(booth, form, 409, words)
    db.session.commit()
    return answer


def _signs_page(booth: Booth, form: SignsForm, status: int = 200, alert: object = "") -> Response:
    return render(
        "manage/booths/signs.html",
        status=status,
        booth=booth,
        showcase=booth.showcase,
        form=form,
        alert=alert,
    )
