"""Charts as geometry: round axes, whole bars, words that stay within a phone's picture."""

from __future__ import annotations

from itertools import pairwise

import pytest

from storefront.charts.amounts import in_full, in_short
from storefront.charts.columns import BASE, PLOT, draw_columns
from storefront.charts.data import Bar, Chart, Unit, largest
from storefront.charts.drawing import WIDTH, Drawing, fitted, wide
from storefront.charts.rows import draw_rows
from storefront.charts.scale import MOST_STEPS, ticks

LONG = "Hợp tác xã Nông nghiệp Dịch vụ Tổng hợp và Du lịch cộng đồng xóm Thượng Tiến Kim Bôi"
DRAWN = {"columns": draw_columns, "rows": draw_rows}


def chart_of(*amounts: tuple[int, ...], unit: Unit = "vnd", series: int = 1) -> Chart:
    names = ("Đặt giao", "Mang về")[:series]
    bars = tuple(Bar(f"Tuần {n}", amount, f"{n}/11") for n, amount in enumerate(amounts))
    return Chart("weeks", "Theo tuần", names, bars, unit)


def edges(drawing: Drawing) -> list[tuple[float, float]]:
    """Return where each line of words begins and ends across."""
    found = []
    for line in drawing.words:
        breadth = wide(line.text)
        left = line.x - {"start": 0, "middle": breadth / 2, "end": breadth}[line.anchor]
        found.append((left, left + breadth))
    return found


@pytest.mark.parametrize("highest", [0, 1, 2, 3, 4, 5, 7, 10, 11, 99, 101, 12_345, 10**15 + 1])
def test_an_axis_has_few_round_steps_and_holds_the_highest(highest: int) -> None:
    marks = ticks(highest)
    assert marks[0] == 0
    assert marks[-1] >= highest
    assert 1 <= len(marks) - 1 <= MOST_STEPS
    assert str(marks.step).rstrip("0") in ("1", "2", "5")


@pytest.mark.parametrize(
    ("amount", "vi", "en"),
    [
        (0, "0 ₫", "₫0"),
        (950, "950 ₫", "₫950"),
        (250_000, "250k ₫", "₫250K"),
        (1_250_000, "1,2 tr ₫", "₫1.2M"),
        (20_000_000, "20 tr ₫", "₫20M"),
        (3_500_000_000, "3,5 tỷ ₫", "₫3.5B"),
        (1_200_000_000_000, "1,2 nghìn tỷ ₫", "₫1.2T"),
    ],
)
def test_amounts_are_short_as_people_write_them(amount: int, vi: str, en: str) -> None:
    assert in_short(amount, "vnd", "vi").replace("\u00a0", " ") == vi
    assert in_short(amount, "vnd", "en").replace("\u00a0", " ") == en


def test_numbers_of_pieces_stay_whole_as_long_as_they_fit() -> None:
    assert in_short(9_999, "number", "vi") == "9.999"
    assert in_short(25_000, "number", "vi") == "25k"
    assert in_full(1_250_000, "number", "en") == "1,250,000"


def test_columns_are_as_high_as_their_amounts_and_stand_on_the_base() -> None:
    drawing = draw_columns(chart_of((1_000_000,), (0,), (500_000,)), "vi")
    assert [shape.height for shape in drawing.shapes] == [PLOT, PLOT / 2]
    assert all(shape.y + shape.height == BASE for shape in drawing.shapes)
    assert [line.is_base for line in drawing.lines].count(True) == 1


def test_a_week_without_sales_keeps_its_place() -> None:
    places = [draw_columns(chart_of((5,), (n,), (5,)), "vi").shapes[-1].x for n in (0, 5)]
    assert places[0] == places[1]


def test_stacked_parts_lie_end_to_end() -> None:
    amounts = ((300, 700), (0, 400), (250, 0))
    up = draw_columns(chart_of(*amounts, series=2), "vi").shapes
    assert up[1].y + up[1].height == up[0].y
    assert [shape.series for shape in up] == [0, 1, 1, 0]
    across = draw_rows(chart_of(*amounts, series=2), "vi").shapes
    assert across[0].x + across[0].width == pytest.approx(across[1].x, abs=0.2)
    assert across[1].words == "Tuần 0, Mang về: 700\u00a0₫"


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("number", [1, 2, 4, 12, 52, 105])
@pytest.mark.parametrize("highest", [1, 950, 10**6, 10**15])
def test_nothing_leaves_the_picture(kind: str, number: int, highest: int) -> None:
    chart = chart_of(*((highest * n // number,) for n in range(1, number + 1)))
    drawing = DRAWN[kind](chart, "vi")
    for left, right in edges(drawing):
        assert left >= -0.1
        assert right <= WIDTH + 0.1
    for shape in drawing.shapes:
        assert shape.x >= 0
        assert shape.x + shape.width <= WIDTH + 0.1
        assert shape.y >= 0
        assert shape.y + shape.height <= drawing.height


@pytest.mark.parametrize("number", [1, 4, 12, 52, 105])
def test_names_below_the_columns_never_touch(number: int) -> None:
    drawing = draw_columns(chart_of(*((1,) for _ in range(number))), "vi")
    below = [
        edge
        for edge, line in zip(edges(drawing), drawing.words, strict=True)
        if line.anchor == "middle"
    ]
    below.sort()
    assert below
    assert all(one[1] < other[0] for one, other in pairwise(below))


def test_long_names_break_into_two_lines_and_end_in_three_dots() -> None:
    lines = fitted(LONG * 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(wide(line) <= WIDTH for line in lines)
    assert fitted("Cam Cao Phong") == ["Cam Cao Phong"]
    assert fitted("M" * 200)[0].endswith("…")
    assert fitted("") == [""]


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("amounts", [(), ((0,), (0,))])
def test_nothing_at_all_can_be_drawn(kind: str, amounts: tuple[tuple[int, ...], ...]) -> None:
    drawing = DRAWN[kind](chart_of(*amounts), "vi")
    assert drawing.chart.is_empty
    assert drawing.shapes == ()


def test_a_bar_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Bar("Cam", (5, -1))


def test_what_is_too_small_to_be_drawn_is_kept_apart() -> None:
    bars = [Bar(f"Hàng {n}", (n, 1)) for n in range(12)]
    shown, rest = largest(bars, 4)
    assert [bar.name for bar in shown] == ["Hàng 11", "Hàng 10", "Hàng 9", "Hàng 8"]
    assert len(rest) == 8
    assert largest([Bar("Cam", (0,)), Bar("Na", (3,))], 4) == ((Bar("Na", (3,)),), ())
