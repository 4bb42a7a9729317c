"""What a member types to say how far goods go, for how much, and how they are paid."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, TextAreaField, ValidationError
from wtforms.validators import Length

from storefront.delivery.areas import (
    MOST_AREAS,
    UnclearArea,
    UnknownArea,
    area_names,
    read_areas,
)
from storefront.delivery.models import DeliveryTerms
from storefront.delivery.settings import fingerprint, values_of
from storefront.delivery.wording import TERMS
from storefront.forms import Form, many_lines
from storefront.i18n.languages import current_language
from storefront.manage.read_fields import ReadField
from storefront.money import parse_vnd
from storefront.text import fold
from storefront.weights import format_weight, parse_weight

MOST_VND = 1_000_000_000
MOST_DAYS, MOST_HOURS = 60, 24 * 60
LONGEST_WORDS, LONGEST_AREAS = 500, 8_000

_COUNT = re.compile(r"(\d{1,4}) ?([a-z]*)")
_DAYS = {"": 1, "ngay": 1, "day": 1, "days": 1}
_HOURS = {"": 1, "h": 1, "gio": 1, "tieng": 1, "hour": 1, "hours": 1, "ngay": 24, "days": 24}


def read_amount(smallest: int) -> Callable[[str], int]:
    """Return a reader of amounts in đồng that a fee or a threshold can have."""

    def read(line: str) -> int:
        amount = parse_vnd(line)
        if not smallest <= amount <= MOST_VND:
            raise ValueError(line)
        return amount

    return read


def write_amount(amount: int) -> str:
    """Write an amount as it is typed."""
    return f"{amount:,}".replace(",", ".")


def read_count(smallest: int, largest: int, units: dict[str, int]) -> Callable[[str], int]:
    """Return a reader of whole numbers that may name their unit, such as "2 ngày"."""

    def read(line: str) -> int:
        typed = _COUNT.fullmatch(fold(line))
        if typed is None or typed[2] not in units:
            raise ValueError(line)
        count = int(typed[1]) * units[typed[2]]
        if not smallest <= count <= largest:
            raise ValueError(line)
        return count

    return read


def _money(name: str, *, smallest: int = 0, empty: Any = None) -> ReadField[int]:
    return ReadField(
        TERMS[name],
        read_amount(smallest),
        write_amount,
        unclear=_("Type an amount such as 25.000 or 25k."),
        empty=empty,
    )


def _hours(name: str) -> ReadField[int]:
    return ReadField(
        TERMS[name],
        read_count(1, MOST_HOURS, _HOURS),
        str,
        unclear=_("Type hours as a number, such as 24, or days, such as 2 ngày."),
        empty=_("Type how many hours."),
    )


def _days(name: str) -> ReadField[int]:
    return ReadField(
        TERMS[name],
        read_count(0, MOST_DAYS, _DAYS),
        str,
        unclear=_("Type days as a number up to 60."),
        empty=_("Type how many days."),
    )


def _words(name: str) -> TextAreaField:
    return TextAreaField(
        TERMS[name],
        filters=[many_lines],
        validators=[Length(max=LONGEST_WORDS, message=_("Type 500 characters at most."))],
    )


class DeliveryForm(Form):
    """Ask for all terms of a maker; the fields are named as the columns are."""

    seen = HiddenField()
    district_fee_vnd = _money("district_fee_vnd")
    province_fee_vnd = _money("province_fee_vnd")
    elsewhere_fee_vnd = _money("elsewhere_fee_vnd")
    included_weight_g = ReadField(
        TERMS["included_weight_g"],
        parse_weight,
        lambda grams: format_weight(grams, current_language()),
        unclear=_("Type a weight such as 3 kg or 500 g."),
        empty=_("Type how much weight the fee covers."),
    )
    extra_kg_vnd = _money("extra_kg_vnd", empty=_("Type an amount; 0 if more weight is free."))
    free_from_vnd = _money("free_from_vnd", smallest=1)
    unserved = TextAreaField(
        TERMS["unserved"],
        filters=[many_lines],
        validators=[Length(max=LONGEST_AREAS, message=_("Those are too many places."))],
    )
    days_min, days_max = _days("days_min"), _days("days_max")
    offers_pickup = BooleanField(TERMS["offers_pickup"])
    pickup_vi, pickup_en = _words("pickup_vi"), _words("pickup_en")
    accepts_cod = BooleanField(TERMS["accepts_cod"])
    accepts_transfer = BooleanField(TERMS["accepts_transfer"])
    cash_ceiling_vnd = _money("cash_ceiling_vnd", smallest=1)
    hold_hours, confirm_hours = _hours("hold_hours"), _hours("confirm_hours")
    inspection_vi, inspection_en = _words("inspection_vi"), _words("inspection_en")
    returns_vi, returns_en = _words("returns_vi"), _words("returns_en")

    def __init__(self, *args: Any, has_account: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_account = has_account
        self._areas: list[str] = []

    def show(self, terms: DeliveryTerms) -> None:
        """Fill in the terms of now."""
        for name, value in values_of(terms).items():
            self[name].data = value
        self.unserved.data = "\n".join(area_names(terms.unserved))
        self.mark_seen(terms)

    def mark_seen(self, terms: DeliveryTerms) -> None:
        """Remember which terms the typist has seen."""
        self.seen.data = fingerprint(terms)
        self.seen.raw_data = None

    def values(self) -> dict[str, Any]:
        """Return what was typed, by the names of the terms."""
        return {name: self[name].data for name in TERMS} | {"unserved": self._areas}

    def validate_days_max(self, field: Field) -> None:
        """Refuse an end before its beginning."""
        if None not in (field.data, self.days_min.data) and field.data < self.days_min.data:
            raise ValidationError(_("That is less than the days at least."))

    def validate_unserved(self, field: Field) -> None:
        """Read the places; name the first line that is none, or that may be several."""
        try:
            self._areas = read_areas(field.data or "")
        except UnclearArea as error:
            choices = " / ".join(error.choices)
            message = gettext(
                "Which “%(line)s”? Write it as one of: %(choices)s.",
                line=error.line,
                choices=choices,
            )
            raise ValidationError(message) from error
        except UnknownArea as error:
            raise ValidationError(
                gettext("There is no place called “%(line)s”.", line=error.line)
            ) from error
        if len(self._areas) > MOST_AREAS:
            raise ValidationError(_("Those are too many places."))

    def validate_pickup_vi(self, field: Field) -> None:
        """Ask for the place where goods can be fetched."""
        if self.offers_pickup.data and not field.data:
            raise ValidationError(_("Say where and when buyers can fetch their goods."))

    def validate_accepts_transfer(self, field: Field) -> None:
        """Refuse to be paid in no way at all."""
        if not field.data and not self.accepts_cod.data:
            raise ValidationError(_("Choose at least one way to be paid."))

    def validate_accepts_cod(self, field: Field) -> None:
        """Refuse transfers alone while there is no account to transfer to."""
        if not field.data and self.accepts_transfer.data and not self.has_account:
            raise ValidationError(_("Without a bank account buyers can pay in cash only."))

    def validate_cash_ceiling_vnd(self, field: Field) -> None:
        """Refuse a ceiling where there is no other way to pay more."""
        if field.data is not None and not self.accepts_transfer.data:
            raise ValidationError(_("A ceiling needs bank transfer, for orders above it."))
