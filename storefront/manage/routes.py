"""All screens of the desk on one blueprint."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from storefront.manage import account, log, more, order_steps, orders, packing, team, today
from storefront.manage.desk import blueprint

__all__ = [
    "account",
    "blueprint",
    "log",
    "more",
    "order_steps",
    "orders",
    "packing",
    "team",
    "today",
]

LINKS = (
    ("manage.today", _("Today")),
    ("manage.orders", _("Orders")),
    ("manage.more", _("More")),
)

blueprint.add_app_template_global(lambda: LINKS, "desk_links")
