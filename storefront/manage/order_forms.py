"""What a member types to take an order's next step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    SearchField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from storefront import clock
from storefront.choices import choices_of
from storefront.forms import Form, many_lines, one_line
from storefront.handling.paths import is_over
from storefront.handling.steps import Details
from storefront.money import UnclearAmount, parse_vnd
from storefront.ordering.models import Order
from storefront.templating import show_price

MOST_VND = 2_000_000_000  # what a column of the database can hold
NOON = time(12)
LONGEST_REASON, LONGEST_NUMBER, LONGEST_CARRIER, LONGEST_NOTE = 200, 40, 40, 500
OURSELVES, ANOTHER = "self", "other"
CARRIERS = ("Viettel Post", "VNPost", "GHN", "GHTK")


class StepForm(Form):
    """Ask for nothing but the press of the button, as most steps do."""

    def details(self) -> Details:
        """Return what was typed."""
        return Details()


class MoneyForm(StepForm):
    """Ask how much money came or went, and on which day."""

    amount = StringField(
        _("Amount"),
        filters=[one_line],
        validators=[InputRequired(_("Type the amount, such as 150.000 or 150k."))],
    )
    day = DateField(
        _("Day"),
        format=["%Y-%m-%d", "%d/%m/%Y"],
        validators=[InputRequired(_("Choose the day."))],
    )
    more_is_right = BooleanField(_("Yes, it is really that much"))

    def __init__(self, order: Order, expected_vnd: int, **kwargs: Any) -> None:
        data = {"amount": f"{expected_vnd:,}".replace(",", "."), "day": clock.today()}
        super().__init__(data=data, **kwargs)
        self.order = order
        self.expected_vnd = expected_vnd
        self.amount_vnd = 0

    @property
    def asks_for_more(self) -> bool:
        """Tell whether the amount is more than expected, so that the typist has to say so."""
        return self.amount_vnd > self.expected_vnd

    def validate_amount(self, field: Field) -> None:
        """Read the amount as people type it; more than was expected has to be said twice."""
        try:
            self.amount_vnd = parse_vnd(field.data or "")
        except UnclearAmount as error:
            raise ValidationError(
                _("That amount is not clear. Type it in full, such as 150.000 or 150k.")
            ) from error
        if not 0 < self.amount_vnd <= MOST_VND:
            self.amount_vnd = 0
            raise ValidationError(_("That amount cannot be."))
        if self.asks_for_more and not self.more_is_right.data:
            raise ValidationError(
                gettext(
                    "Expected is %(amount)s. If it is really more, tick the box below.",
                    amount=show_price(self.expected_vnd),
                )
            )

    def validate_day(self, field: Field) -> None:
        """Refuse a day before the order or after today."""
        placed = self.order.placed_at.astimezone(clock.MARKET_ZONE).date()
        if isinstance(field.data, date) and not placed <= field.data <= clock.today():
            raise ValidationError(_("Choose a day from the order's own to today."))

    def details(self) -> Details:
        """Return the amount and when it came: now, or at noon of an earlier day."""
        day = self.day.data or clock.today()
        moment = clock.now()
        if day != clock.today():
            moment = datetime.combine(day, NOON, tzinfo=clock.MARKET_ZONE)
        return Details(amount_vnd=self.amount_vnd, received_at=moment)


class HandOverForm(StepForm):
    """Ask who takes the parcel, and under which number."""

    carrier = SelectField(
        _("Who takes it?"),
        choices=choices_of(
            [
                ("", _("Choose…")),
                *((name, name) for name in CARRIERS),
                (OURSELVES, _("We bring it ourselves")),
                (ANOTHER, _("Somebody else")),
            ]
        ),
        validators=[DataRequired(_("Choose who takes the parcel."))],
    )
    other_carrier = StringField(
        _("Who else?"),
        filters=[one_line],
        validators=[Optional(), Length(max=LONGEST_CARRIER, message=_("That is too long."))],
    )
    tracking_number = StringField(
        _("Parcel number"),
        filters=[one_line],
        validators=[Optional(), Length(max=LONGEST_NUMBER, message=_("That is too long."))],
    )

    def details(self) -> Details:
        """Return the carrier, empty where the maker brings the goods."""
        chosen = self.carrier.data or ""
        named = {OURSELVES: "", ANOTHER: self.other_carrier.data or gettext("Somebody else")}
        return Details(
            carrier=named.get(chosen, chosen), tracking_number=self.tracking_number.data or ""
        )


class ReasonForm(StepForm):
    """Ask why."""

    reason = StringField(
        _("Reason"),
        filters=[one_line],
        validators=[
            DataRequired(_("Say why, in a few words.")),
            Length(min=2, max=LONGEST_REASON, message=_("Say it in 2 to 200 characters.")),
        ],
    )

    def details(self) -> Details:
        """Return the reason."""
        return Details(reason=self.reason.data or "")


class NoteForm(Form):
    """Ask what is to be noted; `after` is the last note that its writer saw."""

    body = TextAreaField(
        _("New note"),
        filters=[many_lines],
        validators=[
            DataRequired(_("Type the note.")),
            Length(max=LONGEST_NOTE, message=_("Type 500 characters or fewer.")),
        ],
    )
    after = HiddenField()


class SearchForm(Form):
    """Ask whose order is sought."""

    words = SearchField(
        _("Code, phone or name"),
        filters=[one_line],
        validators=[DataRequired(_("Type an order code, a phone number or a name."))],
    )


def form_for(order: Order, step: str, came_vnd: int, went_vnd: int, **kwargs: Any) -> StepForm:
    """Return the form of a step; what it needs depends on the order.

    The amounts are what came in and what was given back, in đồng.
    """
    form = _made(order, step, came_vnd - went_vnd, kwargs)
    for field in form:
        if field.name != "csrf_token":
            field.id = f"{step}-{field.name.replace('_', '-')}"
    return form


def _made(order: Order, step: str, kept_vnd: int, kwargs: Mapping[str, Any]) -> StepForm:
    if step == "payment":
        return MoneyForm(order, max(0, order.total_vnd - kept_vnd), **kwargs)
    if step == "refund":
        over = kept_vnd - order.total_vnd
        return MoneyForm(order, kept_vnd if is_over(order) else max(0, over), **kwargs)
    if step in ("cancellation", "return"):
        return ReasonForm(**kwargs)
    if step == "handover" and not order.is_pickup:
        return HandOverForm(**kwargs)
    return StepForm(**kwargs)
