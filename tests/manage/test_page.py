"""The shop's page at the desk: all that is typed is kept, and blocks are put in order."""

from __future__ import annotations

import unicodedata

import pytest
from flask import Flask

from storefront.manage import page as screen
from tests.catalogue.pages import page_words
from tests.client import ShopClient
from tests.manage.desk import MANAGER, signed_in
from tests.manage.page_form import (
    PAGE,
    by_itself,
    fields_in,
    keys_in,
    name_of,
    opened,
    send,
    typed,
)
from tests.manage.page_shop import PUBLIC, draft, make_shop, public
from tests.shops import everything, visitor

ATTACK = "<script>alert(1)</script><b onclick=x>\"'&lt;"


@pytest.fixture
def shop(app: Flask) -> Flask:
    return make_shop(app)


@pytest.fixture
def manager(shop: Flask) -> ShopClient:
    return signed_in(shop, MANAGER)


# What is typed is kept.


def test_the_page_as_it_is_stands_in_the_form(shop: Flask, manager: ShopClient) -> None:
    fields = opened(manager)
    assert fields["name_vi"] == "HTX Cam" and fields["name_en"] == "Orange Coop"
    assert fields[name_of(fields, "b0_body_vi")] == "2016: Lập hội."
    assert fields[name_of(fields, "b1_kind")] == "quote"


@pytest.mark.parametrize("way", [send, by_itself])
def test_a_draft_is_kept_and_buyers_do_not_see_it(
    shop: Flask, manager: ShopClient, way: object
) -> None:
    fields = typed(opened(manager), summary_vi="Trồng cam trên đồi.", b1_body_en="Good fruit.")
    answer = way(manager, fields)  # type: ignore[operator]
    assert answer.status_code == (303 if way is send else 200)
    assert draft(shop).summary_vi == "Trồng cam trên đồi."
    assert draft(shop).blocks[1].body_en == "Good fruit."
    assert "trên đồi" not in page_words(visitor(shop).get(f"/vi/{PUBLIC}"))
    assert opened(manager)["summary_vi"] == "Trồng cam trên đồi."


def test_an_autosave_says_when_and_whose(shop: Flask, manager: ShopClient) -> None:
    answer = by_itself(manager, typed(opened(manager), story_vi="Chuyện."))
    text = answer.get_data(as_text=True)
    assert "<html" not in text and "textarea" not in text
    assert "lúc" in text or "saved at" in text


def test_drafts_may_be_unfinished(shop: Flask, manager: ShopClient) -> None:
    fields = typed(
        opened(manager), name_vi="", summary_vi="x" * 999, story_vi="y" * 30_000, b0_body_vi="không"
    )
    assert by_itself(manager, fields).status_code == 200
    kept = draft(shop)
    assert (kept.name_vi, len(kept.summary_vi), len(kept.story_vi)) == ("", 999, 30_000)
    assert kept.blocks[0].body_vi == "không"


def test_the_longest_page_in_vietnamese_is_taken(shop: Flask, manager: ShopClient) -> None:
    fields = typed(opened(manager), story_vi="ệ" * 20_000, story_en="ở" * 20_000)
    assert send(manager, fields, "publication").status_code == 303
    assert len(public(shop).story_vi) == 20_000


def test_one_page_goes_on_when_an_answer_was_lost(shop: Flask, manager: ShopClient) -> None:
    fields = opened(manager)
    for text in ("Một", "Một hai", "Một hai ba"):
        assert by_itself(manager, typed(fields, story_vi=text)).status_code == 200
    assert draft(shop).story_vi == "Một hai ba"


def test_what_says_the_same_makes_no_draft(shop: Flask, manager: ShopClient) -> None:
    fields = opened(manager)
    before = everything(shop)
    assert by_itself(manager, fields).status_code == 200
    assert everything(shop) == before


@pytest.mark.parametrize("action", ["", "blocks", "preview", "publication"])
def test_a_forged_token_keeps_all_that_was_typed(
    shop: Flask, manager: ShopClient, action: str
) -> None:
    fields = typed(opened(manager), story_vi="Cả buổi chiều viết.", b1_body_vi="Lời mới.")
    fields["csrf_token"] = "forged"
    before = everything(shop)
    answer = send(manager, fields, action, "add-text")
    assert answer.status_code == 400
    kept = fields_in(answer)
    assert kept["story_vi"] == "Cả buổi chiều viết."
    assert "Lời mới." in kept.values()
    assert everything(shop) == before
    fields["csrf_token"] = kept["csrf_token"]
    assert send(manager, typed(kept)).status_code == 303
    assert draft(shop).story_vi == "Cả buổi chiều viết."


