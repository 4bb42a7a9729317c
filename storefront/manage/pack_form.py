"""What members type about one pack size."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, StringField, ValidationError
from wtforms.validators import Length

from storefront.catalogue.limits import LARGEST_PRICE_VND, LONGEST_LABEL, MOST_NEW, leaps
from storefront.catalogue.models import Variant
from storefront.catalogue.packs import PackFacts
from storefront.forms import Form, one_line
from storefront.i18n.languages import current_language
from storefront.money import UnclearAmount, format_vnd, parse_vnd
from storefront.weights import LARGEST_G, UnclearWeight, format_weight, parse_weight, weight_of

LONGEST_NUMBER = 40

_SMALL = re.compile(r"([1-9][0-9]{0,2})(?:[.,]([0-9]{1,2}))?", re.ASCII)
_COUNT = re.compile(r"[0-9]{1,6}", re.ASCII)
_ID = re.compile(r"[0-9]{1,9}", re.ASCII)


def _line(label: Any, longest: int) -> StringField:
    too_long = _("That is too long: %(most)s characters at most.", most=longest)
    return StringField(label, [Length(max=longest, message=too_long)], [one_line])


class PackForm(Form):
    """Ask what is in a pack and what it costs; an empty price means: ask the maker."""

    class Meta(Form.Meta):
        """Leave the token to the form around."""

        csrf = False

    variant_id = HiddenField()
    label_vi = _line(_("Pack size in Vietnamese"), LONGEST_LABEL)
    label_en = _line(_("Pack size in English"), LONGEST_LABEL)
    price = _line(_("Price in đồng"), LONGEST_NUMBER)
    weight = _line(_("Weight of a full pack"), LONGEST_NUMBER)
    stock = _line(_("How many there are now"), LONGEST_NUMBER)
    is_active = BooleanField(_("On sale"), default=True)
    sure = BooleanField(_("Yes, this price is right"))

    asks_if_sure = False

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.label_vi.flags.required = True

    @property
    def known_id(self) -> int | None:
        """Return the id of a pack size that there is already."""
        typed = self.variant_id.data or ""
        return int(typed) if _ID.fullmatch(typed) else None

    @property
    def is_empty(self) -> bool:
        """Tell whether this is the row for one more, with nothing in it."""
        typed = (self.label_vi, self.label_en, self.price, self.weight, self.stock)
        return not self.variant_id.data and not any(field.data for field in typed)

    @property
    def on_sale(self) -> bool:
        """Tell whether it can be bought; a new one always."""
        return self.known_id is None or bool(self.is_active.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check a row that is not empty."""
        return self.is_empty or bool(super().validate(extra_validators))

    def validate_label_vi(self, field: Field) -> None:
        """Ask what a buyer gets for the price."""
        if not field.data:
            raise ValidationError(_("Say what a pack holds, such as “Túi 1 kg”."))

    def validate_price(self, field: Field) -> None:
        """Refuse what may be a thousand times another price."""
        if not field.data:
            return
        try:
            amount = parse_vnd(field.data)
        except UnclearAmount as error:
            raise ValidationError(unclear_price(field.data)) from error
        if not 0 < amount <= LARGEST_PRICE_VND:
            raise ValidationError(
                _("Type a price of at most 1,000,000,000 ₫, or leave it empty: “ask the maker”.")
            )

    def validate_weight(self, field: Field) -> None:
        """Refuse a weight without its unit; it is needed where the label tells none."""
        try:
            self._grams()
        except UnclearWeight as error:
            raise ValidationError(
                _("Type the weight with its unit, such as 500 g or 1,5 kg.")
            ) from error

    def validate_stock(self, field: Field) -> None:
        """Refuse what is no number of packs."""
        typed = field.data or "0"
        if not _COUNT.fullmatch(typed) or int(typed) > MOST_NEW:
            raise ValidationError(_("Type a whole number from 0 to 100,000."))

    def ask_about_leap(self, old_prices: dict[int, int]) -> None:
        """Ask about a price ten times the old one, or a tenth of it."""
        old = old_prices.get(self.known_id or 0)
        if old is None or self.price.errors or not self.price.data:
            return
        new = parse_vnd(self.price.data)
        self.asks_if_sure = leaps(old, new)
        if not self.asks_if_sure or self.sure.data:
            return
        prices = {"old": format_vnd(old, current_language())}
        prices["new"] = format_vnd(new, current_language())
        question = gettext(
            "It was %(old)s and would be %(new)s. If that is right, say so below.", **prices
        )
        self.refuse("price", question)

    def refuse(self, name: str, message: str) -> None:
        """Add an error that only the form around could find."""
        field = self[name]
        field.errors = [*field.errors, message]

    def facts(self) -> PackFacts:
        """Return what was typed as the catalogue wants it."""
        return PackFacts(
            variant_id=self.known_id,
            label_vi=self.label_vi.data or "",
            label_en=self.label_en.data or "",
            weight_g=self._grams(),
            price_vnd=parse_vnd(self.price.data) if self.price.data else None,
            is_active=self.on_sale,
            stock=int(self.stock.data or 0),
        )

    def _grams(self) -> int:
        """Return what was typed, or else what the label says; raise UnclearWeight."""
        if self.weight.data:
            return parse_weight(self.weight.data)
        label = self.label_vi.data or ""
        grams = weight_of(label)
        if grams is None or grams > LARGEST_G:
            raise UnclearWeight(label)
        return grams

    @staticmethod
    def values_of(variant: Variant, *, demo: bool, copied: bool) -> dict[str, Any]:
        """Return a pack size as the form holds it; a copy is a new one."""
        price = variant.price(demo=demo)
        return {
            "variant_id": "" if copied else str(variant.id),
            "label_vi": variant.label_vi,
            "label_en": variant.label_en,
            "price": "" if price is None else f"{price:,}".replace(",", "."),
            "weight": format_weight(variant.weight_g, current_language()),
            "is_active": variant.is_active,
        }


def unclear_price(typed: str) -> str:
    """Ask back about a sum, with the sum that was most likely meant."""
    small = _SMALL.fullmatch(typed)
    if small is None:
        return gettext("That sum is not clear. Type it in full, such as 150.000 or 150k.")
    meant = int(small[1]) * 1_000 + int((small[2] or "").ljust(2, "0")) * 10
    return gettext(
        "Do you mean %(amount)s? Then type %(full)s.",
        amount=format_vnd(meant, current_language()),
        full=f"{meant:,}".replace(",", "."),
    )
