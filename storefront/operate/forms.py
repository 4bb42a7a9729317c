"""What the operator types."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from storefront.accounts.forms import LONGEST_IDENTIFIER
from storefront.forms import Form, one_line, optional_email


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

    identifier = StringField(
        _("Phone number or e-mail of the account"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type the phone number or e-mail address.")),
            Length(max=LONGEST_IDENTIFIER, message=_("That is too long.")),
        ],
    )

    def refuse_unknown(self) -> None:
        """Say that nobody signs in with this."""
        self.identifier.errors = [_("Nobody signs in with this phone number or e-mail address.")]
