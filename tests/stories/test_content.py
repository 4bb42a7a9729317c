import unicodedata

from storefront.stories.content import Block, PageContent, page_from


def test_what_is_kept_is_read_back() -> None:
    page = PageContent(
        "HTX", "Coop", blocks=(Block("a1", "photo", body_vi="Vườn", picture_id=7), Block("b2"))
    )
    assert page_from(page.as_json()) == page


def test_texts_come_out_clean() -> None:
    page = page_from(
        {
            "name_vi": unicodedata.normalize("NFD", " Bưởi\n Diễn\x00 "),
            "story_vi": "Một \r\n\r\n\r\n\r\nhai\u202e",
        }
    )
    assert (page.name_vi, page.story_vi) == ("Bưởi Diễn", "Một\n\nhai")


def test_strange_blocks_become_sound_ones() -> None:
    junk = {"key": "<x>", "kind": "video", "picture_id": "7", "body_vi": 5}
    page = page_from({"blocks": [junk, {"key": "a1"}, {"key": "a1", "kind": "list"}]})
    first, second, third = page.blocks
    assert (first.kind, first.picture_id, first.body_vi) == ("text", None, "")
    assert len({first.key, second.key, third.key}) == 3
    assert second.key == "a1"


def test_a_block_is_empty_until_something_is_put_into_it() -> None:
    assert Block("a1").is_empty
    assert not Block("a1", "photo", picture_id=3).is_empty
    assert not Block("a1", heading_en="Years").is_empty
