"""What somebody types to sign in and out."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from storefront.accounts.services import SHORTEST_PASSWORD, AccountRefused, normal_identifier
from storefront.accounts.signing_in import local_path
from storefront.forms import LONGEST_NAME, Form, one_line

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


class NewPasswordForm(Form):
    """Ask for a new password; it is typed once, and can be shown."""

    password = PasswordField(
        _("New password"),
        validators=[
            DataRequired(_("Choose a password.")),
            Length(min=SHORTEST_PASSWORD, message=_("Choose 10 characters or more.")),
            Length(max=LONGEST_PASSWORD, message=_("That is too long.")),
        ],
    )


class PasswordForm(NewPasswordForm):
    """Ask for the present password before a new one."""

    current = PasswordField(
        _("Your password of today"),
        validators=[
            DataRequired(_("Type your password.")),
            Length(max=LONGEST_PASSWORD, message=_("That is too long.")),
        ],
    )

    def refuse(self) -> None:
        """Say that the present password is another."""
        self.current.errors = [_("That is not your password.")]

    def ask_for_patience(self) -> None:
        """Say that there were too many tries."""
        self.current.errors = [_("Those were many tries. Wait five minutes, then try again.")]


class InvitationForm(NewPasswordForm):
    """Ask an invited member who they are and how they will sign in."""

    name = StringField(
        _("Your name"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type your name.")),
            Length(min=2, max=LONGEST_NAME, message=_("Type a name of 2 to 80 characters.")),
        ],
    )
    identifier = StringField(
        _("Phone number or e-mail"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type your phone number or e-mail address.")),
            Length(max=LONGEST_IDENTIFIER, message=_("That is too long.")),
        ],
    )

    def validate_identifier(self, field: Field) -> None:
        """Refuse what is neither a phone number nor an e-mail address, or is taken."""
        try:
            normal_identifier(field.data or "")
        except AccountRefused as error:
            raise ValidationError(
                _("That is neither a phone number nor an e-mail address.")
            ) from error

    def refuse_taken(self) -> None:
        """Say that somebody signs in with this already."""
        self.identifier.errors = [
            _("There is an account with this phone number or e-mail already.")
        ]


class ForgottenForm(Form):
    """Ask whose password was forgotten."""

    identifier = StringField(
        _("Phone number or e-mail"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type your phone number or e-mail address.")),
            Length(max=LONGEST_IDENTIFIER, message=_("That is too long.")),
        ],
    )
