"""What the buyer types: who gets the goods, where, how it is paid, and the order itself."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older
from wtforms.validators import DataRequired, Length

from storefront.cart.models import Cart
from storefront.forms import ContactForm, Form, many_lines, one_line
from storefront.i18n.languages import current_language
from storefront.phones import parse_phone, show_phone
from storefront.places.directory import commune, communes_of, province, provinces

LONGEST_STREET, LONGEST_NOTE = 160, 500


def required(message: str) -> DataRequired:
    """Refuse an empty field with a message of its own."""
    return DataRequired(message)


class DetailsForm(ContactForm):
    """Take the buyer's details; `place` and `match` help to find a commune by any name."""

    place = StringField(
        _("Find your commune or ward by its new or old name"),
        filters=[one_line],
        validators=[Length(max=120, message=_("Type fewer words."))],
    )
    match = RadioField(_("Which one is it?"), choices=[], validate_choice=False)
    province_code = SelectField(
        _("Province or city"),
        validate_choice=False,
        validators=[required(_("Choose a province or city."))],
    )
    commune_code = SelectField(
        _("Commune or ward"),
        validate_choice=False,
        validators=[required(_("Choose a commune or ward."))],
    )
    street = StringField(
        _("House, street, hamlet"),
        filters=[one_line],
        validators=[
            required(_("Type the house and street, or the hamlet.")),
            Length(min=2, max=LONGEST_STREET, message=_("Type 2 to 160 characters.")),
        ],
    )
    note = TextAreaField(
        _("Note for the maker"),
        filters=[many_lines],
        validators=[Length(max=LONGEST_NOTE, message=_("Type 500 characters at most."))],
    )
    payment_method = RadioField(
        _("How do you pay?"),
        choices=[
            SelectChoice("cod", _("Cash on delivery")),
            SelectChoice("bank_transfer", _("Bank transfer (VietQR)")),
        ],
        validators=[required(_("Choose how you pay."))],
    )

    def take_match(self) -> None:
        """Let a chosen match fill province and commune, then offer that province's communes."""
        code, _dash, commune_code = (self.match.data or "").partition("-")
        if commune(code, commune_code):
            self.province_code.data, self.commune_code.data = code, commune_code
            # From now on the lists hold it; drawn checked again, it would overrule them.
            self.match.data = None
        self.offer_places()

    def offer_places(self) -> None:
        """Fill the selects with provinces and the chosen province's communes."""
        language = current_language()
        area = province(self.province_code.data or "")
        self.province_code.choices = [
            SelectChoice("", _("Choose…")),
            *(SelectChoice(p.code, p.name(language)) for p in provinces()),
        ]
        known = communes_of(area.code) if area else ()
        self.commune_code.choices = [
            SelectChoice("", _("Choose…")),
            *(SelectChoice(c.code, c.name(language)) for c in known),
        ]

    def validate_province_code(self, field: Field) -> None:
        """Refuse an unknown province."""
        if province(field.data or "") is None:
            raise ValidationError(_("Choose a province or city."))

    def validate_commune_code(self, field: Field) -> None:
        """Refuse a commune that does not lie in the province."""
        if commune(self.province_code.data or "", field.data or "") is None:
            raise ValidationError(_("Choose a commune or ward of that province."))

    def show(self, cart: Cart) -> None:
        """Show what was typed before."""
        for name in ("full_name", "email", "province_code", "commune_code", "street", "note"):
            self[name].data = getattr(cart, name)
        self.phone.data = show_phone(cart.phone) if cart.phone else ""
        self.payment_method.data = cart.payment_method or "cod"

    def keep(self, cart: Cart) -> None:
        """Write what passed into the cart."""
        for name in ("full_name", "email", "province_code", "commune_code", "street", "note"):
            setattr(cart, name, self[name].data or "")
        cart.phone = parse_phone(self.phone.data or "")
        cart.payment_method = self.payment_method.data


class PlaceOrderForm(Form):
    """Order what the review shows."""

    idempotency_key = HiddenField()
    shown_total = HiddenField()
    shown_terms = HiddenField()
    declared_adult = BooleanField(_("I am 18 years old or more."))
    marketing_consent = BooleanField(
        _("The market may tell me by message when new goods are in season.")
    )


def known_slugs(names: Sequence[str], prefix: str) -> set[str]:
    """Return what follows a prefix in the names of posted fields."""
    return {name.removeprefix(prefix) for name in names if name.startswith(prefix)}
