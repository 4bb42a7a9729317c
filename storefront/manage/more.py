"""What is needed less often than every day, on one screen."""

from __future__ import annotations

from flask import Response
from flask_babel import lazy_gettext as _

from storefront.htmx import render
from storefront.manage.desk import blueprint, me, my_shop

# Endpoint, name, what it is for, and whether only managers come there.
MORE = (
    ("manage.numbers", _("Numbers"), _("What was sold, and files to keep"), False),
    ("manage.page", _("Shop page"), _("Name, story, history"), False),
    (
        "manage.delivery",
        _("Delivery and payment"),
        _("Zones, fees, times, cash and your words"),
        False,
    ),
    ("manage.account", _("Bank account"), _("Where the money goes"), False),
    (
        "manage.photos",
        _("Photos of the shop"),
        _("The first stands at the head of its page"),
        False,
    ),
    ("manage.leads", _("Trade leads"), _("Businesses that want to buy"), False),
    ("manage.booths", _("Showcases"), _("Invitations, and your booths"), False),
    ("manage.team", _("Team"), _("Who is in, invitations, forgotten passwords"), False),
    ("manage.log", _("Log"), _("Who did what"), True),
)


@blueprint.get("/more")
def more() -> Response:
    """Show the way to the screens that are needed less often."""
    return render("manage/more.html", me=me(), shop=my_shop(), more=MORE)
