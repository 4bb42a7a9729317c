"""The complaint form, and the page that shows the number to keep."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from flask_limiter import RequestLimit

from storefront.complaints.forms import ComplaintForm
from storefront.complaints.services import (
    ANSWER_DAYS,
    READ_DAYS,
    UnknownOrder,
    find_complaint,
    receive_complaint,
)
from storefront.database import db
from storefront.forms import one_line
from storefront.htmx import render
from storefront.i18n.languages import current_language
from storefront.limits import limiter

blueprint = Blueprint("complaints", __name__)


@blueprint.get("/complaints")
def complain() -> Response:
    """Show the form; `?order_code=` fills that field."""
    form = ComplaintForm(formdata=None)
    form.order_code.data = one_line(request.args.get("order_code"))[:20]
    return _form_page(form)


def too_many(_limit: RequestLimit) -> Response:
    """Show the form again with everything typed, and ask for patience."""
    return _form_page(ComplaintForm(), 429)


@blueprint.post("/complaints")
@limiter.limit("30 per 10 minutes", on_breach=too_many)
@limiter.limit(
    "5 per 10 minutes; 20 per day",
    deduct_when=lambda response: response.status_code == 303,
    on_breach=too_many,
)
def take_complaint() -> Response:
    """Take a complaint and go on to its number."""
    form = ComplaintForm()
    if not form.validate():
        return _form_page(form, form.refusal_status)
    try:
        complaint = receive_complaint(form.grievance(current_language()))
    except UnknownOrder:
        form.refuse_order_code()
        return _form_page(form, form.refusal_status)
    db.session.commit()
    address = url_for("complaints.received", number=complaint.number)
    return make_response(redirect(address, 303))


@blueprint.get("/complaints/<number>")
@limiter.limit("60 per minute")
def received(number: str) -> Response:
    """Show a complaint's number and how far it has come, nothing of what it says."""
    complaint = find_complaint(number)
    if complaint is None:
        abort(404)
    return render(
        "complaints/received.html",
        complaint=complaint,
        read_days=READ_DAYS,
        answer_days=ANSWER_DAYS,
    )


def _form_page(form: ComplaintForm, status: int = 200) -> Response:
    return render(
        "complaints/complain.html",
        form=form,
        status=status,
        too_many=status == 429,
        read_days=READ_DAYS,
        answer_days=ANSWER_DAYS,
    )
