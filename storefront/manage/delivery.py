"""How far the shop delivers, for how much, and how it is paid."""

from __future__ import annotations

from flask import Response, make_response, redirect, request, url_for

from storefront.database import db
from storefront.delivery.areas import area_names
from storefront.delivery.models import DeliveryTerms
from storefront.delivery.settings import (
    TermsMoved,
    change_terms,
    terms_in_force,
    values_of,
)
from storefront.delivery.wording import TERMS
from storefront.htmx import render
from storefront.manage.delivery_forms import DeliveryForm, write_amount
from storefront.manage.desk import blueprint, managers_only, me, my_shop
from storefront.payments.accounts import live_account

CONFLICT = 409


@blueprint.get("/delivery")
def delivery() -> Response:
    """Show the terms of delivery and payment."""
    form = DeliveryForm(formdata=None)
    form.show(terms_in_force(my_shop()))
    return _delivery_page(form)


@blueprint.post("/delivery")
def change_delivery() -> Response:
    """Change the terms; what was ordered before stays as it was promised."""
    managers_only()
    form = DeliveryForm(has_account=live_account(my_shop()) is not None)
    if not form.validate():
        return _delivery_page(form, form.refusal_status)
    values = form.values()
    try:
        change_terms(my_shop(), me(), values, form.seen.data or "")
    except TermsMoved as moved:
        db.session.rollback()
        terms = terms_in_force(my_shop())
        form.mark_seen(terms)
        return _delivery_page(form, CONFLICT, moved=_others(terms, moved.fields))
    db.session.commit()
    return make_response(redirect(url_for("manage.delivery", changed="yes"), 303))


def _others(terms: DeliveryTerms, fields: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what somebody else has set meanwhile, by the words of each term."""
    values = values_of(terms)
    return [(TERMS[name], _written(name, values[name])) for name in fields]


def _written(name: str, value: object) -> str:
    if name == "unserved" and isinstance(value, list):
        return "; ".join(area_names(value)) or "–"
    if isinstance(value, bool):
        return "✓" if value else "–"
    if name.endswith("_vnd") and isinstance(value, int):
        return write_amount(value)
    return "–" if value in (None, "") else str(value)


def _delivery_page(
    form: DeliveryForm, status: int = 200, *, moved: list[tuple[str, str]] | None = None
) -> Response:
    return render(
        "manage/delivery.html",
        status=status,
        me=me(),
        form=form,
        moved=moved,
        live=live_account(my_shop()),
        changed="changed" in request.args,
    )
