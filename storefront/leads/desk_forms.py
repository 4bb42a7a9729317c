"""What members and organisers type about leads and the times of their booths."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from storefront.forms import Form, many_lines, small_number
from storefront.leads.slots import LONGEST, SHORTEST, Row
from storefront.manage.read_fields import ReadField
from storefront.showcase.hours import parse_near_day, parse_time, write_day, write_time

LONGEST_NOTE = 1_000
LONGEST_PAUSE = 120


class StepForm(Form):
    """Hold the state that a button brings a lead to, and the one that was shown."""

    to = StringField()
    seen = HiddenField()


class NoteForm(Form):
    """Ask for a note."""

    body = TextAreaField(
        _("Note"),
        [
            DataRequired(_("Write something.")),
            Length(max=LONGEST_NOTE, message=_("That is too long: 1,000 characters at most.")),
        ],
        [many_lines],
    )


class ReminderForm(Form):
    """Ask for the day from which a lead shows under Today; none takes the reminder back."""

    day = ReadField(
        _("Remind us on"), parse_near_day, write_day, unclear=_("Type a day such as 22/11/2026.")
    )


class PressForm(Form):
    """Hold nothing but the token: the button says it all."""


def parse_minutes(text: str) -> int:
    """Read a number of minutes; raises ValueError for anything else."""
    digits = text.removesuffix("phút").removesuffix("min").strip()
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(text)
    return small_number(digits)


class SlotsForm(Form):
    """Ask from when until when a booth can be met, and for how long each time."""

    day = ReadField(
        _("Day"), parse_near_day, write_day, unclear=_("Type a day such as 22/11/2026."),
        empty=_("Type the day."),
    )  # fmt: skip
    begins = ReadField(
        _("First meeting at"), parse_time, write_time,
        unclear=_("Type a time such as 8:30 or 8h30."),
        empty=_("Type when the first meeting begins."),
    )  # fmt: skip
    ends = ReadField(
        _("Last meeting ends at"), parse_time, write_time,
        unclear=_("Type a time such as 17:00 or 17h."),
        empty=_("Type when the last meeting ends."),
    )  # fmt: skip
    length = ReadField(
        _("Minutes each"), parse_minutes, str, unclear=_("Type a number of minutes."),
        empty=_("Type how many minutes each meeting takes."),
    )  # fmt: skip
    pause = ReadField(
        _("Minutes between"), parse_minutes, str, unclear=_("Type a number of minutes.")
    )
    booths = SelectMultipleField(_("At which booths?"), validate_choice=False)

    def validate_ends(self, field: Field) -> None:
        """Refuse times that end before they begin."""
        begins = self.begins.data
        if begins is not None and field.data is not None and field.data <= begins:
            raise ValidationError(gettext("It ends before it begins."))

    def validate_length(self, field: Field) -> None:
        """Refuse meetings that nobody could hold."""
        if field.data is not None and not SHORTEST <= field.data <= LONGEST:
            raise ValidationError(
                gettext("From %(least)s to %(most)s minutes.", least=SHORTEST, most=LONGEST)
            )

    def validate_pause(self, field: Field) -> None:
        """Refuse a break that would be none."""
        if field.data is not None and field.data > LONGEST_PAUSE:
            raise ValidationError(gettext("%(most)s minutes at most.", most=LONGEST_PAUSE))

    @property
    def booth_ids(self) -> set[int]:
        """Return the ids of the booths that were ticked."""
        chosen: Any = self.booths.data or ()
        return {small_number(value) for value in chosen}

    def row(self) -> Row:
        """Return the times that were typed."""
        values = (self.day.data, self.begins.data, self.ends.data, self.length.data)
        return Row(*values, self.pause.data or 0)
