"""More or less than before, in words that say something."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.i18n.languages import speaking
from storefront.reporting.wording import change_words, channel_words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (150, 100, "50% more"),
        (50, 100, "50% less"),
        (0, 100, "100% less"),
        (1_001, 1_000, "about the same"),
        (0, 0, ""),
        (5, 0, ""),
        (231_873, 100, ""),
    ],
)
def test_a_change_is_told_as_a_share_where_that_says_something(
    app: Flask, now: int, before: int, words: str
) -> None:
    with app.test_request_context("/en/"), speaking("en"):
        assert change_words(now, before) == words


def test_a_channel_without_words_is_told_by_its_own(app: Flask) -> None:
    with app.test_request_context("/en/"), speaking("en"):
        assert channel_words("carrier-pigeon") == "carrier-pigeon"
