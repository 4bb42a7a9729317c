"""The shop's page published: read by buyers, found, sound, and never as markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.activity.models import Activity
from storefront.database import db
from storefront.review.services import approve
from storefront.stories import publishing
from tests.catalogue.pages import page_words, tree, words
from tests.client import ShopClient
from tests.manage.desk import MANAGER, MEMBER, signed_in
from tests.manage.page_form import (
    PAGE,
    fields_in,
    name_of,
    opened,
    publish,
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


@pytest.fixture
def member(shop: Flask) -> ShopClient:
    return signed_in(shop, MEMBER)


def test_a_published_page_is_read_by_buyers_in_both_languages(
    shop: Flask, manager: ShopClient
) -> None:
    publish(
        manager,
        name_vi="HTX Cam Đồi",
        name_en="Hill Oranges",
        summary_vi="Trồng cam trên đồi.",
        summary_en="Oranges on a hill.",
        b0_body_en="2016: Begun.",
        b1_body_vi="Cam ngọt lịm.\n— Bà Tư",
    )
    buyer = visitor(shop)
    vietnamese = page_words(buyer.get(f"/vi/{PUBLIC}/story"))
    for part in ("HTX Cam Đồi", "Trồng cam trên đồi.", "Lập hội.", "Cam ngọt lịm.", "— Bà Tư"):
        assert part in vietnamese, part
    english = page_words(buyer.get(f"/en/{PUBLIC}/story"))
    for part in ("Hill Oranges", "Oranges on a hill.", "Begun."):
        assert part in english, part
    assert "Trồng cam trên đồi." in page_words(buyer.get(f"/vi/{PUBLIC}"))
    with shop.app_context():
        line = db.session.scalars(select(Activity).where(Activity.verb == "page.published")).one()
        assert (line.actor, line.details) == ("Chị Ấn", {"version": 2})


def test_a_plain_member_publishes_too(shop: Flask, member: ShopClient) -> None:
    publish(member, summary_vi="Cam của nhà.")
    assert public(shop).summary_vi == "Cam của nhà."


def test_new_words_are_found_after_publishing_and_not_before(
    shop: Flask, manager: ShopClient
) -> None:
    send(manager, typed(opened(manager), b1_body_vi="Ruộng bậc thang mờ sương."))
    search = "/vi/products?q=bậc+thang+mờ+sương"
    assert PUBLIC not in visitor(shop).get(search).get_data(as_text=True)
    send(manager, opened(manager), "publication")
    assert PUBLIC in visitor(shop).get(search).get_data(as_text=True)


def test_empty_blocks_are_left_out(shop: Flask, manager: ShopClient) -> None:
    send(manager, opened(manager), "blocks", "add-list")
    publish(manager, summary_vi="Mới.")
    assert len(public(shop).blocks) == 2


FAULTS: list[dict[str, tuple[str, str]]] = [
    {
        "name_vi": ("", "name_vi"),
        "summary_en": ("Only English.", "summary_vi"),
        "story_en": ("Only English.", "story_vi"),
        "b0_heading_vi": ("", "b0_heading_vi"),
        "b0_heading_en": ("Years", "b0_heading_vi"),
        "b0_body_vi": ("2016: Lập.\nNăm sau: Bán.", "b0_body_vi"),
        "b0_body_en": ("Later: sold.", "b0_body_en"),
        "b1_body_vi": ("", "b1_body_vi"),
    },
    {
        "name_vi": ("x" * 121, "name_vi"),
        "name_en": ("x" * 121, "name_en"),
        "summary_vi": ("x" * 301, "summary_vi"),
        "story_vi": ("x" * 20_001, "story_vi"),
        "b0_heading_vi": ("x" * 121, "b0_heading_vi"),
        "b1_body_vi": ("x" * 5_001, "b1_body_vi"),
        "b1_body_en": ("x" * 5_001, "b1_body_en"),
    },
]


@pytest.mark.parametrize("faults", FAULTS)
def test_what_is_not_sound_is_kept_and_not_published(
    shop: Flask, manager: ShopClient, faults: dict[str, tuple[str, str]]
) -> None:
    texts = {short: text for short, (text, _field) in faults.items()}
    fields = typed(opened(manager), **texts)
    before = public(shop)
    answer = send(manager, fields, "publication")
    assert answer.status_code == 422
    assert public(shop) == before
    kept = fields_in(answer)
    for short, (text, field) in faults.items():
        assert kept[name_of(kept, short)].replace("\r\n", "\n") == text, short
        name = name_of(fields, field)
        assert tree(answer).xpath(f'//*[@id="{name}-error"]'), field
        assert f'href="#{name}"' in answer.get_data(as_text=True), field


def test_a_line_of_years_without_one_is_named(shop: Flask, manager: ShopClient) -> None:
    fields = typed(opened(manager), b0_body_vi="2016: Lập.\n\nNăm sau: Bán.")
    answer = send(manager, fields, "publication")
    error = words(tree(answer).get_element_by_id(f"{name_of(fields, 'b0_body_vi')}-error"))
    assert "2" in error and "Năm sau: Bán." in error


def test_a_photo_block_needs_a_photo_of_the_shop(shop: Flask, manager: ShopClient) -> None:
    send(manager, opened(manager), "blocks", "add-photo")
    fields = typed(opened(manager), b2_body_vi="Vườn nhà.", b2_picture_id="99")
    assert send(manager, fields, "publication").status_code == 422
    assert len(public(shop).blocks) == 2


def test_a_second_press_publishes_nothing_more(shop: Flask, manager: ShopClient) -> None:
    fields = typed(opened(manager), summary_vi="Mới.")
    assert send(manager, fields, "publication").status_code == 303
    before = everything(shop)
    assert send(manager, fields, "publication").status_code == 303
    assert everything(shop) == before


def test_without_approval_the_draft_waits(
    shop: Flask, manager: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing refuses yet: the operator's desk is still to come."""
    monkeypatch.setattr(
        publishing, "approve", lambda *asked: replace(approve(*asked), approved=False)
    )
    before = public(shop)
    answer = send(manager, typed(opened(manager), summary_vi="Mới."), "publication")
    assert answer.status_code == 409
    assert public(shop) == before
    assert draft(shop).summary_vi == "Mới."


@pytest.mark.parametrize("kind", ["text", "quote", "timeline", "list"])
def test_markup_comes_out_as_it_was_typed(shop: Flask, manager: ShopClient, kind: str) -> None:
    send(manager, opened(manager), "blocks", f"add-{kind}")
    body = f"2016: {ATTACK}" if kind == "timeline" else ATTACK
    publish(
        manager,
        name_vi=ATTACK, summary_vi=ATTACK, story_vi=f"{ATTACK} {'dài ' * 60}",
        b2_heading_vi=ATTACK, b2_body_vi=body,
    )  # fmt: skip
    send(manager, typed(opened(manager), summary_vi=f"{ATTACK}2"))
    pages = [f"/vi/{PUBLIC}", f"/en/{PUBLIC}/story", "/vi/stories"]
    desk = [
        PAGE,
        f"{PAGE}/preview",
        f"{PAGE}/preview/story",
        f"{PAGE}/versions/2",
        f"{PAGE}/choice",
    ]
    for address in (*pages, *desk):
        text = manager.get(address).get_data(as_text=True)
        assert "<script>alert" not in text, address
        assert "<b onclick" not in text, address
    assert ATTACK in page_words(manager.get(f"/vi/{PUBLIC}/story"))
