import time

import pytest

from storefront.stories.content import Block, PageContent
from storefront.stories.differences import changed_words, differences, reordered

OLD = PageContent("HTX", blocks=(Block("a", body_vi="Một hai."), Block("b", "list", body_vi="x")))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("", "Một hai."),
        ("Một hai.", ""),
        ("Cam ngọt trên đồi.", "Cam chín trên đồi cao."),
        ("Một.\n\nHai.", "Một.\nHai.  Ba."),
        ("...", "Một… hai?!"),
    ],
)
def test_pieces_join_to_both_texts(before: str, after: str) -> None:
    pieces = changed_words(before, after)
    assert "".join(text for mark, text in pieces if mark != "added") == before
    assert "".join(text for mark, text in pieces if mark != "taken") == after


def test_only_changed_words_are_marked() -> None:
    assert changed_words("Cam ngọt trên đồi.", "Cam chín trên đồi.") == [
        ("same", "Cam "),
        ("taken", "ngọt"),
        ("added", "chín"),
        ("same", " trên đồi."),
    ]


def test_words_are_marked_within_the_sentences_that_changed() -> None:
    pieces = changed_words("Một. Hai ba. Bốn.", "Một. Hai tư. Bốn.")
    changed = [(mark, text.strip()) for mark, text in pieces if mark != "same"]
    assert changed == [("taken", "ba."), ("added", "tư.")]


def test_blocks_are_told_by_their_keys() -> None:
    new = PageContent(
        "HTX Cam", blocks=(Block("b", "list", body_vi="x"), Block("c", "quote", body_vi="Mới"))
    )
    found = {change.name: change for change in differences(OLD, new)}
    assert set(found) == {"name_vi", "block-a", "block-c"}
    assert not found["block-a"].after and not found["block-c"].before
    assert found["block-c"].kind == "quote"
    assert not reordered(OLD, new)
    assert reordered(OLD, PageContent("HTX", blocks=OLD.blocks[::-1]))


@pytest.mark.parametrize("end", ["", "."])
@pytest.mark.parametrize("word", ["từ", "lời"])
def test_the_longest_stories_are_compared_in_no_time(word: str, end: str) -> None:
    before = " ".join(f"từ{number % 700}{end}" for number in range(4_000))
    after = " ".join(f"{word}{number % 710}{end}" for number in range(4_000))
    started = time.perf_counter()
    pieces = changed_words(before, after)
    assert time.perf_counter() - started < 2
    assert "".join(text for mark, text in pieces if mark != "added") == before
