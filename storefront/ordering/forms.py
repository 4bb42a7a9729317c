"""Finding an order again, and calling it off."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, TelField, ValidationError
from wtforms.validators import InputRequired

from storefront.forms import Form, one_line
from storefront.phones import InvalidPhone, parse_phone


class LookupForm(Form):
    """Find an order by its code and the phone number it was placed with."""

    code = StringField(
        _("Order code"),
        filters=[one_line],
        validators=[InputRequired(_("Type the order code: it begins with CP."))],
    )
    phone = TelField(
        _("Phone number"),
        filters=[one_line],
        validators=[InputRequired(_("Type the phone number that you ordered with."))],
    )

    def validate_phone(self, field: Field) -> None:
        """Refuse what is no Vietnamese phone number."""
        try:
            parse_phone(field.data or "")
        except InvalidPhone as error:
            raise ValidationError(
                _("That is no Vietnamese phone number. Type 10 digits, such as 0912 345 678.")
            ) from error


class CancelForm(Form):
    """Call an order off; it carries nothing but the token."""
