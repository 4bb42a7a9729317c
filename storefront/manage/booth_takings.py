"""What a booth has sold: by hour and in sums; each sale with its receipt, taken back if wrong."""

from __future__ import annotations

from datetime import date

from flask import Response, abort, make_response, redirect, request, url_for

from storefront import clock
from storefront.booth_sales.models import BoothSale
from storefront.booth_sales.paying import (
    account_at,
    payment_drawing,
    receipt_address,
    receipt_drawing,
)
from storefront.booth_sales.queries import (
    days_with_sales,
    sales_by_hour,
    short_goods,
    takings_of,
)
from storefront.booth_sales.services import NotToBeTakenBack, mark_paid, own_sale, take_back
from storefront.database import db, only_reading
from storefront.days import UnclearDay, parse_day
from storefront.forms import REFUSED_TOKEN
from storefront.htmx import render
from storefront.manage.booth_sale import my_booth
from storefront.manage.booth_sale_forms import TakeBackForm
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.market.services import in_demo_mode

CONFLICT = 409


@blueprint.get("/booths/<int:booth_id>/sales")
def booth_sales(booth_id: int) -> Response:
    """Show what a booth has sold on a day, today without one."""
    booth, shop = my_booth(booth_id), my_shop()
    days = days_with_sales(booth, shop)
    day = _day(request.args.get("day", "")) or (days[0] if days else clock.today())
    return render(
        "manage/booth_sale/sales.html",
        booth=booth,
        day=day,
        days=days,
        hours=sales_by_hour(booth, shop, day),
        takings=takings_of(booth, shop, day),
        short=short_goods(shop),
    )


@blueprint.get("/booths/<int:booth_id>/sales/<sale_key>")
def booth_sale_done(booth_id: int, sale_key: str) -> Response:
    """Show one sale: its receipt to be scanned, how it is paid, and the way to the next."""
    return _sale_page(_sale(booth_id, sale_key))


@blueprint.post("/booths/<int:booth_id>/sales/<sale_key>/payment")
def pay_booth_sale(booth_id: int, sale_key: str) -> Response:
    """Note that the buyer's transfer has come."""
    sale = _sale(booth_id, sale_key)
    form = NothingForm()
    if not form.validate():
        return _sale_page(sale, form.refusal_status)
    mark_paid(sale, me())
    db.session.commit()
    return _to_sale(sale)


@blueprint.post("/booths/<int:booth_id>/sales/<sale_key>/take-back")
def take_booth_sale_back(booth_id: int, sale_key: str) -> Response:
    """Take a wrong sale back."""
    sale = _sale(booth_id, sale_key)
    form = TakeBackForm()
    if not form.validate():
        return _sale_page(sale, form.refusal_status, form)
    try:
        take_back(sale, me(), form.reason.data or "", demo=in_demo_mode())
    except NotToBeTakenBack:
        db.session.rollback()
        with only_reading():
            return _sale_page(_sale(booth_id, sale_key), CONFLICT)
    db.session.commit()
    return _to_sale(sale)


def _sale(booth_id: int, key: str) -> BoothSale:
    my_booth(booth_id)
    return own_sale(my_shop(), booth_id, key) or abort(404)


def _sale_page(sale: BoothSale, status: int = 200, form: TakeBackForm | None = None) -> Response:
    account = account_at(my_shop()) if sale.is_unpaid else None
    return render(
        "manage/booth_sale/done.html",
        status=status,
        sale=sale,
        booth=sale.booth,
        account=account,
        payment=payment_drawing(account, sale) if account else None,
        receipt=receipt_drawing(sale.key),
        address=receipt_address(sale.key),
        form=form or TakeBackForm(formdata=None),
        token_refused=status == REFUSED_TOKEN,
        changed=status == CONFLICT,
    )


def _to_sale(sale: BoothSale) -> Response:
    address = url_for("manage.booth_sale_done", booth_id=sale.booth_id, sale_key=sale.key)
    return make_response(redirect(address, 303))


def _day(text: str) -> date | None:
    try:
        return parse_day(text)
    except UnclearDay:
        return None
