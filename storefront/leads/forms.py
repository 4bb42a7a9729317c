"""What a business types: what it wants to buy, or when it comes to a booth."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError

from storefront.catalogue.models import Product
from storefront.choices import choices_of
from storefront.forms import LONGEST_NAME, ContactForm, many_lines, one_line, small_number
from storefront.i18n.languages import localized_text
from storefront.leads.models import MeetingSlot
from storefront.leads.receiving import Asked
from storefront.leads.tax_codes import InvalidTaxCode, parse_tax_code
from storefront.leads.wording import slot_words
from storefront.phones import parse_phone
from storefront.text import fold

LONGEST_FIRM, LONGEST_LINE, LONGEST_WORDS = 120, 120, 2_000
SOMETHING_ELSE = ""
_KEY = re.compile(r"[0-9a-f]{32}")
_AMOUNT = re.compile(r"[^0-9]{0,12}[0-9][0-9.,\-– ]*[^0-9.,\-– ].*")


def _short(label: Any, *validators: Any, longest: int = LONGEST_LINE) -> StringField:
    too_long = _("That is too long: %(most)s characters at most.", most=longest)
    return StringField(label, [*validators, Length(max=longest, message=too_long)], [one_line])


def _long(label: Any) -> TextAreaField:
    too_long = _("That is too long: %(most)s characters at most.", most=LONGEST_WORDS)
    return TextAreaField(label, [Length(max=LONGEST_WORDS, message=too_long)], [many_lines])


class BusinessForm(ContactForm):
    """Ask which business it is, whom to call there, and whether that may be kept.

    `key` is minted with the empty form, so that the same form sent twice is known.
    """

    key = HiddenField()
    firm = _short(
        _("Name of the firm, shop or kitchen"),
        DataRequired(_("Type the name of your business.")),
        longest=LONGEST_FIRM,
    )
    tax_code = _short(_("Tax code"), longest=LONGEST_NAME)
    consent = BooleanField(
        _("I agree to that"),
        [DataRequired(_("Tick the box: without it we may not keep what you type."))],
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        if not _KEY.fullmatch(self.key.data or ""):
            self.key.data = secrets.token_hex(16)

    def validate_tax_code(self, field: Field) -> None:
        """Refuse what is no tax code; none at all is fine."""
        if not field.data:
            return
        try:
            parse_tax_code(field.data)
        except InvalidTaxCode as error:
            raise ValidationError(
                gettext(
                    "That is no tax code: 10 digits, 10-3 for a branch, 12 for a household. Check"
                    " it, or leave the field empty."
                )
            ) from error

    def business(self, language: str) -> dict[str, Any]:
        """Return who asks, once it is valid."""
        return {
            "key": self.key.data or "",
            "firm": self.firm.data or "",
            "contact": self.full_name.data or "",
            "phone": parse_phone(self.phone.data or ""),
            "email": self.email.data or "",
            "tax_code": parse_tax_code(self.tax_code.data) if self.tax_code.data else "",
            "language": language,
        }


class LeadForm(BusinessForm):
    """Ask also what the business wants, how much of it and from when."""

    at = HiddenField(filters=[one_line])
    showcase = HiddenField(filters=[one_line])
    product = SelectField(_("Which goods?"), validate_choice=False)
    wanted = _short(_("What do you want to buy?"), longest=400)
    monthly = _short(_("How much a month"))
    begins = _short(_("From when"))
    words = _long(_("What else should they know?"))

    def __init__(self, goods: Sequence[Product], *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self._goods = {product.slug: product for product in goods}
        self.product.choices = choices_of(
            [
                (SOMETHING_ELSE, _("something else, or several")),
                *((slug, localized_text(each.name)) for slug, each in self._goods.items()),
            ]
        )

    def validate_product(self, field: Field) -> None:
        """Refuse goods of another maker."""
        if field.data and field.data not in self._goods:
            raise StopValidation(gettext("Choose one from the list."))

    def validate_wanted(self, field: Field) -> None:
        """Ask for words where no goods were chosen."""
        if not field.data and not self.product.data:
            raise ValidationError(gettext("Choose goods, or write what you want to buy."))

    def validate_monthly(self, field: Field) -> None:
        """Refuse an amount without a number or without a unit."""
        if field.data and not _AMOUNT.fullmatch(fold(field.data)):
            raise ValidationError(gettext("Type a number and a unit, such as 200 kg."))

    def asked(self, language: str) -> Asked:
        """Return what was typed, once it is valid."""
        product = self._goods.get(self.product.data or "")
        return Asked(
            **self.business(language),
            product_id=product.id if product else None,
            wanted=self.wanted.data or "",
            monthly=self.monthly.data or "",
            begins=self.begins.data or "",
            words=self.words.data or "",
        )


class MeetingForm(BusinessForm):
    """Ask which of the free times a business takes."""

    at = HiddenField(filters=[one_line])
    slot = SelectField(_("When?"), validate_choice=False)
    words = _long(_("What do you want to talk about?"))

    def __init__(self, free: Iterable[MeetingSlot], *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.has_times = False
        self.slot.flags.required = True
        self.offer(free)

    @property
    def slot_id(self) -> int:
        """Return the id of the time that was chosen, 0 for none."""
        return small_number(self.slot.data)

    def offer(self, free: Iterable[MeetingSlot]) -> None:
        """Show these times to choose from."""
        times = [(str(slot.id), slot_words(slot)) for slot in free]
        self.has_times = bool(times)
        self.slot.choices = choices_of([("", _("choose a time")), *times])

    def validate_slot(self, _field: Field) -> None:
        """Ask for a time; whether it is free is found out when it is taken."""
        if not self.slot_id:
            raise StopValidation(gettext("Choose a time."))

    def asked(self, language: str) -> Asked:
        """Return what was typed, once it is valid."""
        return Asked(**self.business(language), words=self.words.data or "")
