"""The orders of a shop: the inbox by state, and one order on one screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from flask import Response, abort, make_response, redirect, request, url_for

from storefront.database import only_reading
from storefront.handling.history import History, history_of
from storefront.handling.inbox import (
    PAGE,
    TAB_NAMES,
    count_tabs,
    earlier_orders,
    find_orders,
    order_of,
    orders_in,
    tab_named,
)
from storefront.handling.paths import next_step, steps_of
from storefront.handling.steps import stand_of
from storefront.handling.wording import (
    actor_words,
    deadline_words,
    is_urgent,
    reason_words,
    standing_words,
    state_words,
    step_words,
    tab_words,
)
from storefront.htmx import render
from storefront.manage.desk import blueprint, my_shop
from storefront.manage.order_forms import NoteForm, SearchForm, StepForm, form_for
from storefront.ordering.models import Order, Purchase
from storefront.payments.services import received_for

GENERATED = "generated-"
LONGEST_PAGE = 6  # digits

TELLING: dict[str, Any] = {
    "deadline_words": deadline_words,
    "is_urgent": is_urgent,
    "standing_words": standing_words,
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Hold why a step was not taken: what was typed for it, and who changed the order meanwhile.

    `meanwhile` is None when what was typed is at fault.
    """

    step: str
    form: StepForm
    meanwhile: list[tuple[str, datetime]] | None = None


@blueprint.get("/orders")
def orders() -> Response:
    """Show the orders in one state, with how many there are in the others."""
    counts = count_tabs(my_shop())
    waiting = next((name for name in TAB_NAMES if counts[name]), TAB_NAMES[0])
    name = request.args.get("state", waiting)
    if name not in TAB_NAMES:
        abort(404)
    last = max(1, ceil(counts[name] / PAGE))
    page = _page_asked()
    if not 1 <= page <= last:
        abort(404)
    return render(
        "manage/orders.html",
        counts=counts,
        words=tab_words(),
        state=name,
        page=page,
        last=last,
        orders=orders_in(my_shop(), tab_named(name), page),
        form=SearchForm(formdata=None),
        **TELLING,
    )


@blueprint.post("/orders/search")
def search_orders() -> Response:
    """Go to the one order that was sought, or show all that may be meant.

    What is sought is a name or a phone number, and those never travel in an address.
    """
    form = SearchForm()
    with only_reading():
        if not form.validate():
            return _found_page(form, [], form.refusal_status)
        found = find_orders(my_shop(), form.words.data or "")
        if len(found) == 1:
            return to_order(found[0])
        return _found_page(form, found, 200)


@blueprint.get("/orders/<code>")
def order(code: str) -> Response:
    """Show one order with its next step."""
    return order_page(order_or_404(code))


def order_or_404(code: str) -> Order:
    """Return the order of a code, if it is this shop's."""
    return order_of(my_shop(), code) or abort(404)


def order_page(
    shown: Order,
    status: int = 200,
    *,
    refusal: Refusal | None = None,
    note_form: NoteForm | None = None,
) -> Response:
    """Show an order as it stands, with what was refused beside what can be done."""
    came, went = received_for(shown)
    steps = steps_of(shown, came, went)
    history = history_of(shown)
    forms = {step: form_for(shown, step, came, went, formdata=None) for step in steps}
    if refusal is not None and refusal.step in forms:
        forms[refusal.step] = refusal.form
    return render(
        "manage/order.html",
        status=status,
        order=shown,
        buyer=shown.purchase,
        may_ring=not is_sample(shown.purchase),
        came=came,
        went=went,
        due=max(0, shown.total_vnd - came + went),
        main=next_step(shown, came, went),
        forms=forms,
        step_words=step_words(shown),
        refusal=refusal,
        seen=stand_of(shown),
        history=history,
        who=lambda actor: actor_words(actor, dict(history.names)),
        state_words=state_words,
        reason_words=reason_words,
        earlier=earlier_orders(shown),
        note_form=note_form or NoteForm(formdata=None),
        last_note=_last_note(history),
        **TELLING,
    )


def is_sample(purchase: Purchase) -> bool:
    """Tell whether a buyer was made up, so that nobody is rung by mistake."""
    return purchase.session_key.startswith(GENERATED) or not purchase.phone.startswith("+")


def to_order(shown: Order) -> Response:
    """Go to an order's own screen."""
    return make_response(redirect(url_for("manage.order", code=shown.code), 303))


def _last_note(history: History) -> int:
    return history.notes[-1].id if history.notes else 0


def _page_asked() -> int:
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= LONGEST_PAGE):
        abort(404)
    return int(asked)


def _found_page(form: SearchForm, found: object, status: int) -> Response:
    return render("manage/orders_found.html", status=status, form=form, orders=found, **TELLING)
