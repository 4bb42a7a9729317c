"""What organisers type about a showcase, its days and its partners."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Generic, TypeVar

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, StopValidation, ValidationError

from storefront.choices import choices_of
from storefront.forms import Form, many_lines, one_line
from storefront.manage.read_fields import ReadField
from storefront.showcase.hours import parse_near_day, parse_time, write_day, write_time
from storefront.showcase.setting_up import FACTS, MOST_DAYS, MOST_PARTNERS, DayHours, Partner

LONGEST_TITLE, LONGEST_LINE, LONGEST_WORDS = 120, 200, 5000
EMPTY_DAYS, EMPTY_PARTNERS = 2, 3


class ButtonForm(Form):
    """Hold nothing but the token: the button says it all."""


def line(label: Any, longest: int = LONGEST_LINE, *validators: Any) -> StringField:
    """Return a field for one line."""
    too_long = _("That is too long: %(most)s characters at most.", most=longest)
    return StringField(label, [*validators, Length(max=longest, message=too_long)], [one_line])


def words(label: Any, longest: int = LONGEST_WORDS, *validators: Any) -> TextAreaField:
    """Return a field for several lines."""
    too_long = _("That is too long: %(most)s characters at most.", most=longest)
    return TextAreaField(label, [*validators, Length(max=longest, message=too_long)], [many_lines])


def vietnamese_too(form: Form, field: Field) -> None:
    """Refuse English words without Vietnamese ones: visitors are shown those first."""
    if form[field.short_name.removesuffix("_vi") + "_en"].data and not field.data:
        raise StopValidation(gettext("Write it in Vietnamese too: most visitors read that."))


class FactsForm(Form):
    """Ask what a showcase is called and says; only the title is needed at first."""

    seen = HiddenField()
    title_vi = line(
        _("Title, in Vietnamese"), LONGEST_TITLE, DataRequired(_("Give the showcase a title."))
    )
    title_en = line(_("Title, in English"), LONGEST_TITLE)
    theme_vi = line(_("Theme in one line, in Vietnamese"), LONGEST_LINE, vietnamese_too)
    theme_en = line(_("Theme, in English"))
    place_vi = line(_("Place, in Vietnamese"), LONGEST_LINE, vietnamese_too)
    place_en = line(_("Place, in English"))
    address_vi = line(_("Address, in Vietnamese"), LONGEST_LINE, vietnamese_too)
    address_en = line(_("Address, in English"))
    words_vi = words(_("What visitors should know, in Vietnamese"), LONGEST_WORDS, vietnamese_too)
    words_en = words(_("What visitors should know, in English"))
    shows_counts = BooleanField(_("Show live counts of visits and sales on the big screen"))

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by the names of the columns."""
        return {name: self[name].data for name in FACTS}


class RowForm(Form):
    """Be one row of several; the form around holds the token."""

    class Meta(Form.Meta):
        """Leave the token to the form around."""

        csrf = False

    KEY = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was typed into this row: then it does not count."""
        return not any((field.raw_data or [""])[0].strip() for field in self if field.raw_data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check a row that is not empty."""
        if self.is_empty:
            self.forget_errors()
            return True
        return bool(super().validate(extra_validators))

    def forget_errors(self) -> None:
        """Take back what reading an empty row complained of."""
        for field in self:
            field.errors = field.process_errors = []


class DayRow(RowForm):
    """Ask for one day with its hours."""

    KEY = "day"
    day = ReadField(
        _("Day"), parse_near_day, write_day, unclear=_("Type a day such as 22/11/2026."),
        empty=_("Type the day."),
    )  # fmt: skip
    opens = ReadField(
        _("Opens at"), parse_time, write_time, unclear=_("Type a time such as 8:30 or 8h30."),
        empty=_("Type when it opens."),
    )  # fmt: skip
    closes = ReadField(
        _("Closes at"), parse_time, write_time, unclear=_("Type a time such as 17:00 or 17h."),
        empty=_("Type when it closes."),
    )  # fmt: skip

    def validate_closes(self, field: Field) -> None:
        """Refuse hours that end before they begin."""
        opens, closes = self.opens.data, field.data
        if opens is not None and closes is not None and closes <= opens:
            raise ValidationError(gettext("It closes before it opens. For midnight type 24:00."))

    def hours(self) -> DayHours:
        """Return the day that was typed."""
        return DayHours(self.day.data, self.opens.data, self.closes.data)


def one_of_its_choices(_form: Form, field: Any) -> None:
    """Refuse what the list does not offer; WTForms would say so in English."""
    if (field.data or "") not in {choice.value for choice in field.choices}:
        raise StopValidation(gettext("Choose one from the list."))


