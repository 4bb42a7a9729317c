"""What organisers choose and type about the floor."""

from __future__ import annotations

import re
from typing import Any

from flask import request
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import Field, StringField
from wtforms.validators import ValidationError

from storefront.forms import Form, one_line
from storefront.manage.read_fields import ReadField
from storefront.organise.forms import RowForm
from storefront.showcase.arranging import Area, Thing, area_of
from storefront.showcase.models import MOST_CELLS, Booth, Showcase

_CELL = re.compile(r"([1-9][0-9]?)-([1-9][0-9]?)", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]?", re.ASCII)


def read_cells(text: str) -> int:
    """Read a number of cells, 1 to 40; raise ValueError for everything else."""
    if not _NUMBER.fullmatch(text) or int(text) > MOST_CELLS:
        raise ValueError(text)
    return int(text)


class TapForm(Form):
    """Hold what is chosen, and the cell that was tapped."""

    tool = StringField(filters=[one_line])
    cell = StringField(filters=[one_line])

    @property
    def tapped(self) -> tuple[int, int] | None:
        """Return the cell as (column, row)."""
        typed = _CELL.fullmatch(self.cell.data or "")
        return (int(typed[1]), int(typed[2])) if typed else None


def _cells(label: Any, *, empty: Any = None) -> ReadField[int]:
    unclear = _("Type a number from 1 to %(most)s.", most=MOST_CELLS)
    return ReadField(label, read_cells, str, unclear=unclear, empty=empty)


class SizeForm(Form):
    """Ask how many cells the floor has each way."""

    columns = _cells(_("Columns"), empty=_("Type how many columns."))
    rows = _cells(_("Rows"), empty=_("Type how many rows."))


class PlaceRow(RowForm):
    """Ask where one thing stands: empty is nowhere."""

    column = _cells(_("Column"))
    row = _cells(_("Row"))
    width = _cells(_("Wide"))
    height = _cells(_("Deep"))

    def validate_row(self, field: Field) -> None:
        """Refuse half a place."""
        if (self.column.data is None) != (field.data is None) and not self.column.errors:
            raise ValidationError(gettext("Type column and row, or neither."))

    def area(self) -> Area | None:
        """Return the place that was typed."""
        if self.column.data is None or self.row.data is None:
            return None
        return Area(self.column.data, self.row.data, self.width.data or 1, self.height.data or 1)


class PlacesForm(Form):
    """Ask where everything stands, as a list: the floor without the drawing."""

    def __init__(self, showcase: Showcase, *, sent: bool, **values: Any) -> None:
        super().__init__(**values)
        things: list[Thing] = [*showcase.booths, *showcase.marks]
        self.places = [
            (thing, self._row(thing, sent=sent))
            for thing in things
            if not sent or f"{name_of(thing)}-column" in request.form
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the token and every row, also the later ones when one is wrong."""
        return all(
            [super().validate(extra_validators), *(row.validate() for _thing, row in self.places)]
        )

    @property
    def errors(self) -> Any:
        """Return the errors of all rows, by the names of the things."""
        of_rows = {name_of(thing): row.errors for thing, row in self.places if row.errors}
        return {**super().errors, **of_rows}

    @property
    def fields_with_errors(self) -> list[Field]:
        """Return the fields that have errors, in the order of the page."""
        return [field for _thing, row in self.places for field in row if field.errors]

    def areas(self) -> dict[str, Area | None]:
        """Return where everything was put, by name."""
        return {name_of(thing): row.area() for thing, row in self.places}

    def _row(self, thing: Thing, *, sent: bool) -> PlaceRow:
        prefix = f"{name_of(thing)}-"
        if sent:
            return PlaceRow(prefix=prefix)
        area = area_of(thing)
        known = (
            {"column": area.column, "row": area.row, "width": area.width, "height": area.height}
            if area
            else {}
        )
        return PlaceRow(prefix=prefix, formdata=None, data=known)


def name_of(thing: Thing) -> str:
    """Return the name of a thing in the list: "booth-12" or "mark-7"."""
    return f"{'booth' if isinstance(thing, Booth) else 'mark'}-{thing.id}"
