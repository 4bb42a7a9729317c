"""All screens of the desk on one blueprint."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

from storefront.manage import team, today
from storefront.manage.desk import blueprint

__all__ = ["blueprint", "team", "today"]

LINKS = (
    ("manage.today", _("Today")),
    ("manage.team", _("Team")),
)

blueprint.add_app_template_global(lambda: LINKS, "desk_links")
