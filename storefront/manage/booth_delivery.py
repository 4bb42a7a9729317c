"""Goods chosen at a booth and sent home: through the ordinary checkout, on the seller's phone."""

from __future__ import annotations

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _

from storefront.booth_sales.delivering import cart_for_delivery
from storefront.booth_sales.paying import address_drawing
from storefront.booth_sales.telling import MalformedSale, read_lines
from storefront.cart.services import CartFull, NotEnough, NotForSale
from storefront.database import db, only_reading
from storefront.htmx import render
from storefront.manage.booth_cart import begin_delivery, end_delivery, last_delivery
from storefront.manage.booth_sale import BAD_TOKEN, REFUSED, my_booth, refusal_words, sale_page
from storefront.manage.desk import blueprint, my_shop
from storefront.manage.forms import NothingForm
from storefront.templating import public_url

CONFLICT = 409


@blueprint.post("/booths/<int:booth_id>/sale/delivery")
def deliver_booth_sale(booth_id: int) -> Response:
    """Take what a buyer chose to the checkout, where the buyer's address is asked for."""
    booth = my_booth(booth_id)
    if not NothingForm().validate():
        return sale_page(booth, BAD_TOKEN)
    try:
        cart = cart_for_delivery(booth, my_shop(), read_lines(request.form))
    except MalformedSale as error:
        return _refused(booth_id, REFUSED, refusal_words(error.part))
    except NotEnough as error:
        return _refused(booth_id, CONFLICT, _("Only %(left)s left of it to send.", left=error.left))
    except (NotForSale, CartFull):
        return _refused(booth_id, CONFLICT, _("Some of it cannot be ordered just now."))
    db.session.commit()
    begin_delivery(cart)
    return make_response(redirect(url_for("checkout.details"), 303))


@blueprint.get("/booths/<int:booth_id>/sale/delivery")
def booth_delivery(booth_id: int) -> Response:
    """Show the buyer the way to the order that was just made for them."""
    booth = my_booth(booth_id)
    order = last_delivery(my_shop())
    end_delivery()
    address = public_url(url_for("ordering.purchase", token=order.purchase.token)) if order else ""
    return render(
        "manage/booth_sale/delivery.html",
        booth=booth,
        order=order,
        address=address,
        drawing=address_drawing(address, _("Code that opens the order")) if order else None,
    )


def _refused(booth_id: int, status: int, alert: str) -> Response:
    db.session.rollback()
    with only_reading():
        return sale_page(my_booth(booth_id), status, alert)
