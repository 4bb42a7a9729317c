"""The cart's pages and forms."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from storefront.cart.contents import contents_of
from storefront.cart.forms import QuantityForm, VoucherForm, WrongQuantity, read_whole
from storefront.cart.models import Cart
from storefront.cart.services import (
    MOST_LINES,
    MOST_OF_ONE,
    CartFull,
    Gone,
    NoSuchVariant,
    NotEnough,
    NotForSale,
    add_item,
    cart_for_change,
    cart_of,
    packs_in,
    session_key,
    set_quantity,
)
from storefront.cart.voucher_words import why_no_voucher
from storefront.cart.vouchers import VoucherRefused, drop_voucher, name_voucher
from storefront.catalogue.models import Variant
from storefront.database import db
from storefront.htmx import render, wants_fragment
from storefront.installing.keeping import kept_on_device
from storefront.promotions.wording import event_words, voucher_words
from storefront.showcase.signs import clean_code

blueprint = Blueprint("cart", __name__)
for word in (event_words, voucher_words):
    blueprint.add_app_template_global(word)


@blueprint.app_template_global()
def cart_count() -> int:
    """Return how many packs are in the visitor's cart, asking the database once a page."""
    if g.get("database_down"):
        return 0
    if "cart_count" not in g:
        g.cart_count = packs_in(session_key())
    count: int = g.cart_count
    return count


@blueprint.get("/cart")
@kept_on_device
def show() -> Response:
    """Show the cart, grouped by maker."""
    return _cart_page()


@blueprint.post("/cart/items")
def add() -> Response:
    """Put packs of a variant into the cart.

    The form stands on product pages that shared caches may keep, so it carries no token;
    requests from other sites are refused at the door.
    """
    variant_id = request.form.get("product_id", "")
    try:
        number = read_whole(variant_id, least=1, most=2**31 - 1)
        quantity = read_whole(request.form.get("quantity", "1"), least=1, most=MOST_OF_ONE)
    except WrongQuantity:
        return _refused(
            422, _("Type a whole number from 1 to %(most)s.", most=MOST_OF_ONE), variant_id
        )
    try:
        cart = cart_for_change(session_key(create=True) or "")
        item = add_item(cart, number, quantity, request.form.get("at", ""))
    except (NotForSale, NotEnough, CartFull) as error:
        db.session.rollback()
        return _refused(*_why_not(error), variant_id)
    db.session.commit()
    if wants_fragment():
        return render("cart/added.html", "added", item=item)
    return make_response(redirect(url_for("cart.show"), 303))


@blueprint.post("/cart/items/<int:variant_id>")
def change(variant_id: int) -> Response:
    """Change how many packs of a line are wanted."""
    form = QuantityForm()
    if not form.validate():
        message = None if form.token_refused else form.quantity.errors[0]
        return _cart_page(form.refusal_status, form, variant_id, message)
    key = session_key()
    if key is not None:
        try:
            set_quantity(cart_for_change(key), variant_id, form.wanted)
        except (NotEnough, NotForSale) as error:
            db.session.rollback()
            status, message = _why_not(error)
            return _cart_page(status, form, variant_id, message)
        db.session.commit()
    if wants_fragment():
        return _cart_page()
    return make_response(redirect(url_for("cart.show"), 303))


@blueprint.post("/cart/voucher")
def voucher() -> Response:
    """Use a voucher, or no longer use one."""
    form, key = VoucherForm(), session_key()
    if not form.validate():
        errors = form.voucher_code.errors
        message = str(errors[0]) if errors and not form.token_refused else None
        return _cart_page(form.refusal_status, voucher_form=form, refusal=message)
    if key is not None:
        cart = cart_for_change(key)
        try:
            _change_voucher(cart, form)
        except VoucherRefused as refused:
            db.session.rollback()
            return _cart_page(409, voucher_form=form, refusal=why_no_voucher(refused))
        db.session.commit()
    if wants_fragment():
        return _cart_page()
    return make_response(redirect(url_for("cart.show"), 303))


def _change_voucher(cart: Cart, form: VoucherForm) -> None:
    if form.remove.data:
        drop_voucher(cart, form.remove.data)
    else:
        name_voucher(cart, form.voucher_code.data or "")


def _cart_page(
    status: int = 200,
    form: QuantityForm | None = None,
    refused_id: int | None = None,
    refusal: str | None = None,
    voucher_form: VoucherForm | None = None,
) -> Response:
    """Show the cart; after a refusal, with what was typed and why it cannot be."""
    g.pop("cart_count", None)
    contents = contents_of(cart_of(session_key()))
    return render(
        "cart/show.html",
        "cart",
        status=status,
        contents=contents,
        form=form or QuantityForm(formdata=None),
        voucher_form=voucher_form,
        refused_id=refused_id,
        refusal=refusal,
    )


def _refused(status: int, message: str, typed_id: str) -> Response:
    """Say why nothing was put into the cart, with the form to try again."""
    known = typed_id.isascii() and typed_id.isdigit() and len(typed_id) < 10
    variant = db.session.get(Variant, int(typed_id)) if known else None
    return render(
        "cart/refused.html",
        "refused",
        status=status,
        message=message,
        variant=variant,
        typed_quantity=request.form.get("quantity", "1")[:20],
        at=clean_code(request.form.get("at")),
    )


def _why_not(error: Exception) -> tuple[int, str]:
    """Return the status and the sentence of a refusal."""
    if isinstance(error, NotEnough):
        return 409, _not_enough(error.left)
    if isinstance(error, CartFull):
        return 409, _("A cart holds up to %(most)s kinds of goods.", most=MOST_LINES)
    if isinstance(error, NoSuchVariant):
        return 404, _("There are no such goods.")
    if isinstance(error, Gone):
        return 410, _("This is no longer sold")
    return 409, _("This cannot be bought just now.")


def _not_enough(left: int) -> str:
    if left <= 0:
        return _("This is sold out.")
    return ngettext("Only %(num)s is left.", "Only %(num)s are left.", left)
