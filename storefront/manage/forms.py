"""What members type at their desk."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older

from storefront.forms import Form, optional_email


class NothingForm(Form):
    """Hold nothing but the token: the button says it all."""


class InviteForm(Form):
    """Ask what an invited member may do."""

    member_role = RadioField(
        _("What may they do?"),
        choices=[
            SelectChoice("member", _("Member: orders, goods, stock and the shop's page")),
            SelectChoice("manager", _("Manager: also the team, and where the money goes")),
        ],
        default="member",
    )
    email = optional_email(_("Send it by e-mail too"))
