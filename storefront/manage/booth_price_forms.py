"""What members type for event prices and vouchers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, RadioField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs are older
from wtforms.validators import DataRequired

from storefront import clock
from storefront.forms import Form, one_line
from storefront.manage.delivery_forms import MOST_VND, read_amount, read_count, write_amount
from storefront.manage.read_fields import ReadField
from storefront.promotions.models import AMOUNT, PERCENT
from storefront.promotions.own_prices import Wish
from storefront.promotions.own_vouchers import NewVoucher
from storefront.promotions.vouchers import LONGEST_CODE, voucher_key
from storefront.showcase.hours import moment_of, parse_near_day, parse_time
from storefront.text import clean_line

MOST_USES = 9_999
SHORTEST_CODE, LONGEST_TYPED = 3, 60
_DAY = re.compile(r"\S*\d[/.-]\d\S*")
_PER_CENT = re.compile(r"([1-9]\d?) ?(?:%|phần trăm|phan tram)?")

UNCLEAR_AMOUNT = _("Type an amount such as 75.000 or 75k.")
UNCLEAR_NUMBER = _("Type a whole number from 1 to 9,999, or leave it empty: no limit.")
UNCLEAR_MOMENT = _("Type a day and a time such as 22/11/2026 8:30.")


def read_moment(line: str) -> datetime:
    """Read a day and a time of day in either order; ValueError for anything else."""
    day = _DAY.search(line)
    if day is None:
        raise ValueError(line)
    rest = clean_line(line.replace(day[0], " ").replace(",", " "))
    return moment_of(parse_near_day(day[0].strip(",")), parse_time(rest) if rest else 0)


def write_moment(moment: datetime) -> str:
    """Write a moment as it is typed, by the market's clock."""
    return moment.astimezone(clock.MARKET_ZONE).strftime("%d/%m/%Y %H:%M")


@dataclass(slots=True)
class PriceRow:
    """Hold what was typed for one pack, and what is wrong with it."""

    price: str = ""
    limit: str = ""
    starts: str = ""
    ends: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, wish: Wish) -> PriceRow:
        """Return a row as it would be typed."""
        return cls(
            write_amount(wish.price_vnd) if wish.price_vnd is not None else "",
            str(wish.quantity_limit) if wish.quantity_limit is not None else "",
            write_moment(wish.starts_at) if wish.starts_at else "",
            write_moment(wish.ends_at) if wish.ends_at else "",
        )

    @classmethod
    def typed(cls, form: MultiDict[str, str], variant_id: int) -> PriceRow:
        """Return what was sent for a pack."""
        names = ("price", "limit", "starts", "ends")
        price, limit, starts, ends = (
            one_line(form.get(f"{name}-{variant_id}"))[:LONGEST_TYPED] for name in names
        )
        return cls(price, limit, starts, ends)

    def read(self) -> Wish:
        """Read the row; what cannot be read is named in `errors`."""
        self.errors.clear()
        wish = Wish(
            self._read("price", read_amount(1), UNCLEAR_AMOUNT),
            self._read("limit", read_count(1, MOST_USES, {"": 1}), UNCLEAR_NUMBER),
            self._read("starts", read_moment, UNCLEAR_MOMENT),
            self._read("ends", read_moment, UNCLEAR_MOMENT),
        )
        if wish.starts_at and wish.ends_at and wish.starts_at >= wish.ends_at:
            self.errors["ends"] = gettext("That is before it begins.")
        return wish if wish.price_vnd is not None else Wish(None)

    def _read(self, name: str, read: Any, unclear: Any) -> Any:
        line: str = getattr(self, name)
        if not line:
            return None
        try:
            return read(line)
        except ValueError:
            self.errors[name] = str(unclear)
            return None


class PricesForm(Form):
    """Carry the token and what was seen; the rows are read by PriceRow."""

    seen = HiddenField()


def _moment(label: Any) -> ReadField[datetime]:
    return ReadField(label, read_moment, write_moment, unclear=UNCLEAR_MOMENT)


class NewVoucherForm(Form):
    """Ask for the terms of a voucher."""

    code = StringField(_("Code"), filters=[one_line], validators=[DataRequired(_("Type a code."))])
    kind = RadioField(
        _("What it takes off"),
        choices=[SelectChoice(AMOUNT, _("An amount")), SelectChoice(PERCENT, _("Per cent"))],
        default=AMOUNT,
        validators=[DataRequired(_("Choose one."))],
    )
    value = StringField(
        _("How much"),
        filters=[one_line],
        validators=[DataRequired(_("Type how much it takes off."))],
    )
    min_goods_vnd = ReadField[int](
        _("From how much of your goods"), read_amount(0), write_amount, unclear=UNCLEAR_AMOUNT
    )
    use_limit = ReadField[int](
        _("For how many orders"), read_count(1, MOST_USES, {"": 1}), str, unclear=UNCLEAR_NUMBER
    )
    starts_at, ends_at = _moment(_("From")), _moment(_("Until"))

    def validate_code(self, field: Field) -> None:
        """Ask for letters and digits that can be typed at a booth."""
        length = len(voucher_key(field.data))
        if not length >= SHORTEST_CODE or len(field.data or "") > LONGEST_CODE:
            raise ValidationError(_("Type 3 to 24 letters and digits."))

    def validate_value(self, field: Field) -> None:
        """Read an amount or a per cent, by what was chosen."""
        self._worth(field.data or "")

    def validate_ends_at(self, field: Field) -> None:
        """Refuse an end before its beginning."""
        if field.data and self.starts_at.data and self.starts_at.data >= field.data:
            raise ValidationError(_("That is before it begins."))

    def wished(self) -> NewVoucher:
        """Return the terms that passed."""
        return NewVoucher(
            code=(self.code.data or "").upper(),
            kind=str(self.kind.data),
            value=self._worth(self.value.data or ""),
            min_goods_vnd=self.min_goods_vnd.data or 0,
            use_limit=self.use_limit.data,
            starts_at=self.starts_at.data,
            ends_at=self.ends_at.data,
        )

    def _worth(self, line: str) -> int:
        if self.kind.data == PERCENT:
            typed = _PER_CENT.fullmatch(line.lower())
            if typed is None:
                raise ValidationError(_("Type a per cent from 1 to 99."))
            return int(typed[1])
        try:
            amount = read_amount(1)(line)
        except ValueError as error:
            raise ValidationError(UNCLEAR_AMOUNT) from error
        if amount > MOST_VND:
            raise ValidationError(UNCLEAR_AMOUNT)
        return amount
