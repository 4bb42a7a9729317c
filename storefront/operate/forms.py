"""What the operator types."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import DataRequired

from storefront.accounts.forms import identifier_field
from storefront.forms import Form, optional_email


class ButtonForm(Form):
    """Hold nothing but the token: the button says it all."""


class InviteShopForm(Form):
    """Ask whose first manager is invited."""

    cooperative = SelectField(
        _("Maker"),
        validate_choice=True,
        validators=[DataRequired(_("Choose a maker."))],
    )
    email = optional_email(_("Send it by e-mail too"))


class ResetForm(Form):
    """Ask whose password was forgotten."""

    identifier = identifier_field(
        _("Phone number or e-mail of the account"), _("Type the phone number or e-mail address.")
    )

    def refuse_unknown(self) -> None:
        """Say that nobody signs in with this."""
        self.identifier.errors = [_("Nobody signs in with this phone number or e-mail address.")]
