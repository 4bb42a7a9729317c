"""The review page, shown before the order and again when it could not be placed."""

from __future__ import annotations

from flask import Response, g

from storefront.cart.models import Cart
from storefront.checkout.drafts import prepare_draft
from storefront.checkout.forms import PlaceOrderForm
from storefront.htmx import render
from storefront.pages.versions import TERMS_DATE


def render_review(
    cart: Cart,
    form: PlaceOrderForm,
    *,
    status: int = 200,
    error: str | None = None,
    token_refused: bool = False,
) -> Response:
    """Show a draft by the prices, terms and stock of this moment, with what went wrong."""
    g.page_endpoint = "checkout.review"
    draft = prepare_draft(cart)
    form.idempotency_key.data = cart.idempotency_key
    form.shown_total.data = str(draft.total_vnd if draft else 0)
    form.shown_terms.data = draft.terms_digest if draft else ""
    return render(
        "checkout/review.html",
        status=status,
        draft=draft,
        form=form,
        error=error,
        token_refused=token_refused or form.token_refused,
        terms_date=TERMS_DATE,
    )
