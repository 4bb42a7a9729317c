"""What organisers type about one session of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.validators import DataRequired, ValidationError

from storefront import clock
from storefront.choices import choices_of
from storefront.forms import Form
from storefront.manage.read_fields import ReadField
from storefront.organise.forms import LONGEST_TITLE, line, one_of_its_choices, vietnamese_too, words
from storefront.showcase.hours import minutes_of, moment_of, parse_time, write_time
from storefront.showcase.models import ProgrammeSession
from storefront.showcase.programme import FACTS, seen_of
from storefront.showcase.wording import long_day

TEXTS = tuple(name for name in FACTS if name not in ("starts_at", "ends_at"))
_UNCLEAR = _("Type a time such as 8:30 or 8h30.")


class SessionForm(Form):
    """Ask what a session is, when, where and who speaks."""

    seen = HiddenField()
    title_vi = line(
        _("Title, in Vietnamese"), LONGEST_TITLE, DataRequired(_("Give the session a title."))
    )
    title_en = line(_("Title, in English"), LONGEST_TITLE)
    day = SelectField(_("Day"), validate_choice=False, validators=[one_of_its_choices])
    starts = ReadField(
        _("From"), parse_time, write_time, unclear=_UNCLEAR, empty=_("Type when it begins.")
    )
    ends = ReadField(
        _("Until"), parse_time, write_time, unclear=_UNCLEAR, empty=_("Type when it ends.")
    )
    hall_vi = line(_("Hall or stage, in Vietnamese"), LONGEST_TITLE, vietnamese_too)
    hall_en = line(_("Hall or stage, in English"), LONGEST_TITLE)
    speakers_vi = words(_("Speakers, in Vietnamese"), 1000, vietnamese_too)
    speakers_en = words(_("Speakers, in English"), 1000)
    words_vi = words(_("What it is about, in Vietnamese"), 2000, vietnamese_too)
    words_en = words(_("What it is about, in English"), 2000)
    sure = BooleanField(_("Yes, keep it like this"))

    def __init__(self, days: Sequence[date], **values: Any) -> None:
        super().__init__(**values)
        self.day.choices = choices_of((day.isoformat(), long_day(day)) for day in days)
        self.day.flags.required = True

    @classmethod
    def of(cls, days: Sequence[date], session: ProgrammeSession) -> SessionForm:
        """Return the form with what is known of a session."""
        day = session.starts_at.astimezone(clock.MARKET_ZONE).date()
        known: dict[str, Any] = {name: getattr(session, name) for name in TEXTS}
        known |= {
            "seen": seen_of(session),
            "day": day.isoformat(),
            "starts": minutes_of(session.starts_at, day),
            "ends": minutes_of(session.ends_at, day),
        }
        return cls(days, formdata=None, data=known)

    def validate_ends(self, field: Field) -> None:
        """Refuse a session that ends before it begins."""
        starts, ends = self.starts.data, field.data
        if starts is not None and ends is not None and ends <= starts:
            raise ValidationError(gettext("It ends before it begins. For midnight type 24:00."))

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by the names of the columns; times are moments."""
        day = date.fromisoformat(str(self.day.data))
        return {
            **{name: self[name].data or "" for name in TEXTS},
            "starts_at": moment_of(day, self.starts.data or 0),
            "ends_at": moment_of(day, self.ends.data or 0),
        }