def test_letters_are_composed_and_controls_dropped(shop: Flask, manager: ShopClient) -> None:
    name = unicodedata.normalize("NFD", "HTX Bưởi")
    fields = typed(opened(manager), name_vi=f" {name} \u202e\x00", story_vi="a\x01\r\nb")
    send(manager, fields)
    assert draft(shop).name_vi == "HTX Bưởi"
    assert draft(shop).story_vi == "a\nb"


# Blocks.


@pytest.mark.parametrize(
    ("kind", "way"),
    [
        ("text", send),
        ("photo", send),
        ("quote", by_itself),
        ("timeline", by_itself),
        ("list", by_itself),
    ],
)
def test_a_block_is_added_and_all_typed_stays(
    shop: Flask, manager: ShopClient, kind: str, way: object
) -> None:
    fields = typed(opened(manager), story_vi="Mới.", b0_body_vi="2017: Khác.")
    answer = way(manager, fields, "blocks", f"add-{kind}")  # type: ignore[operator]
    kept = draft(shop)
    assert [block.kind for block in kept.blocks] == ["timeline", "quote", kind]
    assert kept.story_vi == "Mới." and kept.blocks[0].body_vi == "2017: Khác."
    if way is send:
        assert answer.headers["Location"] == f"{PAGE}#block-{kept.blocks[2].key}"
    else:
        assert f'id="block-{kept.blocks[2].key}"' in answer.get_data(as_text=True)
        assert 'id="draft-status"' in answer.get_data(as_text=True)


def test_blocks_move_and_stop_at_the_ends(shop: Flask, manager: ShopClient) -> None:
    first, second = keys_in(opened(manager))
    for do, order in (
        (f"up-{first}", (first, second)),
        (f"down-{first}", (second, first)),
        (f"down-{first}", (second, first)),
        (f"up-{first}", (first, second)),
    ):
        assert send(manager, opened(manager), "blocks", do).status_code == 303
        assert tuple(block.key for block in draft(shop).blocks) == order


def test_a_block_taken_out_can_be_put_back(shop: Flask, manager: ShopClient) -> None:
    first, second = keys_in(opened(manager))
    send(manager, typed(opened(manager), b0_body_en="2016: Begun."), "blocks", f"remove-{first}")
    assert keys_in(opened(manager)) == [second]
    send(manager, opened(manager), "blocks", f"return-{first}")
    back = draft(shop).blocks[1]
    assert (back.key, back.body_en) == (first, "2016: Begun.")


@pytest.mark.parametrize(
    "do", ["", "add-", "add-video", "up-none", "remove-x", "return-x", "x" * 999]
)
def test_no_strange_press_changes_blocks(shop: Flask, manager: ShopClient, do: str) -> None:
    fields = opened(manager)
    before = everything(shop)
    assert send(manager, fields, "blocks", do).status_code == 303
    assert everything(shop) == before


def test_blocks_on_their_way_stay_those_of_the_draft(shop: Flask, manager: ShopClient) -> None:
    fields = opened(manager)
    del fields["blocks_there"]
    fields.setlist("block", [])
    assert by_itself(manager, typed(fields, story_vi="Mới.")).status_code == 200
    assert len(draft(shop).blocks) == 2


def test_a_story_holds_no_more_than_thirty_blocks(
    shop: Flask, manager: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "MOST_BLOCKS", 2)
    send(manager, opened(manager), "blocks", "add-text")
    assert len(draft(shop).blocks) == 2


JUNK = ("", "a\x00b", "-1", "9" * 40, "٣¹Ⅷ", "x" * 10_000, "\u202e\ufeff", ATTACK, "{{7*7}}%s")


def test_nothing_sent_breaks_the_form(shop: Flask, manager: ShopClient) -> None:
    fields = opened(manager)
    for name in ("revision", "editor", "seen", "block", "blocks_there", "do", "block-p1-kind",
                 "block-p1-picture_id", "block-¹-kind"):  # fmt: skip
        for junk in JUNK:
            for action in ("", "blocks", "preview", "publication"):
                answer = send(manager, typed(fields, **{name: junk}), action)
                assert answer.status_code < 500, (name, junk, action)


def test_more_than_any_story_is_refused_with_a_page(shop: Flask, manager: ShopClient) -> None:
    fields = typed(opened(manager), story_vi="x" * 3_000_000)
    before = everything(shop)
    assert send(manager, fields).status_code == 413
    assert everything(shop) == before
