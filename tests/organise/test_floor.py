"""The floor: drawn by tapping or typed as a list, never two things on one cell."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.database import db
from storefront.showcase.models import Showcase
from tests.organise.desk import Fair

Place = tuple[int | None, int | None, int, int]


def floor(app: Flask, showcase: int) -> dict[str, Place]:
    """Return where each booth, by its number, and each mark, by its kind, stands."""
    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        things = {booth.number: booth for booth in stored.booths} | {
            mark.kind: mark for mark in stored.marks
        }
        return {
            name: (
                thing.floor_column,
                thing.floor_row,
                thing.floor_width,
                thing.floor_height,
            )
            for name, thing in things.items()
        }


def test_a_tap_puts_a_booth_down_and_another_takes_it_away(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    tool = f"booth-{fair.booth('A1').id}"
    fair.done(f"{showcase}/floor", tool=tool, cell="3-4")
    assert floor(app, showcase)["A1"] == (3, 4, 1, 1)
    fair.done(f"{showcase}/floor", tool=tool, cell="5-5")
    assert floor(app, showcase)["A1"] == (5, 5, 1, 1)
    fair.done(f"{showcase}/floor", tool=tool, cell="5-5")
    assert floor(app, showcase)["A1"] == (None, None, 1, 1)


def test_marks_grow_cell_by_cell_and_go_as_one(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    for cell in ("2-1", "3-1", "4-1"):
        fair.done(f"{showcase}/floor", tool="stage", cell=cell)
    assert floor(app, showcase)["stage"] == (2, 1, 3, 1)
    fair.done(f"{showcase}/floor", tool="away", cell="4-1")
    assert "stage" not in floor(app, showcase)


def test_two_things_never_stand_on_one_cell(fair: Fair) -> None:
    showcase = fair.ready()
    fair.done(f"{showcase}/floor", tool="stage", cell="1-1")
    tool = f"booth-{fair.booth('A1').id}"
    fair.refused(f"{showcase}/floor", 409, tool=tool, cell="1-1")
    fair.refused(f"{showcase}/floor", 409, tool="entrance", cell="1-1")


@pytest.mark.parametrize(
    ("tool", "cell"),
    [("stage", "11-1"), ("stage", "1-13"), ("stage", "0-1"), ("stage", ""), ("stage", "1-1-1"),
     ("", "1-1"), ("booth-999", "1-1"), ("helipad", "1-1")],
)  # fmt: skip
def test_a_wrong_tap_changes_nothing(fair: Fair, tool: str, cell: str) -> None:
    showcase = fair.ready()
    fair.refused(f"{showcase}/floor", 422, tool=tool, cell=cell)


def test_the_list_does_what_the_drawing_does(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    first, second = (f"booth-{fair.booth(number).id}" for number in ("A1", "A2"))

    def sent(name: str, *cells: str) -> dict[str, str]:
        return {
            f"{name}-{side}": cell
            for side, cell in zip(("column", "row", "width", "height"), cells, strict=True)
        }

    path = f"{showcase}/floor/places"
    fair.done(path, **sent(first, "1", "1", "2", "1"), **sent(second, "3", "1", "", ""))
    assert floor(app, showcase)["A1"] == (1, 1, 2, 1)
    assert floor(app, showcase)["A2"] == (3, 1, 1, 1)
    fair.refused(path, 409, **sent(first, "2", "1", "2", "1"), **sent(second, "3", "1", "1", "1"))
    fair.refused(path, 409, **sent(first, "10", "1", "2", "1"))
    fair.refused(path, 422, **sent(first, "1", "", "1", "1"))
    fair.refused(path, 422, **sent(first, "x", "1", "1", "1"))
    # Two change places at once.
    fair.done(path, **sent(first, "3", "1", "1", "1"), **sent(second, "1", "1", "2", "1"))
    assert floor(app, showcase)["A2"] == (1, 1, 2, 1)
    fair.done(path, **sent(first, "", "", "", ""))
    assert floor(app, showcase)["A1"] == (None, None, 1, 1)


def test_the_floor_grows_and_shrinks_but_drops_nothing(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    path = f"{showcase}/floor/size"
    fair.done(path, columns="20", rows="15")
    fair.done(f"{showcase}/floor", tool=f"booth-{fair.booth('A1').id}", cell="20-15")
    assert "A1" in fair.refused(path, 409, columns="19", rows="15")
    for columns in ("0", "41", "x", ""):
        fair.refused(path, 422, columns=columns, rows="15")
    with app.app_context():
        assert db.session.get_one(Showcase, showcase).grid_columns == 20


def test_the_plan_is_a_form_with_a_button_for_each_cell(fair: Fair) -> None:
    showcase = fair.ready()
    assert fair.get(f"{showcase}/floor").count('name="cell"') == 120


def test_htmx_gets_the_plan_alone(fair: Fair) -> None:
    showcase = fair.ready()
    partial = {"HX-Request": "true", "HX-Request-Type": "partial"}
    token = fair.host.token_from("/vi/account")
    answer = fair.host.post(
        f"/vi/organise/{showcase}/floor",
        data={"csrf_token": token, "tool": f"booth-{fair.booth('A1').id}", "cell": "2-2"},
        headers=partial,
    )
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert text.lstrip().startswith('<div id="floor-plan">')
    following = f'value="booth-{fair.booth("A2").id}" checked'
    assert following in text
    for path in ("floor", "picture", f"booths/{fair.booth('A1').id}/invitation?q=x"):
        part = fair.host.get(f"/vi/organise/{showcase}/{path}", headers=partial)
        assert part.status_code == 200
        assert "<html" not in part.get_data(as_text=True)
