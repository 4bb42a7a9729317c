"""Quantities as people type them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import StringField, ValidationError

from storefront.cart.services import MOST_OF_ONE
from storefront.forms import Form, one_line
from storefront.promotions.vouchers import voucher_key

LONGEST_NUMBER = 9


class WrongQuantity(ValueError):
    """Say that a quantity is no whole number in the range that is asked for."""


def read_whole(text: str | None, *, least: int, most: int) -> int:
    """Read a whole number of ASCII digits; raise WrongQuantity outside of `least` to `most`."""
    typed = one_line(text)
    if not (typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER):
        raise WrongQuantity(typed)
    number = int(typed)
    if not least <= number <= most:
        raise WrongQuantity(typed)
    return number


class QuantityForm(Form):
    """Change how many packs of a line are wanted; 0 takes the line out."""

    quantity = StringField(_("Quantity"), filters=[one_line])

    def validate_quantity(self, field: StringField) -> None:
        """Refuse all but 0 to the most of one kind."""
        try:
            read_whole(field.data, least=0, most=MOST_OF_ONE)
        except WrongQuantity as error:
            raise ValidationError(
                _("Type a whole number from 0 to %(most)s.", most=MOST_OF_ONE)
            ) from error

    @property
    def wanted(self) -> int:
        """Return the number that passed."""
        return int(self.quantity.data or "0")


class VoucherForm(Form):
    """Name a voucher; `remove` is the slug of the maker whose voucher is to be used no more."""

    voucher_code = StringField(_("Voucher code"), filters=[one_line])
    remove = StringField(filters=[one_line])

    def validate_voucher_code(self, field: StringField) -> None:
        """Ask for a code, in so many letters as one can have."""
        if not self.remove.data and not voucher_key(field.data):
            raise ValidationError(_("Type the code of the voucher."))


class EmptyForm(Form):
    """Carry nothing but the token."""
