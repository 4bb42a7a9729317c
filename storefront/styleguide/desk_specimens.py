"""The specimens of the desk: its screens as a member sees them, and parts that need an occasion."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response
from flask_babel import lazy_gettext as _
from jinja2_fragments.flask import render_block

from storefront.manage import (
    account,
    delivery,
    goods,
    goods_editing,
    log,
    more,
    numbers,
    orders,
    packing,
    page,
    photos,
    team,
    today,
)
from storefront.styleguide.desk_samples import DeskSamples, at_the_desk
from storefront.styleguide.samples import Samples
from storefront.styleguide.showcase_specimens import SHOWCASE_DESK_SPECIMENS
from storefront.styleguide.specimens import Show, Specimen, main_of, part_of


def _screen(view: Callable[[DeskSamples], Response]) -> Show:
    def show(shown: Samples) -> str:
        with at_the_desk(shown) as desk:
            return main_of(view(desk))

    return show


def _bar(opening: str) -> Show:
    def show(shown: Samples) -> str:
        with at_the_desk(shown):
            return part_of(today.today(), opening, "</nav>")

    return show


def _block(name: str) -> Show:
    def show(shown: Samples) -> str:
        with at_the_desk(shown) as desk:
            return render_block("styleguide/desk_specimens.html", name, shown=shown, desk=desk)

    return show


DESK_SPECIMENS = (
    Specimen("desk-nav", _("Ways of the desk"), _bar('<nav class="desk-nav"')),
    Specimen("desk-bar", _("Bottom bar"), _bar('<nav class="bottom-bar')),
    Specimen("today", _("Today"), _screen(lambda _desk: today.today())),
    Specimen("orders", _("Orders"), _screen(lambda _desk: orders.orders())),
    Specimen("one-order", _("Order"), _screen(lambda desk: orders.order(desk.order.code))),
    Specimen("packing", _("Packing list"), _screen(lambda _desk: packing.packing())),
    Specimen("sheet", _("Packing list to print"), _screen(lambda _desk: packing.print_packing())),
    Specimen("slips", _("Slips to print"), _screen(lambda _desk: packing.print_orders())),
    Specimen("goods", _("Goods"), _screen(lambda _desk: goods.goods())),
    Specimen(
        "one-good", _("Product"), _screen(lambda desk: goods_editing.edit_goods(desk.product_id))
    ),
    Specimen("photos", _("Photos"), _screen(lambda desk: photos.product_photos(desk.product_id))),
    Specimen("page", _("Shop page"), _screen(lambda _desk: page.page())),
    Specimen("delivery", _("Delivery and payment"), _screen(lambda _desk: delivery.delivery())),
    Specimen("account", _("Bank account"), _screen(lambda _desk: account.account())),
    Specimen("team", _("Team"), _screen(lambda _desk: team.team())),
    Specimen("numbers", _("Numbers"), _screen(lambda _desk: numbers.numbers())),
    Specimen("log", _("Log"), _screen(lambda _desk: log.log())),
    Specimen("more", _("More"), _screen(lambda _desk: more.more())),
    Specimen("transfers", _("Transfers that need a look"), _block("transfers")),
    Specimen("versions", _("Two versions"), _block("versions")),
    Specimen("photo-rows", _("Rows of photos"), _block("photo_rows")),
    Specimen("preview", _("Preview"), _block("preview")),
    Specimen("alert", _("Alert of another account"), _block("alert")),
    Specimen("sheet-changes", _("Changes by a spreadsheet"), _block("sheet")),
    Specimen("lead-filter", _("Leads of a booth"), _block("lead_filter")),
    Specimen("showcase-picture", _("Picture"), _block("showcase_picture")),
    *SHOWCASE_DESK_SPECIMENS,
)
