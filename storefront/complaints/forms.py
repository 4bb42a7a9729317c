"""What somebody types who is not content."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import Field, StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from storefront.complaints.services import Grievance
from storefront.forms import ContactForm, many_lines, one_line
from storefront.ordering.codes import normalise_code
from storefront.phones import parse_phone

LONGEST_TEXT = 4_000


class ComplaintForm(ContactForm):
    """Ask who complains, of which order, and what happened."""

    order_code = StringField(_("Order code"), filters=[one_line])
    text = TextAreaField(
        _("What happened, and what would put it right?"),
        filters=[many_lines],
        validators=[
            DataRequired(_("Tell us what happened.")),
            Length(
                min=10,
                max=LONGEST_TEXT,
                message=_("Tell it in 10 characters or more, and 4,000 at most."),
            ),
        ],
    )

    def validate_order_code(self, field: Field) -> None:
        """Refuse what cannot be an order code; none at all is fine."""
        if field.data and normalise_code(field.data) is None:
            raise ValidationError(
                _("That is no order code. It begins with CP and has nine characters.")
            )

    def refuse_order_code(self) -> None:
        """Say beside the field that no order has this code."""
        self.order_code.errors = [
            _("We know no order with this code. Check it, or leave the field empty.")
        ]

    def grievance(self, language: str) -> Grievance:
        """Return what was told, once it is valid."""
        return Grievance(
            full_name=self.full_name.data or "",
            phone=parse_phone(self.phone.data or ""),
            text=self.text.data or "",
            language=language,
            email=self.email.data or "",
            order_code=self.order_code.data or "",
        )
