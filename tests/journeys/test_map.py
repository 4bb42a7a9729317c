"""The map of the districts on a phone: readable, tappable, and walked with the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor

Visit = Callable[..., Visitor]

SMALLEST_LETTERS, SMALLEST_TARGET = 12, 44

# Of each word's letters, how many stand outside their district; and how large all is drawn.
MEASURE = """links => links.map(link => {
  const shape = link.querySelector("path"), svg = shape.ownerSVGElement;
  const letters = [...link.querySelectorAll("text")].flatMap(text =>
    [...Array(text.getNumberOfChars()).keys()].map(at => text.getExtentOfChar(at)));
  const inside = (x, y) => shape.isPointInFill(new DOMPoint(x, y));
  const outside = letters.filter(box => ![box.x, box.x + box.width].every(x =>
    inside(x, box.y + box.height * .25) && inside(x, box.y + box.height * .8)));
  const sizes = [...link.querySelectorAll("text")].map(text =>
    parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a);
  const box = shape.getBoundingClientRect();
  return {name: link.querySelector("title").textContent, outside: outside.length,
          letters: Math.min(...sizes), target: Math.min(box.width, box.height)};
})"""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_words_stand_inside_their_district_and_can_be_read(
    visit: Visit, language: str, width: int
) -> None:
    visitor = visit(language=language)
    visitor.page.set_viewport_size({"width": width, "height": 640})
    visitor.go(f"/{language}/districts")
    found = visitor.page.locator(".map a").evaluate_all(MEASURE)
    assert len(found) == 10
    for area in found:
        assert area["outside"] == 0, area
        assert area["letters"] >= SMALLEST_LETTERS, area
        assert area["target"] >= SMALLEST_TARGET, area
    assert not visitor.console


def test_the_keyboard_walks_over_the_map_and_enters_a_district(visit: Visit) -> None:
    visitor = visit(language="en", script=False)
    visitor.go("/en/districts")
    page = visitor.page
    page.locator(".map a").first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(".map a").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/en/districts/hoa-binh-city$"))


def test_a_tap_leads_to_the_district_and_on_to_its_neighbour(visit: Visit) -> None:
    visitor = visit(language="vi")
    visitor.go("/vi/")
    page = visitor.page
    page.get_by_role("link", name=re.compile("^Mai Châu: ")).tap()
    expect(page).to_have_url(re.compile(r"/vi/districts/mai-chau$"))
    page.get_by_role("link", name=re.compile("^Đà Bắc: ")).tap()
    expect(page).to_have_url(re.compile(r"/vi/districts/da-bac$"))
