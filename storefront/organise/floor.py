"""The floor of a showcase, drawn by tapping, or typed as a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, make_response, redirect, request, url_for
from flask_babel import gettext as _

from storefront.database import db
from storefront.htmx import render, wants_fragment
from storefront.organise.desk import blueprint, me, my_showcase
from storefront.organise.floor_forms import PlacesForm, SizeForm, TapForm
from storefront.organise.wording import page_was_old, thing_name
from storefront.showcase import arranging
from storefront.showcase.arranging import (
    AWAY,
    CellTaken,
    FloorTooSmall,
    NothingSuch,
    OffTheFloor,
    Thing,
    cells_of,
    tool_of,
)
from storefront.showcase.models import MARK_KINDS, Showcase
from storefront.showcase.wording import mark_name

CONFLICT, REFUSED = 409, 422


@dataclass(frozen=True, slots=True)
class Cell:
    """Hold one button of the drawing; a thing of several cells has one button over all."""

    column: int
    row: int
    thing: Thing | None = None

    @property
    def name(self) -> str:
        """Return by what name the form sends it."""
        return f"{self.column}-{self.row}"


@blueprint.get("/<int:showcase_id>/floor")
def floor(showcase_id: int) -> Response:
    """Show the floor; `?tool=` is what the next tap puts down."""
    return _floor_page(my_showcase(showcase_id), tool=request.args.get("tool", ""))


@blueprint.post("/<int:showcase_id>/floor")
def tap_floor(showcase_id: int) -> Response:
    """Put what is chosen on a cell, or take it away."""
    showcase, form = my_showcase(showcase_id), TapForm()
    tool = form.tool.data or ""
    if not form.validate():
        return _floor_page(showcase, form.refusal_status, tool=tool, alert=page_was_old())
    cell = form.tapped
    if cell is None or not tool:
        return _floor_page(
            showcase, REFUSED, tool=tool, alert=_("Choose a booth or a sign, then tap a cell.")
        )
    try:
        arranging.tap(showcase, me(), tool, *cell)
    except CellTaken as taken:
        alert = _(
            "%(thing)s stands there. Take it away first, or tap a free cell.",
            thing=thing_name(taken.thing),
        )
        return _floor_page(showcase, CONFLICT, tool=tool, alert=alert)
    except (NothingSuch, OffTheFloor):
        alert = _("That cannot be put there. Choose again.")
        return _floor_page(showcase, REFUSED, alert=alert)
    db.session.commit()
    tool = _next_tool(showcase, tool)
    if wants_fragment():
        return _floor_page(showcase, tool=tool)
    return _to_floor(showcase, tool)


@blueprint.post("/<int:showcase_id>/floor/places")
def place_floor(showcase_id: int) -> Response:
    """Put everything where the list says."""
    showcase = my_showcase(showcase_id)
    form = PlacesForm(showcase, sent=True)
    if not form.validate():
        return _floor_page(showcase, form.refusal_status, places=form)
    try:
        arranging.arrange(showcase, me(), form.areas())
    except CellTaken as taken:
        alert = _(
            "Two would stand on one cell: one of them is %(thing)s.",
            thing=thing_name(taken.thing),
        )
        return _floor_page(showcase, CONFLICT, places=form, alert=alert)
    except OffTheFloor:
        alert = _("That does not lie on the floor. Make the floor larger first.")
        return _floor_page(showcase, CONFLICT, places=form, alert=alert)
    db.session.commit()
    return _to_floor(showcase)


@blueprint.post("/<int:showcase_id>/floor/size")
def size_floor(showcase_id: int) -> Response:
    """Make the floor larger or smaller."""
    showcase, form = my_showcase(showcase_id), SizeForm()
    if not form.validate():
        return _floor_page(showcase, form.refusal_status, size=form)
    try:
        arranging.set_size(showcase, me(), form.columns.data or 0, form.rows.data or 0)
    except FloorTooSmall as small:
        alert = _(
            "These would be off the floor: %(things)s. Put them elsewhere first.",
            things=", ".join(map(thing_name, small.things)),
        )
        return _floor_page(showcase, CONFLICT, size=form, alert=alert)
    db.session.commit()
    return _to_floor(showcase)


def cell_rows(showcase: Showcase) -> Iterator[list[Cell]]:
    """Yield the rows of the drawing; cells under a larger thing are left out but its first."""
    things = cells_of(showcase)
    for row in range(1, showcase.grid_rows + 1):
        cells = []
        for column in range(1, showcase.grid_columns + 1):
            thing = things.get((column, row))
            if thing is None or (thing.floor_column, thing.floor_row) == (column, row):
                cells.append(Cell(column, row, thing))
        yield cells


def _next_tool(showcase: Showcase, tool: str) -> str:
    """Return what the next tap puts down: after a booth the next that stands nowhere."""
    if not tool.startswith("booth-"):
        return tool
    placed = next(booth for booth in showcase.booths if tool_of(booth) == tool)
    if placed.floor_column is None:
        return tool
    waiting = [booth for booth in showcase.booths if booth.floor_column is None]
    later = [booth for booth in waiting if booth.sort_key > placed.sort_key]
    following = next(iter([*later, *waiting]), None)
    return tool_of(following) if following else ""


def _floor_page(  # noqa: PLR0913 - each is something that may have to be told
    showcase: Showcase,
    status: int = 200,
    *,
    tool: str = "",
    alert: str = "",
    places: PlacesForm | None = None,
    size: SizeForm | None = None,
) -> Response:
    waiting = [booth for booth in showcase.booths if booth.floor_column is None]
    known = {"columns": showcase.grid_columns, "rows": showcase.grid_rows}
    return render(
        "organise/floor.html",
        "plan",
        status=status,
        showcase=showcase,
        rows=list(cell_rows(showcase)),
        waiting=waiting,
        tool=tool or (tool_of(waiting[0]) if waiting else AWAY),
        tool_of=tool_of,
        thing_name=thing_name,
        mark_name=mark_name,
        mark_kinds=MARK_KINDS,
        alert=alert,
        form=TapForm(formdata=None),
        places=places or PlacesForm(showcase, sent=False, formdata=None),
        size=size or SizeForm(formdata=None, data=known),
    )


def _to_floor(showcase: Showcase, tool: str = "") -> Response:
    address = url_for(
        "organise.floor", showcase_id=showcase.id, tool=tool or None, _anchor="floor-plan"
    )
    return make_response(redirect(address, 303))
