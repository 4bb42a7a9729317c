"""Details and review: from a cart to the button that orders."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request, url_for

from storefront.cart.contents import CartShop, contents_of
from storefront.cart.forms import EmptyForm
from storefront.cart.models import Cart
from storefront.cart.services import (
    acknowledge_prices,
    cart_for_change,
    cart_of,
    choose,
    session_key,
)
from storefront.checkout.drafts import prepare_draft
from storefront.checkout.forms import DetailsForm, PlaceOrderForm
from storefront.checkout.reviewing import render_review
from storefront.database import db
from storefront.htmx import render, wants_fragment
from storefront.i18n.languages import current_language
from storefront.places.directory import Commune, CommuneMatch, province, search_communes
from storefront.text import clean_line

blueprint = Blueprint("checkout", __name__)

FIRST_MATCHES = 8


@blueprint.app_template_filter()
def place_name(place: Commune) -> str:
    """Name a commune with its province, in the page's language."""
    language = current_language()
    area = province(place.province_code)
    return f"{place.name(language)}, {area.name(language)}" if area else place.name(language)


@blueprint.get("/checkout")
def details() -> Response:
    """Ask who gets the goods and where; `?province_code=` fills that province's communes."""
    cart = _cart_with_goods()
    if cart is None:
        return _to("cart.show")
    form = DetailsForm(formdata=None)
    form.show(cart)
    province_code = request.args.get("province_code")
    if province_code is not None and province_code != form.province_code.data:
        form.province_code.data, form.commune_code.data = province_code, ""
    form.offer_places()
    return _details_page(form)


@blueprint.post("/checkout")
def take_details() -> Response:
    """Take the details and go on to the review, or show the form again with all that was typed."""
    if _cart_with_goods() is None:
        return _to("cart.show")
    form = DetailsForm()
    form.take_match()
    if "show_communes" in request.form or "find_place" in request.form:
        return _details_page(form, matches=_matches(form.place.data))
    if not form.validate():
        return _details_page(form, form.refusal_status, matches=_matches(form.place.data))
    cart = cart_for_change(session_key() or "")
    form.keep(cart)
    _take_leftovers(cart)
    acknowledge_prices(cart)
    draft = prepare_draft(cart)
    db.session.commit()
    if draft is not None and draft.stuck:
        return _details_page(form, 422, stuck=draft.stuck, nothing_goes=not draft.shops)
    return _to("checkout.review")


@blueprint.get("/checkout/communes")
def communes() -> Response:
    """Answer the two selects for a province, or for a match that was chosen."""
    form = DetailsForm(formdata=None)
    form.province_code.data = request.args.get("province_code", "")
    form.commune_code.data = ""
    form.match.data = request.args.get("match", "")
    form.take_match()
    return _details_page(form, part="places")


@blueprint.get("/checkout/places")
def places() -> Response:
    """Answer the communes whose new or old names fit what is being typed."""
    form = DetailsForm(formdata=None)
    form.offer_places()
    found = _matches(clean_line(request.args.get("place", ""))[:120])
    return _details_page(form, matches=found, part="matches")


@blueprint.get("/checkout/review")
def review() -> Response:
    """Show everything once more, with the full total, before the order."""
    cart = _cart_with_goods()
    if cart is None:
        return _to("cart.show")
    draft = prepare_draft(cart)
    if draft is None:
        return _to("checkout.details")
    if draft.stuck:
        details_form = DetailsForm(formdata=None)
        details_form.show(cart)
        details_form.offer_places()
        return _details_page(details_form, 409, stuck=draft.stuck, nothing_goes=not draft.shops)
    if draft.problems:
        return _to("cart.show")
    form = PlaceOrderForm(formdata=None)
    return render_review(cart, form)


@blueprint.post("/checkout/review")
def change_choices() -> Response:
    """Change how one maker is paid or whether the goods are fetched."""
    key = session_key()
    cart = cart_of(key)
    draft = prepare_draft(cart) if cart else None
    if cart is None or draft is None:
        return _to("cart.show")
    if not EmptyForm().validate():
        return render_review(cart, PlaceOrderForm(formdata=None), status=400, token_refused=True)
    cart = cart_for_change(key or "")
    for shop in draft.shops:
        slug = shop.cooperative.slug
        method = request.form.get(f"payment_method-{slug}")
        fetch = request.form.get(f"delivery-{slug}")
        choose(
            cart,
            shop.cooperative,
            payment_method=method if method in shop.accepted_methods else None,
            pickup=fetch == "pickup" if fetch and shop.terms.offers_pickup else None,
        )
    db.session.commit()
    return _to("checkout.review")


def _cart_with_goods() -> Cart | None:
    cart = cart_of(session_key())
    return cart if cart is not None and cart.items else None


def _take_leftovers(cart: Cart) -> None:
    """Remember, per maker, whether goods that cannot travel stay in the cart or are fetched."""
    makers = {item.variant.product.cooperative for item in cart.items}
    for cooperative in makers:
        wish = request.form.get(f"stuck-{cooperative.slug}")
        if wish in ("leave", "pickup"):
            choose(cart, cooperative, left_in_cart=wish == "leave", pickup=wish == "pickup")


def _matches(place: str | None) -> list[CommuneMatch]:
    return list(search_communes(place, limit=FIRST_MATCHES)) if place else []


def _details_page(  # noqa: PLR0913
    form: DetailsForm,
    status: int = 200,
    *,
    matches: list[CommuneMatch] | None = None,
    stuck: tuple[CartShop, ...] = (),
    nothing_goes: bool = False,
    part: str = "",
) -> Response:
    """Show the form with the cart beside it, or only the part that htmx asks for."""
    alone = bool(part) and wants_fragment()
    return render(
        "checkout/details.html",
        *([part] if part else []),
        status=status,
        form=form,
        matches=matches or (),
        stuck=stuck,
        nothing_goes=nothing_goes,
        contents=None if alone else contents_of(cart_of(session_key())),
    )


def _to(endpoint: str) -> Response:
    return make_response(redirect(url_for(endpoint), 303))
