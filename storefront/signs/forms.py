"""Which signs to print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, SelectField

from storefront.choices import choices_of
from storefront.forms import Form
from storefront.showcase.models import Booth
from storefront.signs.saying import CARD, SIGN, TAG, TENT

ALL = "all"
PRINTS = {
    f"{SIGN}-a3": _("Signs to hang, A3"),
    f"{SIGN}-a4": _("Signs to hang, A4"),
    f"{SIGN}-a5": _("Signs to hang, A5: a phone reads them from two metres"),
    f"{CARD}-a5": _("Booth cards with the goods, A5"),
    f"{CARD}-a6": _("Booth cards with the goods, A6"),
    f"{TENT}-a4": _("Table tents, A4 to be folded"),
    f"{TAG}-a4": _("Price tags, eight on A4 to be cut"),
}


class SignsForm(Form):
    """Ask for a kind of sign on a paper, and for whose booths."""

    prints = RadioField(
        _("What to print"),
        choices=choices_of(list(PRINTS.items())),
        default=f"{SIGN}-a4",
        validate_choice=False,
    )
    booth = SelectField(_("For"), default=ALL, validate_choice=False)

    def __init__(self, *arguments: Any, booths: Sequence[Booth], **values: Any) -> None:
        """Offer all booths at once, or one of them."""
        super().__init__(*arguments, **values)
        self._booths = {str(booth.id): booth for booth in booths}
        named = [
            (key, gettext("Booth %(number)s", number=b.number)) for key, b in self._booths.items()
        ]
        self.booth.choices = choices_of([(ALL, gettext("all booths")), *named])

    @property
    def kind_and_paper(self) -> tuple[str, str]:
        """Return what was chosen; a choice that nobody offers is the first."""
        chosen = self.prints.data if self.prints.data in PRINTS else next(iter(PRINTS))
        kind, _hyphen, paper = str(chosen).partition("-")
        return kind, paper

    @property
    def is_for_all(self) -> bool:
        """Tell whether no booth was singled out."""
        return (self.booth.data or "") not in self._booths

    @property
    def chosen(self) -> Sequence[Booth]:
        """Return the booths to print for."""
        one = self._booths.get(self.booth.data or "")
        return [one] if one else list(self._booths.values())
