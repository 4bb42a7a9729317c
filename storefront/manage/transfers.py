"""The transfers that a person has to look at."""

from __future__ import annotations

from flask import Response, abort, make_response, redirect, url_for

from storefront.database import db, only_reading
from storefront.handling.assigning import NoLongerFits, assign_transfer, suggested_orders
from storefront.handling.inbox import order_of
from storefront.handling.transfers import (
    end_transfer,
    find_transfer,
    transfer_of,
    waiting_transfers,
)
from storefront.handling.wording import transfer_words
from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm

MOST_SHOWN = 100
CONFLICT = 409


@blueprint.get("/transfers")
def transfers() -> Response:
    """Show the transfers that no order could simply be paid with."""
    return _transfers_page()


@blueprint.post("/transfers/<int:transfer_id>/end")
def end_waiting_transfer(transfer_id: int) -> Response:
    """Note that a transfer has been dealt with."""
    transfer = find_transfer(my_shop(), transfer_id) or abort(404)
    form = NothingForm()
    if not form.validate():
        return _transfers_page(form.refusal_status)
    end_transfer(transfer, by=me())
    db.session.commit()
    return make_response(redirect(url_for("manage.transfers"), 303))


@blueprint.post("/transfers/<int:transfer_id>/orders/<code>")
def assign_waiting_transfer(transfer_id: int, code: str) -> Response:
    """Count a transfer that names no order for the order it was seen to fit."""
    transfer = transfer_of(my_shop(), transfer_id) or abort(404)
    order = order_of(my_shop(), code) or abort(404)
    form = NothingForm()
    if not form.validate():
        return _transfers_page(form.refusal_status)
    try:
        assign_transfer(transfer, order, by=me())
    except NoLongerFits:
        db.session.rollback()
        with only_reading():
            return _transfers_page(CONFLICT)
    db.session.commit()
    return make_response(redirect(url_for("manage.order", code=code), 303))


def _transfers_page(status: int = 200) -> Response:
    waiting = db.session.scalars(waiting_transfers(my_shop()).limit(MOST_SHOWN)).all()
    return render(
        "manage/transfers.html",
        status=status,
        token_refused=status not in (200, CONFLICT),
        changed=status == CONFLICT,
        transfers=waiting,
        suggested=suggested_orders(my_shop(), waiting),
        transfer_words=transfer_words,
        form=NothingForm(formdata=None),
    )
