"""Drawing the floor by tapping: what is chosen goes to a cell, or away from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storefront.accounts.models import User
from storefront.database import db
from storefront.showcase.models import MARK_KINDS, MOST_CELLS, Booth, FloorMark, Showcase
from storefront.showcase.standing import hold, touched

Thing = Booth | FloorMark
AWAY = "away"
MOST_MARKS = 200


class OffTheFloor(ValueError):
    """Say that a cell, or a part of a thing, does not lie on the floor."""


class NothingSuch(ValueError):
    """Say that nothing of this name can be put on the floor."""


class CellTaken(Exception):
    """Say what stands on a cell already; nothing is changed."""

    def __init__(self, thing: Thing) -> None:
        super().__init__(tool_of(thing))
        self.thing = thing


class FloorTooSmall(Exception):
    """Say what would no longer be on the floor; nothing is changed."""

    def __init__(self, things: Sequence[Thing]) -> None:
        super().__init__(", ".join(map(tool_of, things)))
        self.things = things


@dataclass(frozen=True, slots=True)
class Area:
    """Hold a rectangle of cells, counted from 1."""

    column: int
    row: int
    width: int = 1
    height: int = 1

    def cells(self) -> Iterator[tuple[int, int]]:
        """Yield each cell as (column, row)."""
        for row in range(self.row, self.row + self.height):
            for column in range(self.column, self.column + self.width):
                yield column, row

    def fits(self, columns: int, rows: int) -> bool:
        """Tell whether it lies on a floor of this size."""
        return (
            min(self.column, self.row, self.width, self.height) >= 1
            and self.column + self.width - 1 <= columns
            and self.row + self.height - 1 <= rows
        )

    def with_cell(self, column: int, row: int) -> Area | None:
        """Return it with one cell more, where that makes a rectangle again."""
        left, top = min(self.column, column), min(self.row, row)
        right = max(self.column + self.width, column + 1)
        bottom = max(self.row + self.height, row + 1)
        grown = Area(left, top, right - left, bottom - top)
        return grown if grown.width * grown.height == self.width * self.height + 1 else None


def area_of(thing: Thing) -> Area | None:
    """Return where a thing stands, None while it stands nowhere."""
    if thing.floor_column is None or thing.floor_row is None:
        return None
    return Area(thing.floor_column, thing.floor_row, thing.floor_width, thing.floor_height)


def tool_of(thing: Thing) -> str:
    """Return the name by which a tap puts a thing: "booth-12", or the kind of a mark."""
    return f"booth-{thing.id}" if isinstance(thing, Booth) else thing.kind


def cells_of(showcase: Showcase) -> dict[tuple[int, int], Thing]:
    """Return what stands on each cell."""
    things: list[Thing] = [*showcase.booths, *showcase.marks]
    return {cell: thing for thing in things if (area := area_of(thing)) for cell in area.cells()}


def tap(showcase: Showcase, user: User, tool: str, column: int, row: int) -> None:
    """Put what is chosen on a cell, or take it away where it stands there already.

    A mark grows over the cell beside it. The tool "away" takes away whatever stands there. Raises
    OffTheFloor, NothingSuch, CellTaken.
    """
    hold(showcase)
    if not Area(column, row).fits(showcase.grid_columns, showcase.grid_rows):
        raise OffTheFloor
    booth = _booth_named(showcase, tool)
    there = cells_of(showcase).get((column, row))
    if there is not None:
        if tool not in (AWAY, tool_of(there)):
            raise CellTaken(there)
        _take_away(there)
    elif booth is not None:
        _put(booth, Area(column, row))
    elif tool != AWAY:
        _mark(showcase, tool, column, row)
    db.session.flush()
    touched(showcase, user, "showcase.floor_changed")


def arrange(showcase: Showcase, user: User, places: dict[str, Area | None]) -> None:
    """Put every named thing in its place at once; None takes it off the floor.

    A name is "booth-12" or "mark-7". Raises NothingSuch, OffTheFloor, and CellTaken where two
    would stand on one cell; nothing is changed then.
    """
    hold(showcase)
    things: dict[str, Thing] = {f"booth-{booth.id}": booth for booth in showcase.booths}
    things |= {f"mark-{mark.id}": mark for mark in showcase.marks}
    if not places.keys() <= things.keys():
        raise NothingSuch
    wanted = {name: places.get(name, area_of(thing)) for name, thing in things.items()}
    taken: dict[tuple[int, int], Thing] = {}
    for name, area in wanted.items():
        if area is None:
            continue
        if not area.fits(showcase.grid_columns, showcase.grid_rows):
            raise OffTheFloor(name)
        for cell in area.cells():
            if cell in taken:
                raise CellTaken(taken[cell])
            taken[cell] = things[name]
    for name, area in wanted.items():
        if area is None:
            _take_away(things[name])
        else:
            _put(things[name], area)
    db.session.flush()
    touched(showcase, user, "showcase.floor_changed")


def set_size(showcase: Showcase, user: User, columns: int, rows: int) -> None:
    """Make the floor larger or smaller. Raises OffTheFloor, FloorTooSmall."""
    hold(showcase)
    if not (1 <= columns <= MOST_CELLS and 1 <= rows <= MOST_CELLS):
        raise OffTheFloor
    things: list[Thing] = [*showcase.booths, *showcase.marks]
    outside = [
        thing for thing in things if (area := area_of(thing)) and not area.fits(columns, rows)
    ]
    if outside:
        raise FloorTooSmall(outside)
    showcase.grid_columns, showcase.grid_rows = columns, rows
    touched(showcase, user, "showcase.floor_changed")


def _booth_named(showcase: Showcase, tool: str) -> Booth | None:
    """Return the booth of a tool, None for marks; raise NothingSuch for neither."""
    booth = next((booth for booth in showcase.booths if tool_of(booth) == tool), None)
    if booth is None and tool not in (AWAY, *MARK_KINDS):
        raise NothingSuch(tool)
    return booth


def _mark(showcase: Showcase, kind: str, column: int, row: int) -> None:
    for mark in showcase.marks:
        area = area_of(mark)
        grown = area.with_cell(column, row) if area and mark.kind == kind else None
        if grown is not None:
            _put(mark, grown)
            return
    if len(showcase.marks) >= MOST_MARKS:
        raise OffTheFloor(kind)
    showcase.marks.append(FloorMark(kind=kind, floor_column=column, floor_row=row))


def _put(thing: Thing, area: Area) -> None:
    thing.floor_column, thing.floor_row = area.column, area.row
    thing.floor_width, thing.floor_height = area.width, area.height


def _take_away(thing: Thing) -> None:
    if isinstance(thing, FloorMark):
        thing.showcase.marks.remove(thing)
        return
    thing.floor_column = thing.floor_row = None
    thing.floor_width = thing.floor_height = 1
