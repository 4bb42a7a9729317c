"""What organisers type about booths, and whom they choose for them."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField
from wtforms.validators import Length, ValidationError

from storefront.forms import LONGEST_NAME, Form, one_line
from storefront.manage.read_fields import ReadField
from storefront.organise.forms import line, vietnamese_too, words
from storefront.showcase.booths import (
    FACTS,
    MOST_BOOTHS,
    TooManyBooths,
    UnclearNumbers,
    read_number,
    read_numbers,
    seen_of,
)
from storefront.showcase.models import Booth

LONGEST_LIST, LONGEST_BOOTH_WORDS = 2000, 1000
_ID = re.compile(r"[1-9][0-9]{0,8}", re.ASCII)


class NumbersForm(Form):
    """Ask for the numbers of new booths."""

    numbers = StringField(
        _("Numbers of the new booths"),
        [Length(max=LONGEST_LIST, message=_("That is too long."))],
        [one_line],
    )

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.numbers.flags.required = True
        self.read: list[str] = []

    def validate_numbers(self, field: StringField) -> None:
        """Read the list; refuse what is none."""
        try:
            self.read = read_numbers(field.data or "")
        except TooManyBooths as error:
            raise ValidationError(
                gettext("A showcase holds %(most)s booths at most.", most=MOST_BOOTHS)
            ) from error
        except UnclearNumbers as error:
            raise ValidationError(
                gettext(
                    "“%(part)s” is no booth number. Type numbers such as A1–A12 or B1, B2, VIP.",
                    part=str(error),
                )
                if str(error)
                else gettext("Type numbers such as A1–A12 or B1, B2, VIP.")
            ) from error


class BoothWordsForm(Form):
    """Ask who receives visitors at a booth, and what it says of itself."""

    seen = HiddenField()
    host = line(_("Host: who receives visitors"), LONGEST_NAME)
    words_vi = words(_("Words about the booth, in Vietnamese"), LONGEST_BOOTH_WORDS, vietnamese_too)
    words_en = words(_("Words about the booth, in English"), LONGEST_BOOTH_WORDS)

    @classmethod
    def of(cls, booth: Booth) -> Any:
        """Return the form with what a booth says."""
        known = {name: getattr(booth, name) for name in FACTS}
        return cls(formdata=None, data=known | {"seen": seen_of(booth)})

    def facts(self) -> dict[str, Any]:
        """Return what was typed, by the names of the columns."""
        return {name: self[name].data or "" for name in FACTS if name in self}


class BoothForm(BoothWordsForm):
    """Ask also for the booth's number, which is the organiser's to give."""

    number = ReadField(
        _("Number"),
        read_number,
        str,
        unclear=_("Type letters and digits, ten at most, such as A1."),
        empty=_("Type the booth's number."),
    )


class WordForm(Form):
    """Hold a word that goes with an answer."""

    answer = line(_("A word to the organiser"), 300)


class InviteForm(Form):
    """Ask which cooperative is invited to a booth."""

    cooperative_id = HiddenField()
    sure = BooleanField(_("Yes, invite them all the same"))

    @property
    def chosen_id(self) -> int | None:
        """Return the id of the cooperative whose button was pressed."""
        typed = self.cooperative_id.data or ""
        return int(typed) if _ID.fullmatch(typed) else None


class InviteManyForm(Form):
    """Ask which cooperatives are invited to the free booths."""

    cooperatives = SelectMultipleField(validate_choice=False)

    @property
    def chosen_ids(self) -> list[int]:
        """Return the ids that were ticked; whatever is none is left out."""
        return [int(typed) for typed in self.cooperatives.data or () if _ID.fullmatch(typed)]
