"""Placing an order, the purchase page, lookup and cancellation."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_limiter import RequestLimit

from storefront.cart.models import Cart
from storefront.cart.services import cart_of, session_key
from storefront.checkout.forms import PlaceOrderForm, known_slugs
from storefront.checkout.reviewing import render_review
from storefront.database import db, only_reading
from storefront.fulfilment.parcels import parcels_of
from storefront.htmx import render, wants_fragment
from storefront.i18n.languages import current_language
from storefront.installing.keeping import kept_on_device
from storefront.limits import limiter
from storefront.ordering.errors import (
    AdultDeclarationMissing,
    DetailsMissing,
    EmptyCart,
    InvalidTransition,
    OrderRefused,
)
from storefront.ordering.forms import CancelForm, LookupForm
from storefront.ordering.models import Order, Purchase
from storefront.ordering.refusals import explain, status_of
from storefront.ordering.services import (
    Agreement,
    cancel_order,
    find_order,
    place_order,
    placed_before,
    purchase_by_token,
)
from storefront.ordering.showing import fingerprint, shown_orders, terms_shown
from storefront.pages.versions import TERMS_VERSION

PAYMENT_FIELD = "payment_method-"
UNREADABLE_TOTAL = -1  # equal to no total
LONGEST_TOTAL = 15

blueprint = Blueprint("ordering", __name__)


@blueprint.post("/orders")
@limiter.limit("120 per minute; 2000 per hour")
def place() -> Response:
    """Place the order that the review showed, once for each key, however often it is sent."""
    key = session_key() or ""
    form = PlaceOrderForm()
    draft_key = form.idempotency_key.data or ""
    with only_reading():  # a repeated order changes nothing, so it waits and is judged by nobody
        before = placed_before(key, draft_key)
        db.session.commit()
    if before is not None:
        return _to_purchase(before)
    if not form.validate():
        return _refused(cart_of(key), form, None, form.refusal_status)
    try:
        purchase = place_order(key, draft_key, _agreement(form))
    except OrderRefused as refusal:
        db.session.rollback()
        with only_reading():
            return _explained(refusal, cart_of(key), form)
    db.session.commit()
    return _to_purchase(purchase)


@blueprint.get("/orders/<token>")
@kept_on_device
def purchase(token: str) -> Response:
    """Show a purchase to whoever knows its address; htmx asks again while something waits."""
    found = _purchase_or_404(token)
    if wants_fragment() and request.args.get("seen") == fingerprint(found):
        return make_response("", 204)
    return _purchase_page(found)


@blueprint.post("/orders/<token>/<code>/cancellation")
@limiter.limit("30 per minute")
def cancel(token: str, code: str) -> Response:
    """Call one order off for its buyer."""
    found = _purchase_or_404(token)
    order = next((order for order in found.orders if order.code == code), None)
    if order is None:
        abort(404)
    form = CancelForm()
    if not form.validate():
        stale = _("This page was open for too long. Try again.")
        return _purchase_page(found, error=stale, status=form.refusal_status)
    try:
        cancel_order(order)
    except InvalidTransition:
        db.session.rollback()
        with only_reading():
            return _purchase_page(found, error=_too_late(order), status=409)
    db.session.commit()
    return _to_purchase(found)


@blueprint.get("/orders/lookup")
def lookup() -> Response:
    """Ask for an order's code and the phone number it was placed with."""
    return _lookup_page(LookupForm(formdata=None))


def _guessed(response: Response) -> bool:
    """Tell whether a look-up found nothing."""
    return response.status_code == 404


def _too_many(_limit: RequestLimit) -> Response:
    """Show the form again, and ask for patience."""
    return _lookup_page(LookupForm(), 429)


@blueprint.post("/orders/lookup")
@limiter.limit("20 per minute; 200 per hour", on_breach=_too_many)  # a burst is counted at once
@limiter.limit("10 per minute; 50 per hour", deduct_when=_guessed, on_breach=_too_many)
def find() -> Response:
    """Go on to the order's page; a wrong code and a wrong phone get the same answer."""
    form = LookupForm()
    if not form.validate():
        return _lookup_page(form, form.refusal_status)
    with only_reading():
        order = find_order(form.code.data or "", form.phone.data or "")
        if order is None:
            return _lookup_page(form, 404)
        return _to_purchase(order.purchase)


def _agreement(form: PlaceOrderForm) -> Agreement:
    shown = (form.shown_total.data or "").strip()
    readable = shown.isascii() and shown.isdigit() and len(shown) <= LONGEST_TOTAL
    return Agreement(
        shown_total_vnd=int(shown) if readable else UNREADABLE_TOTAL,
        language=current_language(),
        terms_version=TERMS_VERSION,
        marketing_consent=bool(form.marketing_consent.data),
        shown_terms=(form.shown_terms.data or "").strip(),
        declared_adult=bool(form.declared_adult.data),
        payment_methods={
            slug: request.form[f"{PAYMENT_FIELD}{slug}"]
            for slug in known_slugs(list(request.form), PAYMENT_FIELD)
        },
    )


def _explained(refusal: OrderRefused, cart: Cart | None, form: PlaceOrderForm) -> Response:
    reason, status = explain(refusal, cart), status_of(refusal)
    if isinstance(refusal, AdultDeclarationMissing):
        form.declared_adult.errors = [reason]
        return _refused(cart, form, None, status)
    if isinstance(refusal, (EmptyCart, DetailsMissing)):
        cart = None
    return _refused(cart, form, reason, status)


def _refused(cart: Cart | None, form: PlaceOrderForm, reason: str | None, status: int) -> Response:
    """Show the review as it is now; without anything to review, the way to the cart."""
    if cart is None or not cart.items:
        return render("ordering/refused.html", status=status, reason=reason)
    return render_review(cart, form, status=status, error=reason)


def _purchase_or_404(token: str) -> Purchase:
    found = purchase_by_token(token)
    if found is None:
        abort(404)
    return found


def _purchase_page(found: Purchase, *, error: str | None = None, status: int = 200) -> Response:
    return render(
        "ordering/purchase.html",
        "orders",
        status=status,
        purchase=found,
        shown=shown_orders(found),
        parcels=parcels_of(found.orders),
        terms=terms_shown(found.terms_version),
        seen=fingerprint(found),
        error=error,
        form=CancelForm(formdata=None),
    )


def _lookup_page(form: LookupForm, status: int = 200) -> Response:
    return render("ordering/lookup.html", status=status, form=form, answer=status)


def _too_late(order: Order) -> str:
    if order.status in ("confirmed", "completed"):
        return _("Order %(code)s is being packed already: call the maker.", code=order.code)
    return _("Order %(code)s can no longer be cancelled.", code=order.code)


def _to_purchase(found: Purchase) -> Response:
    return make_response(redirect(url_for("ordering.purchase", token=found.token), 303))