class PartnerRow(RowForm):
    """Ask for one who organises it, or stands by it."""

    KEY = "partner"
    name_vi = line(
        _("Name, in Vietnamese"), LONGEST_LINE, DataRequired(_("Write the name in Vietnamese too."))
    )
    name_en = line(_("Name, in English"))
    kind = SelectField(
        _("Stands there as"),
        choices=choices_of([("organiser", _("organiser")), ("partner", _("partner"))]),
        default="partner",
        validate_choice=False,
        validators=[one_of_its_choices],
    )

    @property
    def is_empty(self) -> bool:
        """Tell whether no name was typed: the kind alone says nothing."""
        return not (self.name_vi.data or self.name_en.data)

    def partner(self) -> Partner:
        """Return who was typed."""
        return Partner(str(self.kind.data), self.name_vi.data or "", self.name_en.data or "")


Row = TypeVar("Row", DayRow, PartnerRow)


class RowsForm(Form, Generic[Row]):
    """Hold rows of one kind, with some empty ones to type into."""

    seen = HiddenField()
    row_class: type[Row]
    empty_rows = 0
    most_rows = 0

    def __init__(self, rows: Iterable[Mapping[str, Any]] | None = None, **values: Any) -> None:
        super().__init__(**values)
        if rows is None:
            numbers = range(self.most_rows + self.empty_rows)
            self.rows: list[Row] = [
                self._row(number) for number in numbers if self._was_sent(number)
            ]
        else:
            shown = [dict(row) for row in rows]
            shown += [{}] * min(self.empty_rows, self.most_rows - len(shown))
            self.rows = [
                self._row(number, formdata=None, data=row) for number, row in enumerate(shown)
            ]

    @property
    def filled(self) -> list[Row]:
        """Return the rows that hold something."""
        return [row for row in self.rows if not row.is_empty]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the token and every row, also the later ones when one is wrong."""
        return all([super().validate(extra_validators), *(row.validate() for row in self.rows)])

    @property
    def errors(self) -> Any:
        """Return the errors of all rows, by their numbers."""
        of_rows = {str(number): row.errors for number, row in enumerate(self.rows) if row.errors}
        return {**super().errors, **of_rows}

    @property
    def fields_with_errors(self) -> list[Field]:
        """Return the fields that have errors, in the order of the page."""
        return [field for row in self.rows for field in row if field.errors]

    def _row(self, number: int, **values: Any) -> Row:
        return self.row_class(prefix=f"{self.row_class.KEY}-{number}-", **values)

    def _was_sent(self, number: int) -> bool:
        start = f"{self.row_class.KEY}-{number}-"
        return any(name.startswith(start) for name in request.form)


class DaysForm(RowsForm[DayRow]):
    """Ask for all days of a showcase."""

    row_class, empty_rows, most_rows = DayRow, EMPTY_DAYS, MOST_DAYS

    def days(self) -> list[DayHours]:
        """Return the days that were typed, in order."""
        return sorted((row.hours() for row in self.filled), key=lambda each: each.day)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a day that stands there twice."""
        if not super().validate(extra_validators):
            return False
        met = set()
        for row in self.filled:
            if row.day.data in met:
                row.day.errors = [gettext("This day stands here twice.")]
            met.add(row.day.data)
        return not self.fields_with_errors


class PartnersForm(RowsForm[PartnerRow]):
    """Ask for all who organise a showcase or stand by it."""

    row_class, empty_rows, most_rows = PartnerRow, EMPTY_PARTNERS, MOST_PARTNERS

    def partners(self) -> list[Partner]:
        """Return who was typed, in their order."""
        return [row.partner() for row in self.filled]


class AltForm(Form):
    """Ask what the picture shows."""

    alt_vi = line(_("In Vietnamese"), LONGEST_LINE, vietnamese_too)
    alt_en = line(_("In English"))


class CopyForm(Form):
    """Ask what the next showcase is called, when it begins, and who is invited again."""

    title_vi = line(
        _("Title, in Vietnamese"), LONGEST_TITLE, DataRequired(_("Give the showcase a title."))
    )
    title_en = line(_("Title, in English"), LONGEST_TITLE)
    first_day = ReadField(
        _("First day"), parse_near_day, write_day, unclear=_("Type a day such as 22/11/2026."),
        empty=_("Type the day."),
    )  # fmt: skip
    invites = BooleanField(_("Invite the cooperatives that stood there to the same booths"))
