"""Charts on a page: a picture with a name, and a table of the same figures."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, render_template_string

from storefront.charts.columns import draw_columns
from storefront.charts.data import Bar, Chart, Table
from storefront.charts.drawing import Drawing
from storefront.charts.rows import draw_rows
from storefront.i18n.languages import speaking
from storefront.styleguide.themes import contrast, themes

PAGE = """{% from "charts/_chart.html" import chart_with_table with context %}
{{ chart_with_table(drawing, table, "Chưa bán gì.") }}"""
BARS = (Bar('<b>Cam & "quýt"</b>', (1_200_000, 300_000)), Bar("Na", (0, 50_000)))
CHART = Chart("sales", "Doanh số", ("Đặt giao", "Mang về"), BARS, "vnd")
TABLE = Table(("Hàng", "Đồng"), (("Cam", "1.500.000"), ("Na", "50.000")), ("Cộng", "1.550.000"))
SHAPES = 3.0
"""What WCAG 2 asks of parts of a picture (1.4.11)."""


def drawn(app: Flask, drawing: Drawing, table: Table = TABLE) -> str:
    with app.test_request_context("/vi/"), speaking("vi"):
        return render_template_string(PAGE, drawing=drawing, table=table)


def tree(markup: str) -> Element:
    found: Element = html5lib.parse(markup, namespaceHTMLElements=False)
    return found


def words(element: Element | None) -> str:
    assert element is not None
    return "".join(element.itertext())


def with_id(root: Element, name: str) -> Element:
    [found] = (element for element in root.iter() if element.get("id") == name)
    return found


@pytest.mark.parametrize("draw", [draw_columns, draw_rows])
def test_the_picture_is_named_and_described(app: Flask, draw: object) -> None:
    assert callable(draw)
    root = tree(drawn(app, draw(CHART, "vi")))
    [picture] = (e for e in root.iter() if e.get("role") == "img")
    title, description = (picture.get("aria-labelledby") or "").split()
    assert words(with_id(root, title)) == "Doanh số"
    assert "1.500.000\u00a0₫" in words(with_id(root, description))


def test_the_table_has_headings_on_both_sides_and_a_sum(app: Flask) -> None:
    root = tree(drawn(app, draw_rows(CHART, "vi")))
    table = root.find(".//table")
    assert table is not None
    assert [cell.get("scope") for cell in table.iter("th")] == ["col", "col", "row", "row", "row"]
    assert words(table.find("caption")) == "Doanh số"
    assert words(table.find("tfoot/tr/td")) == "1.550.000"


def test_what_people_typed_is_only_text(app: Flask) -> None:
    markup = drawn(app, draw_rows(CHART, "vi"))
    assert "<b>" not in markup
    assert "&lt;b&gt;Cam &amp; " in markup


def test_nothing_needs_a_style_that_the_policy_forbids(app: Flask) -> None:
    markup = drawn(app, draw_columns(CHART, "vi"))
    assert "style=" not in markup
    assert "<style" not in markup


def test_two_series_are_told_in_words_and_one_is_not(app: Flask) -> None:
    assert "chart__legend" in drawn(app, draw_rows(CHART, "vi"))
    alone = Chart("sales", "Doanh số", ("Đặt giao",), (Bar("Na", (5,)),))
    assert "chart__legend" not in drawn(app, draw_rows(alone, "vi"))


def test_what_was_not_drawn_is_told_in_words(app: Flask) -> None:
    few = Chart("sales", "Doanh số", ("Đặt giao",), (Bar("Na", (5,)),), rest="Thêm 3 loại: 6")
    assert "Thêm 3 loại: 6" in drawn(app, draw_rows(few, "vi"))


def test_without_anything_the_page_says_so_instead_of_drawing(app: Flask) -> None:
    empty = Chart("sales", "Doanh số", ("Đặt giao",), ())
    markup = drawn(app, draw_columns(empty, "vi"), Table((), ()))
    assert "Chưa bán gì." in markup
    assert "<svg" not in markup
    assert "<table" not in markup


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("colour", ["link", "star"])
def test_bars_stand_out_from_the_page(theme: str, colour: str) -> None:
    tokens = themes()[theme]
    assert contrast(tokens[colour], tokens["paper"]) >= SHAPES
