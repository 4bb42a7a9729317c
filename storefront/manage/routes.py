"""All screens of the desk on one blueprint."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import lazy_gettext as _

from storefront.manage import (
    account,
    booth_delivery,
    booth_goods,
    booth_prices,
    booth_report,
    booth_sale,
    booth_signs,
    booth_takings,
    booths,
    certificates,
    delivery,
    goods,
    goods_editing,
    leads,
    log,
    more,
    numbers,
    order_steps,
    orders,
    packing,
    page,
    page_choice,
    page_preview,
    page_versions,
    photos,
    sheets,
    stock,
    team,
    today,
    transfers,
)
from storefront.manage.desk import blueprint

__all__ = [
    "account",
    "blueprint",
    "booth_delivery",
    "booth_goods",
    "booth_prices",
    "booth_report",
    "booth_sale",
    "booth_signs",
    "booth_takings",
    "booths",
    "certificates",
    "delivery",
    "goods",
    "goods_editing",
    "leads",
    "log",
    "more",
    "numbers",
    "order_steps",
    "orders",
    "packing",
    "page",
    "page_choice",
    "page_preview",
    "page_versions",
    "photos",
    "sheets",
    "stock",
    "team",
    "today",
    "transfers",
]

LINKS = (
    ("manage.today", _("Today")),
    ("manage.orders", _("Orders")),
    ("manage.goods", _("Goods")),
    ("manage.more", _("More")),
)


@blueprint.app_template_global()
def desk_links() -> list[tuple[str, object, bool]]:
    """Return the main screens with their names, and whether this page belongs to one."""
    paths = {endpoint: url_for(endpoint) for endpoint, _words in LINKS}
    here = next(
        (
            endpoint
            for endpoint, path in paths.items()
            if request.path == path
            or (endpoint != "manage.today" and request.path.startswith(f"{path}/"))
        ),
        "manage.more",
    )
    return [(endpoint, words, endpoint == here) for endpoint, words in LINKS]
