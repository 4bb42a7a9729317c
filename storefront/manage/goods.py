"""The goods of a cooperative: the list, and what of it buyers see."""

from __future__ import annotations

import re
from typing import Any

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import gettext as _

from storefront.catalogue.editing import NeedsLicence, NotApproved, set_status
from storefront.catalogue.own_goods import (
    LACKING,
    STATES,
    OwnGoods,
    own_goods,
    own_page,
    own_product,
)
from storefront.database import db
from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.market.services import in_demo_mode
from storefront.text import clean_line

CONFLICT, REFUSED, BAD_TOKEN = 409, 422, 400
PRESSES = {"1": 1, "-1": -1}
LONGEST_WORDS = 80
_COUNT = re.compile(r"[0-9]{1,7}", re.ASCII)
_PAGE = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


@blueprint.get("/goods")
def goods() -> Response:
    """Show the shop's goods, by words and state."""
    return goods_page()


@blueprint.post("/goods/<int:product_id>/status")
def change_status(product_id: int) -> Response:
    """Put goods on sale, hide them, or lay them by for good."""
    product = own_product(my_shop(), product_id) or abort(404)
    status = request.form.get("status", "")
    if not NothingForm().validate() or status not in STATES:
        return goods_page(BAD_TOKEN, token_refused())
    try:
        set_status(my_shop(), me(), product, status)
    except NeedsLicence:
        db.session.rollback()
        return goods_page(CONFLICT, licence_words())
    except NotApproved:
        db.session.rollback()
        return goods_page(CONFLICT, not_approved())
    db.session.commit()
    return back_to_goods(product_id)


def goods_page(status: int = 200, alert: str = "") -> Response:
    """Return the list as the address says, with what must be told above it."""
    words, state, number = _chosen()
    page = own_page(my_shop(), words, state, number, demo=in_demo_mode())
    if number > 1 and not page.goods:
        abort(404)
    return render(
        "manage/goods.html",
        status=status,
        alert=alert,
        page=page,
        words=words,
        state=state,
        kept=_kept(words, state, number),
        saved=request.args.get("saved", ""),
        button_form=NothingForm(formdata=None),
    )


def back_to_goods(product_id: int, **more: Any) -> Response:
    """Send the browser back to a line of the list that it came from."""
    kept = _kept(*_chosen()) | more
    path = url_for("manage.goods", **kept, _anchor=f"goods-{product_id}")
    return make_response(redirect(path, 303))


def shelves_of(product_id: int) -> OwnGoods:
    """Return one product with its packs and what is left of them."""
    product = own_product(my_shop(), product_id) or abort(404)
    return own_goods([product], demo=in_demo_mode())[0]


def licence_words() -> str:
    """Say why alcohol is not on sale."""
    return _(
        "Alcohol needs your licence before it can be on sale: type its number under “Alcohol”."
    )


def not_approved() -> str:
    """Say that the review has not let something be shown."""
    return _("The operator has to look at this before it is shown.")


def token_refused() -> str:
    """Say that nothing changed, for want of a token."""
    return _(
        "This page was open for too long or came from another browser. Nothing changed: press the"
        " button again."
    )


def _chosen() -> tuple[str, str, int]:
    """Read which part of the list is looked at; what cannot be read is as if it were not there."""
    words = clean_line(request.args.get("q", ""))[:LONGEST_WORDS]
    state, number = request.args.get("state", ""), request.args.get("page", "")
    known = state if state in (*STATES, LACKING) else ""
    return words, known, int(number) if _PAGE.fullmatch(number) else 1


def _kept(words: str, state: str, number: int) -> dict[str, Any]:
    chosen = {"q": words, "state": state, "page": number if number > 1 else ""}
    return {name: value for name, value in chosen.items() if value}
