"""What all forms share: clean text, errors with the right status, a token that lives long."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Field, StringField, TelField, ValidationError
from wtforms.validators import DataRequired, Email, Length, Optional

from storefront.phones import InvalidPhone, parse_phone
from storefront.text import clean_line, clean_text

LONGEST_NAME, LONGEST_EMAIL = 80, 254
MOST_DIGITS = 9  # of a number that a column can hold
REFUSED_TOKEN = 400
REFUSED_VALUES = 422


def one_line(value: str | None) -> str:
    """Clean a typed line: NFC, no control characters, single blanks."""
    return clean_line(value or "")


def many_lines(value: str | None) -> str:
    """Clean a typed text, keeping its line ends."""
    return clean_text(value or "")


def optional_email(label: Any) -> EmailField:
    """Return a field for an e-mail address that may be left empty."""
    return EmailField(
        label,
        filters=[one_line],
        validators=[
            Optional(),
            Length(max=LONGEST_EMAIL, message=_("That e-mail address is too long.")),
            Email(message=_("That is no e-mail address. Leave it empty if you have none.")),
        ],
    )


class Form(FlaskForm):
    """Be the parent of every form that changes something."""

    class Meta(FlaskForm.Meta):
        """Take nothing but what an HTML form sends: in a JSON body values need not be text."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return what was sent by a form, or nothing."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form or None

    @property
    def token_refused(self) -> bool:
        """Tell whether the form's token was missing, forged or from another session."""
        token = self._fields.get("csrf_token")
        return bool(token is not None and token.errors)

    @property
    def refusal_status(self) -> int:
        """Return the status of a page that shows this form's errors."""
        return REFUSED_TOKEN if self.token_refused else REFUSED_VALUES

    @property
    def fields_with_errors(self) -> list[Field]:
        """Return the visible fields that have errors, in the order of the page."""
        return [field for field in self if field.errors and field.name != "csrf_token"]

    def error_attributes(
        self, field: Field, *, has_hint: bool = False, **attributes: Any
    ) -> dict[str, Any]:
        """Return a field's HTML attributes, tied to its hint and its error where there is one."""
        described = [f"{field.id}-hint"] if has_hint else []
        if field.errors:
            attributes["aria-invalid"] = "true"
            described.append(f"{field.id}-error")
        if described:
            attributes["aria-describedby"] = " ".join(described)
        return attributes


def small_number(typed: str | None) -> int:
    """Read a number that a page itself wrote, such as a revision; 0 for anything else."""
    text = typed or ""
    readable = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if readable else 0


class ContactForm(Form):
    """Ask who somebody is and how to reach them; the e-mail address is optional."""

    full_name = StringField(
        _("Full name"),
        filters=[one_line],
        validators=[
            DataRequired(_("Type your name.")),
            Length(min=2, max=LONGEST_NAME, message=_("Type a name of 2 to 80 characters.")),
        ],
    )
    phone = TelField(
        _("Phone number"),
        filters=[one_line],
        validators=[DataRequired(_("Type a phone number where you can be reached."))],
    )
    email = optional_email(_("E-mail"))

    def validate_phone(self, field: Field) -> None:
        """Refuse what is no Vietnamese phone number."""
        try:
            parse_phone(field.data or "")
        except InvalidPhone as error:
            raise ValidationError(
                _("That is no Vietnamese phone number. Type 10 digits, such as 0912 345 678.")
            ) from error
