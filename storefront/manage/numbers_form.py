"""From which day to which."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import ValidationError

from storefront import clock
from storefront.days import parse_day
from storefront.forms import Form
from storefront.manage.read_fields import ReadField
from storefront.reporting.periods import Period, UnclearPeriod
from storefront.templating import show_day

_UNCLEAR = _("Type a day such as 22/11/2026.")


class PeriodForm(Form):
    """Ask for the first and the last day of a period; it changes nothing and needs no token."""

    class Meta(Form.Meta):
        """Stand in the address, where anybody may write."""

        csrf = False

    first = ReadField[date](_("From"), parse_day, show_day, unclear=_UNCLEAR, empty=_UNCLEAR)
    last = ReadField[date](_("To"), parse_day, show_day, unclear=_UNCLEAR)

    def validate_last(self, field: Any) -> None:
        """Refuse a period that ends before it begins, or is longer than two years."""
        if not self.first.data:
            return
        try:
            self.period  # noqa: B018 - it judges itself
        except UnclearPeriod as error:
            raise ValidationError(
                _("Choose a day after the first one, two years later at most.")
            ) from error

    @property
    def period(self) -> Period:
        """Return the period, up to today where no last day was typed. Raises UnclearPeriod."""
        if self.first.data is None:
            raise UnclearPeriod
        return Period(self.first.data, self.last.data or clock.today())
