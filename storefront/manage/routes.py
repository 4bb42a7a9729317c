"""All screens of the desk on one blueprint."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from storefront.manage import (
    account,
    certificates,
    delivery,
    goods,
    goods_editing,
    log,
    more,
    order_steps,
    orders,
    packing,
    page,
    page_choice,
    page_preview,
    page_versions,
    photos,
    stock,
    team,
    today,
    transfers,
)
from storefront.manage.desk import blueprint

__all__ = [
    "account",
    "blueprint",
    "certificates",
    "delivery",
    "goods",
    "goods_editing",
    "log",
    "more",
    "order_steps",
    "orders",
    "packing",
    "page",
    "page_choice",
    "page_preview",
    "page_versions",
    "photos",
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

blueprint.add_app_template_global(lambda: LINKS, "desk_links")
