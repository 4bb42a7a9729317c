"""Event prices and vouchers of the shop's own booth."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response, abort, make_response, redirect, request, url_for
from flask_babel import lazy_gettext as _

from storefront import clock
from storefront.database import db
from storefront.htmx import render
from storefront.manage.booth_price_forms import NewVoucherForm, PriceRow, PricesForm
from storefront.manage.booth_wording import closed_words
from storefront.manage.booths import booth_page, my_booth
from storefront.manage.desk import blueprint, me, my_shop
from storefront.manage.forms import NothingForm
from storefront.market.services import in_demo_mode
from storefront.ordering.promises import taken_off_by
from storefront.promotions import own_prices as service
from storefront.promotions.own_prices import ALCOHOL, BELOW_USED, NOT_LOWER, WrongPrice
from storefront.promotions.own_vouchers import (
    CodeTaken,
    end_voucher,
    make_voucher,
    own_voucher,
    vouchers_of,
)
from storefront.promotions.services import event_offers
from storefront.showcase.models import Booth
from storefront.showcase.standing import Closed, Moved

CONFLICT, REFUSED = 409, 422
DONE: Mapping[str, object] = {
    "saved": _("Saved. Orders placed before keep their prices."),
    "made": _("The voucher can be used."),
    "ended": _("The voucher is ended. Orders placed with it keep what they were promised."),
}


@blueprint.get("/booths/<int:booth_id>/prices")
def booth_prices(booth_id: int) -> Response:
    """Show what each pack costs at the booth, and the vouchers."""
    return _prices_page(my_booth(booth_id))


@blueprint.post("/booths/<int:booth_id>/prices")
def set_booth_prices(booth_id: int) -> Response:
    """Set what packs cost at the booth; an empty price ends the event price of a pack."""
    found, form = my_booth(booth_id), PricesForm()
    if not found.is_taken:
        return booth_page(found, CONFLICT, closed_words(found))
    rows = {pack.id: PriceRow.typed(request.form, pack.id) for pack in service.packs_at(found)}
    wishes = {variant: row.read() for variant, row in rows.items()}
    if not form.validate() or any(row.errors for row in rows.values()):
        status = form.refusal_status if form.token_refused else REFUSED
        return _prices_page(found, status, rows, form)
    try:
        service.set_event_prices(found, my_shop(), me(), wishes, form.seen.data or "")
    except (Closed, Moved, WrongPrice) as refused:
        db.session.rollback()
        return _not_set(my_booth(booth_id), rows, refused)
    db.session.commit()
    return _to_prices(found, "saved")


@blueprint.post("/booths/<int:booth_id>/vouchers")
def make_booth_voucher(booth_id: int) -> Response:
    """Give a voucher at the booth."""
    found, form = my_booth(booth_id), NewVoucherForm()
    if not found.is_taken:
        return booth_page(found, CONFLICT, closed_words(found))
    if not form.validate():
        return _prices_page(found, form.refusal_status, voucher_form=form)
    try:
        make_voucher(found, my_shop(), me(), form.wished())
    except Closed:
        db.session.rollback()
        return booth_page(my_booth(booth_id), CONFLICT, closed_words(found))
    except CodeTaken:
        db.session.rollback()
        form.code.errors = [_("This booth has a voucher of that code already: choose another.")]
        return _prices_page(my_booth(booth_id), CONFLICT, voucher_form=form)
    db.session.commit()
    return _to_prices(found, "made")


@blueprint.post("/booths/<int:booth_id>/vouchers/<int:voucher_id>/end")
def end_booth_voucher(booth_id: int, voucher_id: int) -> Response:
    """End a voucher early; orders placed with it keep what they were promised."""
    found = my_booth(booth_id)
    voucher = own_voucher(found, voucher_id) or abort(404)
    form = NothingForm()
    if not form.validate():
        return _prices_page(found, form.refusal_status, alert=_page_was_old())
    end_voucher(voucher, my_shop(), me())
    db.session.commit()
    return _to_prices(found, "ended")


def _not_set(found: Booth, rows: Mapping[int, PriceRow], refused: Exception) -> Response:
    """Show again what was typed, with why it was not set."""
    if isinstance(refused, Closed):
        return booth_page(found, CONFLICT, closed_words(found))
    if isinstance(refused, WrongPrice):
        for variant, reason in refused.reasons.items():
            if variant in rows:
                name = "limit" if reason == BELOW_USED else "price"
                rows[variant].errors[name] = _why_not(reason)
        return _prices_page(found, REFUSED, rows)
    moved = _(
        "Somebody changed this while you typed. What you typed is still here; pressing the button"
        " again puts it in place of theirs."
    )
    return _prices_page(found, CONFLICT, rows, alert=str(moved))


def _why_not(reason: str) -> str:
    sentences = {
        ALCOHOL: _("The law allows no event price for alcohol."),
        NOT_LOWER: _("An event price is lower than the regular price, and above 0."),
        BELOW_USED: _("More were sold at this price already."),
    }
    return str(sentences.get(reason, _("This is no longer on sale.")))


def _page_was_old() -> str:
    return str(_("This page was open for too long. Nothing changed: press the button again."))


def _prices_page(  # noqa: PLR0913, PLR0917 - each is something that may have to be told
    found: Booth,
    status: int = 200,
    rows: Mapping[int, PriceRow] | None = None,
    form: PricesForm | None = None,
    voucher_form: NewVoucherForm | None = None,
    alert: str = "",
) -> Response:
    packs, prices = service.packs_at(found), service.prices_of(found)
    vouchers = vouchers_of(found)
    return render(
        "manage/booths/prices.html",
        status=status,
        booth=found,
        packs=packs,
        demo_mode=in_demo_mode(),
        prices=prices,
        offers=event_offers(found.showcase_id, [pack.id for pack in packs]),
        rows=rows or {pack.id: PriceRow.of(service.wish_of(prices.get(pack.id))) for pack in packs},
        seen=service.prices_seen(prices),
        form=form or PricesForm(formdata=None),
        vouchers=vouchers,
        taken_off=taken_off_by([voucher.id for voucher in vouchers]),
        voucher_form=voucher_form or NewVoucherForm(formdata=None),
        button_form=NothingForm(formdata=None),
        alert=alert,
        done=DONE.get(request.args.get("done", "")),
        now=clock.now(),
    )


def _to_prices(found: Booth, done: str) -> Response:
    address = url_for("manage.booth_prices", booth_id=found.id, done=done)
    return make_response(redirect(address, 303))
