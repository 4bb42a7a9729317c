"""Quick sale: a booth's goods under the thumb, and the door by which phones tell what was sold."""

from __future__ import annotations

import secrets

from flask import Response, abort, jsonify, make_response, redirect, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import generate_csrf

from storefront import clock
from storefront.booth_sales.paying import account_at, receipt_address
from storefront.booth_sales.prices import prices_at, variants_sold
from storefront.booth_sales.queries import Takings, takings_of
from storefront.booth_sales.services import record_sale
from storefront.booth_sales.telling import MalformedSale, read_sale
from storefront.catalogue.own_goods import OwnGoods, own_goods
from storefront.database import db, only_reading
from storefront.htmx import render
from storefront.installing.keeping import kept_on_device
from storefront.manage.booth_cart import end_delivery, last_delivery
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.market.services import in_demo_mode
from storefront.showcase.models import Booth
from storefront.showcase.queries import own_booth
from storefront.stock.services import sellable_now

REFUSED = 422
BAD_TOKEN = 400
NEVER_KEPT = "private, no-store"
NOTES_VND = (10_000, 20_000, 50_000, 100_000, 200_000, 500_000)


@blueprint.get("/booths/<int:booth_id>/sale")
@kept_on_device
def booth_sale(booth_id: int) -> Response:
    """Show the goods of a booth to be tapped; the phone keeps this screen without a network."""
    end_delivery()
    return sale_page(my_booth(booth_id))


@blueprint.get("/booths/<int:booth_id>/sale/state")
def booth_sale_state(booth_id: int) -> Response:
    """Tell a phone what is left, what it costs, and what both sellers have sold today."""
    return _told(my_booth(booth_id))


@blueprint.post("/booths/<int:booth_id>/sales")
def tell_booth_sale(booth_id: int) -> Response:
    """Record a sale: told by a phone, perhaps late and twice, or sent by the plain form."""
    booth = my_booth(booth_id)
    by_phone = request.accept_mimetypes.best == "application/json"
    if not NothingForm().validate():
        return _why(BAD_TOKEN, "token") if by_phone else sale_page(booth, BAD_TOKEN)
    try:
        told = read_sale(request.form)
        sale = record_sale(booth, my_shop(), me(), told, demo=in_demo_mode())
    except MalformedSale as error:
        db.session.rollback()
        with only_reading():
            if by_phone:
                return _why(REFUSED, refusal_words(error.part))
            return sale_page(booth, REFUSED, refusal_words(error.part))
    db.session.commit()
    if by_phone:
        with only_reading():
            return _told(booth, recorded=sale.key)
    address = url_for("manage.booth_sale_done", booth_id=sale.booth_id, sale_key=sale.key)
    return make_response(redirect(address, 303))


def my_booth(booth_id: int) -> Booth:
    """Return a booth of this shop, or answer 404."""
    return own_booth(my_shop(), booth_id) or abort(404)


def sale_page(booth: Booth, status: int = 200, alert: str = "") -> Response:
    """Show the screen that sells, with all that was typed."""
    demo = in_demo_mode()
    typed = request.form if request.method == "POST" else {}
    variants = list(variants_sold(booth))
    return render(
        "manage/booth_sale/sale.html",
        status=status,
        booth=booth,
        goods=goods_of(booth),
        prices=prices_at(booth, variants, demo=demo),
        takings=_today(booth),
        account=account_at(my_shop()),
        notes=NOTES_VND,
        key=new_key(),
        receipts=receipt_address("KEY"),
        delivered=last_delivery(my_shop()),
        alert=alert,
        token_refused=status == BAD_TOKEN,
        typed=typed,
        form=NothingForm(formdata=None),
    )


def goods_of(booth: Booth) -> list[OwnGoods]:
    """Return the goods that a booth sells, with their packs and photos."""
    brought = [line.product for line in booth.products if line.product.status != "archived"]
    return own_goods(brought, demo=in_demo_mode())


def new_key() -> str:
    """Return a key for a sale that a form without script will tell."""
    return secrets.token_hex(20)


def refusal_words(part: str) -> str:
    """Say why a sale cannot be recorded."""
    return {
        "key": _("This sale's number cannot be. Write it down and enter it again."),
        "method": _("It does not say how the buyer paid."),
        "lines": _("Type how many packs of each were sold: whole numbers from 0 to 999."),
        "price": _("A price in it cannot be."),
        "total": _("Its total is not the sum of its goods."),
        "goods": _("It names goods that are not yours."),
    }[part]


def _today(booth: Booth) -> Takings:
    return takings_of(booth, my_shop(), clock.today())


def _why(status: int, why: str) -> Response:
    response = jsonify(why=why)
    response.status_code = status
    response.headers["Cache-Control"] = NEVER_KEPT
    return response


def _told(booth: Booth, recorded: str = "") -> Response:
    """Answer what a phone needs to go on, a fresh token included."""
    demo = in_demo_mode()
    variants = list(variants_sold(booth))
    takings = _today(booth)
    response = jsonify(
        recorded=recorded,
        token=generate_csrf(),
        stock=sellable_now([variant.id for variant in variants], demo=demo),
        prices={
            variant_id: [price.now_vnd, price.regular_vnd]
            for variant_id, price in prices_at(booth, variants, demo=demo).items()
        },
        today={
            "count": takings.count,
            "total": takings.total_vnd,
            "cash": takings.cash_vnd,
            "transfer": takings.transfer_vnd,
        },
    )
    response.headers["Cache-Control"] = NEVER_KEPT
    return response
