"""What somebody types to sign in and out."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, Length

from storefront.accounts.services import SHORTEST_PASSWORD, AccountRefused, normal_identifier
from storefront.accounts.signing_in import local_path
from storefront.forms import LONGEST_NAME, Form, one_line

LONGEST_IDENTIFIER, LONGEST_PASSWORD = 254, 200
NOT_YOURS = _("That is not your password.")
TOO_OFTEN = _("Those were many tries. Wait five minutes, then try again.")


def identifier_field(label: Any, missing: Any) -> StringField:
    """Return a field for what somebody signs in with, and what to say where it is empty."""
    return StringField(
        label,
        filters=[one_line],
        validators=[
            DataRequired(missing),
            Length(max=LONGEST_IDENTIFIER, message=_("That is too long.")),
        ],
    )


def own_identifier() -> StringField:
    """Return a field for what its typist signs in with."""
    return identifier_field(
        _("Phone number or e-mail"), _("Type your phone number or e-mail address.")
    )


def known_password(label: Any) -> PasswordField:
    """Return a field for a password that its typist has already."""
    return PasswordField(
        label,
        validators=[
            DataRequired(_("Type your password.")),
            Length(max=LONGEST_PASSWORD, message=_("That is too long.")),
        ],
    )


class LoginForm(Form):
    """Ask who somebody is, and where they wanted to go."""

    identifier = own_identifier()
    password = known_password(_("Password"))
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

    current = known_password(_("Your password of today"))

    def refuse(self) -> None:
        """Say that the present password is another."""
        self.current.errors = [NOT_YOURS]

    def ask_for_patience(self) -> None:
        """Say that there were too many tries."""
        self.current.errors = [TOO_OFTEN]


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
    identifier = own_identifier()

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

    identifier = own_identifier()
