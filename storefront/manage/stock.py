"""Stock from the desk: pressed up and down by one, or stated as it was counted."""

from __future__ import annotations

import re

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _

from storefront.activity.services import note
from storefront.booth_sales.queries import settle_shortage
from storefront.catalogue.models import Variant
from storefront.catalogue.own_goods import Shelf, own_variant
from storefront.database import db
from storefront.htmx import render, wants_fragment
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.manage.goods import (
    BAD_TOKEN,
    CONFLICT,
    REFUSED,
    back_to_goods,
    goods_page,
    token_refused,
)
from storefront.manage.goods_editing import editor_page
from storefront.market.services import in_demo_mode
from storefront.stock.services import (
    MOST_PACKS,
    InvalidQuantity,
    StockMoved,
    TooFew,
    change_stock,
    count_stock,
    sellable_now,
)

PRESSES = {"1": 1, "-1": -1}
_COUNT = re.compile(r"[0-9]{1,7}", re.ASCII)


@blueprint.post("/goods/packs/<int:variant_id>/stock")
def press_stock(variant_id: int) -> Response:
    """Put one pack on the shelf, or take one away: each press counts."""
    variant = own_variant(my_shop(), variant_id) or abort(404)
    by = PRESSES.get(request.form.get("by", ""))
    if not NothingForm().validate() or by is None:
        return _stock_answer(variant, BAD_TOKEN, token_refused())
    try:
        left = change_stock(variant.id, by, demo=in_demo_mode())
    except TooFew:
        db.session.rollback()
        return _stock_answer(variant, CONFLICT, _("There is none left to take away."))
    except InvalidQuantity:
        db.session.rollback()
        return _stock_answer(variant, CONFLICT, _("More than that does not fit on the shelf."))
    _note_stock("stock.changed", variant, left - by, left)
    db.session.commit()
    return _stock_answer(variant)


@blueprint.post("/goods/packs/<int:variant_id>/count")
def state_stock(variant_id: int) -> Response:
    """State how many packs there are, as somebody has counted them."""
    variant = own_variant(my_shop(), variant_id) or abort(404)
    count, seen = request.form.get("count", "").strip(), request.form.get("seen", "")
    if not NothingForm().validate():
        return _stock_answer(variant, BAD_TOKEN, token_refused(), typed=count)
    if not (_COUNT.fullmatch(count) and _COUNT.fullmatch(seen)) or int(count) > MOST_PACKS:
        message = _("Type a whole number from 0 to 1,000,000.")
        return _stock_answer(variant, REFUSED, message, typed=count)
    try:
        count_stock(variant.id, int(count), int(seen), demo=in_demo_mode())
    except StockMoved as moved:
        db.session.rollback()
        message = _(
            "Meanwhile it became %(now)s: an order came, or somebody else counted. You typed"
            " %(typed)s. Look at the shelf, then set it again.",
            now=moved.sellable,
            typed=count,
        )
        return _stock_answer(variant, CONFLICT, message, typed=count)
    settle_shortage(variant.id)
    _note_stock("stock.set", variant, int(seen), int(count))
    db.session.commit()
    return _stock_answer(variant)


def _stock_answer(
    variant: Variant, status: int = 200, alert: str = "", typed: str = ""
) -> Response:
    """Answer with the number alone, the page it stands on, or the way back there."""
    product_id, in_editor = variant.product_id, request.args.get("from") == "edit"
    if wants_fragment():
        stock = sellable_now([variant.id], demo=in_demo_mode())[variant.id]
        shelf = Shelf(variant, None, stock, 0)
        return render(
            "manage/stock_number.html",
            status=status,
            shelf=shelf,
            in_editor=in_editor,
            alert=alert,
        )
    if status == 200 and in_editor:
        path = url_for("manage.edit_goods", product_id=product_id, _anchor="stock")
        return make_response(redirect(path, 303))
    if status == 200:
        return back_to_goods(product_id)
    if in_editor:
        return editor_page(product_id, status, alert=alert, counted={variant.id: typed})
    return goods_page(status, alert)


def _note_stock(verb: str, variant: Variant, before: int, after: int) -> None:
    product, pack = variant.product, variant.label_vi
    details = {"pack": pack, "before": before, "after": after}
    note(my_shop(), me(), verb, product, product.name_vi, **details)
