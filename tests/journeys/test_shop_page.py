"""A member writes the shop's page on a phone: saved while typing, also through a dead network."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor

PAGE = "/vi/manage/page"
SAVED, UNSAVED = re.compile(r"\d\d:\d\d"), re.compile("page-state--unsaved")


def sign_in(visitor: Visitor) -> Page:
    visitor.go("/vi/login")
    visitor.page.fill("[name=identifier]", "htx@demo.example")
    visitor.page.fill("[name=password]", "cho-phien-demo")
    visitor.page.click("main form button")
    visitor.page.wait_for_url("**/manage/")
    visitor.go(PAGE)
    return visitor.page


def summary_kept(visitor: Visitor) -> str:
    visitor.go(PAGE)
    return visitor.page.input_value("[name=summary_vi]")


def end_draft(visitor: Visitor) -> None:
    """Leave the shop as it was for whoever comes next."""
    visitor.go(PAGE)
    visitor.page.click(".desk-more summary")
    visitor.page.click("[action$=end-of-draft] button")
    expect(visitor.page.locator(".desk-more")).to_have_count(0)


def test_what_is_typed_is_kept_without_a_press(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = sign_in(visitor)
    page.locator("[name=summary_vi]").press_sequentially(" Mới gõ.")
    expect(page.locator("#draft-status")).to_have_text(SAVED)
    page.click("[value=add-quote]")
    added = page.locator(".story-block").last
    expect(added).to_be_focused()
    added.locator("textarea").first.fill("Cam ngon.")
    expect(page.locator("#blocks")).to_be_enabled()
    assert visitor.console == []

    page.context.set_offline(True)
    page.locator("[name=summary_vi]").press_sequentially(" Lúc mất mạng.")
    expect(page.locator("#draft-status")).to_have_class(UNSAVED)
    assert "Lúc mất mạng." in page.input_value("[name=summary_vi]")
    page.context.set_offline(False)
    expect(page.locator("#draft-status")).not_to_have_class(UNSAVED)

    assert "Lúc mất mạng." in summary_kept(visitor)
    expect(page.locator(".story-block textarea").nth(-2)).to_have_value("Cam ngon.")
    end_draft(visitor)


@pytest.mark.parametrize("script", [True, False])
def test_the_page_is_written_and_looked_at(visit: Callable[..., Visitor], script: bool) -> None:
    visitor = visit(script=script)
    page = sign_in(visitor)
    page.fill("[name=summary_vi]", "Trồng cam trên đồi, từ năm 2016.")
    page.click("[formaction$='/page/preview']")
    page.wait_for_url("**/page/preview")
    expect(page.locator("main .lead")).to_have_text("Trồng cam trên đồi, từ năm 2016.")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.evaluate("innerWidth")
    assert summary_kept(visitor) == "Trồng cam trên đồi, từ năm 2016."
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    end_draft(visitor)
