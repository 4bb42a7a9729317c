"""What somebody types to sign in and out."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, Length

from storefront.accounts.signing_in import local_path
from storefront.forms import Form, one_line

LONGEST_IDENTIFIER, LONGEST_PASSWORD = 254, 200


class LoginForm(Form):
    """Ask who somebody is, and where they wanted to go."""

    identifier = StringField(
        _("Phone number or e-mail"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type your phone number or e-mail address.")),
            Length(max=LONGEST_IDENTIFIER, message=_("That is too long.")),
        ],
    )
    password = PasswordField(
        _("Password"),
        validators=[
            DataRequired(_("Type your password.")),
            Length(max=LONGEST_PASSWORD, message=_("That is too long.")),
        ],
    )
    next = HiddenField(filters=[lambda typed: local_path(typed or "")])

    def refuse(self) -> None:
        """Say that the two do not go together, whichever of them is wrong."""
        self.password.errors = [
            _("This phone number or e-mail and this password do not go together.")
        ]


class LogoutForm(Form):
    """Hold nothing but the token."""
