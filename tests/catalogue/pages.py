"""Reading the shop's pages in tests: cards, filters, structured data."""

from __future__ import annotations

import json
from typing import Any

from lxml import html
from werkzeug.test import TestResponse

Element = Any  # lxml's stubs know no HTML elements


def tree(answer: TestResponse) -> Element:
    """Return a page, or a part of one, as a tree of elements."""
    return html.document_fromstring(answer.get_data(as_text=True))


def by_class(answer: TestResponse, name: str) -> list[Element]:
    """Return the elements of a class, in their order."""
    holds = f'contains(concat(" ", normalize-space(@class), " "), " {name} ")'
    return list(tree(answer).xpath(f"//*[{holds}]"))


def words(element: Element) -> str:
    """Return the words in an element, blanks made single."""
    return " ".join(str(element.text_content()).split())


def page_words(answer: TestResponse) -> str:
    """Return all words of a page's main part."""
    return words(tree(answer).xpath("//main")[0])


def card_names(answer: TestResponse) -> list[str]:
    """Return the names on the cards of a page, in their order."""
    return [words(name) for name in by_class(answer, "card__name")]


def counts(answer: TestResponse, group: str) -> dict[str, int]:
    """Return the options of a filter with the numbers beside them."""
    found = {}
    for option in tree(answer).xpath(f'//nav[@aria-labelledby="filter-{group}"]//a'):
        label, number = words(option).rsplit(" ", 1)
        found[label] = int(number)
    return found


def link_to(answer: TestResponse, said: str) -> str:
    """Return the address of the first link that says so; raise AssertionError without one."""
    for link in tree(answer).xpath("//a[@href]"):
        if said in words(link):
            return str(link.get("href"))
    raise AssertionError(f"no link says {said!r}")


def structured(answer: TestResponse) -> dict[str, Any]:
    """Return the page's structured data by type."""
    scripts = tree(answer).xpath('//script[@type="application/ld+json"]')
    return {data["@type"]: data for data in (json.loads(script.text) for script in scripts)}
