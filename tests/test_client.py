"""The tests' own client refuses unsound HTML, also where it has seen a page much like it."""

from __future__ import annotations

import pytest

from tests.client import check_html, shape_of

PAGE = (
    '<!doctype html><html lang="en"><head><title>Cam</title></head><body><form action="/vi/x">'
    '<p id="a1">Cam &amp; mật &#39;ong&#39;</p><table><tr><td>12</td></tr></table>'
    '<input type="text" value="a-1"></form></body></html>'
)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("mật", "gạo nếp"),
        ("12", "1.250.000"),
        ('"a-1"', '"IjAxY.x_y-9"'),
        ("/vi/x", "/en/orders?page=2"),
    ],
)
def test_words_and_plain_values_do_not_matter(was: str, now: str) -> None:
    check_html(PAGE.replace(was, now))
    check_html(PAGE)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("</td>", "</td><p>lost</p>"),
        ("</table>", "</table></div>"),
        ('type="text"', 'type="text" type="text"'),
        ("&amp;", "&unheard;"),
        ("&amp;", "&amp"),
        ("&#39;", "&#0;"),
        ("&#39;", "&#x110000;"),
        ("12", "\x01"),
        ('"a-1"', '"a&nothing;1"'),
        ('"a-1"', '"a"1"'),
        ('"a-1"', '"a\x021"'),
        ("<title>Cam</title>", "<title>Cam"),
        ("<!doctype html>", "<!doctype htm>"),
        ("</p>", "</b></p>"),
        ("<p ", "<p/ "),
    ],
)
def test_every_fault_is_found_beside_a_sound_page(was: str, now: str) -> None:
    check_html(PAGE)
    broken = PAGE.replace(was, now, 1)
    for _again in range(2):
        with pytest.raises(AssertionError, match="unsound HTML"):
            check_html(broken)


def test_a_page_with_a_bracket_in_a_value_is_looked_at_as_it_is() -> None:
    page = '<p title="a > b">one</p>'
    assert shape_of(page) == page
    assert shape_of(page) != shape_of(page.replace("one", "two"))
