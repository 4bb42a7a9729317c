"""What the buttons of an order's screen do."""

from __future__ import annotations

from flask import Response, request, url_for

from storefront.database import db, only_reading
from storefront.forms import one_line, small_number
from storefront.fulfilment.parcels import tell_buyer
from storefront.handling.history import history_of
from storefront.handling.notes import add_note
from storefront.handling.steps import ACTS, ChangedMeanwhile, seen_ids, take_step
from storefront.manage.desk import blueprint, me
from storefront.manage.order_forms import NoteForm, form_for
from storefront.manage.orders import Refusal, order_or_404, order_page, to_order
from storefront.ordering.errors import InvalidTransition
from storefront.ordering.models import Order
from storefront.payments.services import received_for
from storefront.templating import public_url

CONFLICT = 409
STEPS = ", ".join(ACTS)


@blueprint.post(f"/orders/<code>/<any({STEPS}):step>")
def take(code: str, step: str) -> Response:
    """Take a step of an order; of two members who take it at once the second gets a 409."""
    order = order_or_404(code)
    seen = one_line(request.form.get("seen"))
    # What was typed is judged by what its typist saw; the guard below, by what is.
    form = form_for(order, step, *received_for(order, seen_ids(seen)[1]))
    if not form.validate():
        return order_page(order, form.refusal_status, refusal=Refusal(step, form))
    try:
        taken = take_step(order, step, form.details(), by=me(), seen=seen)
    except (ChangedMeanwhile, InvalidTransition):
        db.session.rollback()
        with only_reading():
            order = order_or_404(code)
            meanwhile = history_of(order).since(seen)
            return order_page(order, CONFLICT, refusal=Refusal(step, form, meanwhile))
    if taken and step == "handover":
        tell_buyer(order, _buyers_page(order))
    db.session.commit()
    return to_order(order)


@blueprint.post("/orders/<code>/notes")
def note_on_order(code: str) -> Response:
    """Note something that only the cooperative sees."""
    order = order_or_404(code)
    form = NoteForm()
    if not form.validate():
        return order_page(order, form.refusal_status, note_form=form)
    add_note(order, form.body.data or "", by=me(), after_id=small_number(form.after.data))
    db.session.commit()
    return to_order(order)


def _buyers_page(order: Order) -> str:
    buyer = order.purchase
    path = url_for("ordering.purchase", token=buyer.token, language=buyer.language)
    return public_url(path)
