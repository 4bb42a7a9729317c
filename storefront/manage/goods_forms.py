"""What members type about their goods."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from babel import Locale
from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length, StopValidation
from wtforms.widgets import CheckboxInput

from storefront.catalogue.editing import COLUMNS, GoodsFacts
from storefront.catalogue.limits import LINE, LONG_TEXT, MOST_PACK_SIZES, SHORT, TEXT
from storefront.catalogue.models import Category, Product
from storefront.catalogue.packs import PackFacts
from storefront.choices import choices_of
from storefront.forms import Form, many_lines, one_line
from storefront.i18n.languages import current_language, localized_text
from storefront.illustrations.motifs import motifs
from storefront.manage.pack_form import PackForm
from storefront.templating import month_name

WEEKDAYS = "1234567"


def _line(label: Any, longest: int = LINE, *validators: Any) -> StringField:
    too_long = _("That is too long: %(most)s characters at most.", most=longest)
    return StringField(label, [*validators, Length(max=longest, message=too_long)], [one_line])


def _text(label: Any, longest: int = TEXT) -> TextAreaField:
    too_long = _("That is too long: %(most)s characters at most.", most=longest)
    return TextAreaField(label, [Length(max=longest, message=too_long)], [many_lines])


def _one_of_its_choices(_form: Form, field: Any) -> None:
    """Refuse what the list does not offer; WTForms would say so in English."""
    chosen = field.data if isinstance(field.data, list) else [field.data or ""]
    offered = {choice.value for choice in field.choices}
    if not offered.issuperset(chosen):
        raise StopValidation(_("Choose one from the list."))


if TYPE_CHECKING:
    PackFields = FieldList[FormField[PackForm]]
else:
    PackFields = FieldList


class PackList(PackFields):
    """Read the numbered pack sizes of a form; whatever is no small number is none of them."""

    def _extract_indices(self, prefix: str, formdata: Any) -> Iterator[int]:
        for name in formdata:
            number = re.match(rf"{re.escape(prefix)}-([0-9]{{1,3}})-", name, re.ASCII)
            if number:
                yield int(number[1])


class GoodsForm(Form):
    """Ask all that is said of goods; only name, kind and a pack size are needed.

    `old_prices` holds what packs cost now, by id: a price that leaps is asked about.
    """

    name_vi = _line(_("Name in Vietnamese"), LINE, DataRequired(_("Type a name.")))
    name_en = _line(_("Name in English"))
    category_id = SelectField(_("Kind"), [_one_of_its_choices], validate_choice=False)
    packs = PackList(FormField(PackForm), max_entries=MOST_PACK_SIZES)
    description_vi = _text(_("What it is, in Vietnamese"), LONG_TEXT)
    description_en = _text(_("What it is, in English"), LONG_TEXT)
    net_weight = _line(_("Measure: weight, volume or number"), SHORT)
    unit_vi = _line(_("Sold by, in Vietnamese"), SHORT)
    unit_en = _line(_("Sold by, in English"), SHORT)
    use_by_vi = _line(_("Use by, in Vietnamese"), LINE)
    use_by_en = _line(_("Use by, in English"), LINE)
    ingredients_vi = _text(_("Ingredients or material, in Vietnamese"))
    ingredients_en = _text(_("Ingredients or material, in English"))
    storage_vi = _text(_("How to keep it, in Vietnamese"))
    storage_en = _text(_("How to keep it, in English"))
    origin_vi = _line(_("Origin, in Vietnamese"))
    origin_en = _line(_("Origin, in English"))
    season_first = SelectField(
        _("From month"), [_one_of_its_choices], default="", validate_choice=False
    )
    season_last = SelectField(
        _("Until month"), [_one_of_its_choices], default="", validate_choice=False
    )
    reach = RadioField(
        _("How far it can travel"),
        choices=choices_of(
            [
                ("elsewhere", _("to every province")),
                ("province", _("within its own province only")),
                ("district", _("within its own district only")),
            ]
        ),
        default="elsewhere",
        validators=[_one_of_its_choices],
        validate_choice=False,
    )
    ship_days = SelectMultipleField(
        _("Days on which it is sent"),
        [_one_of_its_choices],
        option_widget=CheckboxInput(),
        validate_choice=False,
    )
    is_alcohol = BooleanField(_("This is alcohol"))
    alcohol_licence = _line(_("Number of our licence to sell alcohol"), SHORT)
    motif = RadioField(
        _("Drawing, while there is no photo"),
        [_one_of_its_choices],
        default="",
        validate_choice=False,
    )
    revision = HiddenField()
    draft_key = HiddenField(default=lambda: secrets.token_urlsafe(16))

    def __init__(self, *arguments: Any, kinds: Sequence[Category], **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.old_prices: dict[int, int] = {}
        self.category_id.flags.required = True
        months = [(str(number), month_name(number)) for number in range(1, 13)]
        days = Locale(current_language()).days["format"]["wide"]
        self.category_id.choices = choices_of(
            [
                ("", gettext("Choose a kind")),
                *((str(kind.id), localized_text(kind.name)) for kind in kinds),
            ]
        )
        self.season_first.choices = self.season_last.choices = choices_of(
            [("", gettext("all year")), *months]
        )
        self.ship_days.choices = choices_of((digit, days[int(digit) - 1]) for digit in WEEKDAYS)
        drawn = sorted((localized_text(motif.label), name) for name, motif in motifs().items())
        self.motif.choices = choices_of(
            [("", gettext("by its kind")), *((name, label) for label, name in drawn)]
        )

    def validate_category_id(self, field: Field) -> None:
        """Ask for a kind; one that there is not is refused by the list of them."""
        if not field.data:
            raise ValidationError(_("Choose a kind."))

    def validate_season_last(self, field: Field) -> None:
        """Refuse half a season."""
        if bool(field.data) != bool(self.season_first.data):
            raise ValidationError(
                _("A season has a first and a last month; leave both for all year.")
            )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, then what several of them say together."""
        sound = bool(super().validate(extra_validators))
        packs = [pack.form for pack in self.packs if not pack.form.is_empty]
        if not any(pack.on_sale for pack in packs):
            self._refuse_packs(packs)
        for pack in packs:
            pack.ask_about_leap(self.old_prices)
        self.packs.errors = [pack.form.errors for pack in self.packs if pack.form.errors]
        return sound and not self.packs.errors

    @property
    def fields_with_errors(self) -> list[Field]:
        """Return the visible fields that have errors, those of pack sizes among them."""
        found: list[Field] = []
        for field in self:
            if field is self.packs:
                found += [inner for pack in self.packs for inner in pack.form.fields_with_errors]
            elif field.errors and field.name != "csrf_token":
                found.append(field)
        return found

    @property
    def key(self) -> str:
        """Return what is the same only where the same form was sent with the same in it."""
        typed = [(name, values) for name, values in request.form.lists() if name != "csrf_token"]
        return sha256(repr(sorted(typed)).encode()).hexdigest()

    @property
    def seen_revision(self) -> int:
        """Return the revision that the form was made from, 0 for none."""
        typed = self.revision.data or ""
        return int(typed) if re.fullmatch(r"[0-9]{1,9}", typed) else 0

    def refuse(self, name: str, message: str) -> None:
        """Add an error that only the shop's rules could find."""
        field = self[name]
        field.errors = [*field.errors, message]

    def add_empty_pack(self) -> None:
        """Leave room for one pack size more, unless an empty row is there already."""
        entries = list(self.packs)
        if len(entries) < MOST_PACK_SIZES and not any(pack.form.is_empty for pack in entries):
            self.packs.append_entry()

    def facts(self) -> GoodsFacts:
        """Return what was typed as the catalogue wants it."""
        values = {name: self[name].data for name in COLUMNS}
        values |= {
            "category_id": int(self.category_id.data),
            "season_first": int(self.season_first.data) if self.season_first.data else None,
            "season_last": int(self.season_last.data) if self.season_last.data else None,
            "ship_days": _days("".join(sorted(self.ship_days.data or ()))),
            "motif": self.motif.data or "",
        }
        return GoodsFacts(**values, packs=self.pack_facts())

    def pack_facts(self) -> list[PackFacts]:
        """Return the pack sizes, without the empty row."""
        return [pack.form.facts() for pack in self.packs if not pack.form.is_empty]

    def _refuse_packs(self, packs: list[PackForm]) -> None:
        if packs:
            packs[0].refuse("label_vi", gettext("At least one pack size must stay on sale."))
        else:
            self.add_empty_pack()
            self.packs[0].form.refuse("label_vi", gettext("Type at least one pack size."))


def _days(digits: str) -> str:
    """Return "" for every day of the week, which says the same."""
    return "" if digits == WEEKDAYS else digits


def values_of(product: Product, *, demo: bool, copied: bool = False) -> dict[str, Any]:
    """Return goods as the form holds them; a copy has new pack sizes, and none of their stock."""
    values: dict[str, Any] = {name: getattr(product, name) for name in COLUMNS}
    packs = [pack for pack in product.variants if pack.is_active or not copied]
    values |= {
        "category_id": str(product.category_id),
        "season_first": str(product.season_first or ""),
        "season_last": str(product.season_last or ""),
        "ship_days": list(product.ship_days),
        "alcohol_licence": product.cooperative.alcohol_licence,
        "packs": [PackForm.values_of(pack, demo=demo, copied=copied) for pack in packs],
    }
    return values if copied else values | {"revision": str(product.revision)}
