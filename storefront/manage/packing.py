"""What to pack, and the slips and labels that go with the parcels."""

from __future__ import annotations

from flask import Response, abort, request

from storefront import clock
from storefront.handling.inbox import all_in, orders_by_codes, tab_named
from storefront.handling.packing import MOST_PACKED, packing_days, weight_of
from storefront.handling.wording import day_words
from storefront.htmx import render
from storefront.i18n.languages import current_language
from storefront.manage.desk import blueprint, my_shop
from storefront.payments.services import received_for_all
from storefront.weights import format_weight

PAPERS = ("a5", "a6", "80")


@blueprint.get("/orders/packing")
def packing() -> Response:
    """Show what to pack by the day it leaves, and what is packed and waits to be taken."""
    today = clock.today()
    return render(
        "manage/packing.html",
        days=packing_days(my_shop(), today),
        packed=all_in(my_shop(), tab_named("hand_over"), MOST_PACKED),
        today=today,
        day_words=day_words,
        papers=PAPERS,
    )


@blueprint.get("/orders/packing/print")
def print_packing() -> Response:
    """Show the packing list of one day as a sheet of paper; of every day without any."""
    today, asked = clock.today(), request.args.get("day")
    days = [day for day in packing_days(my_shop(), today) if asked in (None, day.day.isoformat())]
    if asked is not None and not days:
        abort(404)
    language = current_language()
    return render(
        "manage/packing_print.html",
        shop=my_shop(),
        days=days,
        today=today,
        day_words=day_words,
        weight=lambda grams: format_weight(grams, language),
    )


@blueprint.get("/orders/print")
def print_orders() -> Response:
    """Show the slips of the chosen orders on one paper; all that are to be packed without any."""
    paper = request.args.get("paper", PAPERS[0])
    codes = request.args.getlist("code")
    if paper not in PAPERS or len(codes) > MOST_PACKED:
        abort(404)
    orders = orders_by_codes(my_shop(), codes)
    if len(orders) < len(set(codes)):
        abort(404)
    chosen = orders or list(all_in(my_shop(), tab_named("pack"), MOST_PACKED))
    received = received_for_all(chosen)
    return render(
        "manage/print.html",
        paper=paper,
        papers=PAPERS,
        codes=codes,
        orders=chosen,
        dues={order.id: max(0, order.total_vnd - received[order.id]) for order in chosen},
        weights={order.id: format_weight(weight_of(order), current_language()) for order in chosen},
    )
