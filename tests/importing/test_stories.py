"""The parts of stories: what goes in, what people wrote by hand, and where words are found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from storefront.accounts.services import create_user
from storefront.cooperatives.models import Cooperative, StoryBlock
from storefront.database import db
from storefront.importing import import_folder
from storefront.stories.content import with_blocks
from storefront.stories.drafts import Standpoint, save_draft
from storefront.stories.publishing import publish
from storefront.stories.versions import published_page
from tests.factories import make_story_block
from tests.importing.folders import add_file, change, copy_of_other_province, dump
from tests.shops import visitor

STORIES = """
    cooperative_slug,position,kind,heading_vi,heading_en,body_vi,body_en,source
    htx-cay-giong,1,text,Vườn ươm,The nursery,Cây ươm trên bãi bồi.,Seedlings on the silt.,x
    htx-cay-giong,2,timeline,Mốc,Years,"2015: Lập.
    3/2019: Đi xa.",,x
    ho-ba-tu,1,quote,,,"Rượu ngon nhờ nước.
    — Bà Tư",,x
"""


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = copy_of_other_province(tmp_path)
    add_file(copied, "stories.csv", STORIES)
    return copied


def bring_in(folder: Path) -> None:
    import_folder(folder, demo=True)
    db.session.commit()
    db.session.expire_all()


def block(slug: str, position: int) -> StoryBlock:
    return db.session.scalars(
        select(StoryBlock)
        .join(StoryBlock.cooperative)
        .where(Cooperative.slug == slug, StoryBlock.position == position)
    ).one()


def replace_in_stories(folder: Path, before: str, after: str) -> None:
    path = folder / "stories.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_blocks_arrive_with_their_lines(folder: Path) -> None:
    bring_in(folder)

    first, second = block("htx-cay-giong", 1), block("htx-cay-giong", 2)
    assert (first.kind, first.heading.en, first.body.en) == (
        "text", "The nursery", "Seedlings on the silt."
    )  # fmt: skip
    assert (second.kind, second.body_vi) == ("timeline", "2015: Lập.\n3/2019: Đi xa.")
    assert block("ho-ba-tu", 1).body_vi.endswith("\n— Bà Tư")


def test_a_second_import_changes_nothing(folder: Path) -> None:
    bring_in(folder)
    before = dump()

    bring_in(folder)

    assert dump() == before


def test_changed_words_follow_the_folder(folder: Path) -> None:
    bring_in(folder)
    replace_in_stories(folder, "Cây ươm trên bãi bồi.", "Cây ươm trong bầu.")

    bring_in(folder)

    assert block("htx-cay-giong", 1).body_vi == "Cây ươm trong bầu."


def test_a_block_edited_by_hand_stays_as_a_whole(folder: Path) -> None:
    bring_in(folder)
    block("htx-cay-giong", 1).heading_vi = "Vườn nhà tôi"
    db.session.commit()
    replace_in_stories(folder, "Cây ươm trên bãi bồi.", "Cây ươm trong bầu.")
    replace_in_stories(folder, "2015: Lập.", "2014: Lập.")

    bring_in(folder)

    edited = block("htx-cay-giong", 1)
    assert (edited.heading_vi, edited.body_vi) == ("Vườn nhà tôi", "Cây ươm trên bãi bồi.")
    assert block("htx-cay-giong", 2).body_vi.startswith("2014")


def test_a_block_written_by_hand_is_not_overwritten(folder: Path) -> None:
    (folder / "stories.csv").rename(folder / "later.txt")
    bring_in(folder)
    maker = db.session.scalars(select(Cooperative).where(Cooperative.slug == "ho-ba-tu")).one()
    make_story_block(maker, heading_vi="", body_vi="Lời của nhà tôi.")
    db.session.commit()
    (folder / "later.txt").rename(folder / "stories.csv")

    bring_in(folder)

    kept = block("ho-ba-tu", 1)
    assert (kept.kind, kept.body_vi) == ("text", "Lời của nhà tôi.")


def test_a_page_that_its_members_published_stays_theirs(folder: Path) -> None:
    bring_in(folder)
    maker = db.session.scalars(select(Cooperative).where(Cooperative.slug == "htx-cay-giong")).one()
    user = create_user("0912345678", "mật khẩu của chợ", "cooperative", maker)
    page = published_page(maker)
    kept = with_blocks(replace(page, summary_vi="Lời của nhà tôi."), page.blocks[1:])
    publish(maker, user, save_draft(maker, user, kept, Standpoint(0)).revision)
    db.session.commit()
    replace_in_stories(folder, "Cây ươm trên bãi bồi.", "Cây ươm trong bầu.")
    replace_in_stories(folder, "2015: Lập.", "2014: Lập.")
    change(folder / "cooperatives.csv", "htx-cay-giong", story_vi="Khác.", founded_year=1999)

    bring_in(folder)

    maker = db.session.scalars(select(Cooperative).where(Cooperative.slug == "htx-cay-giong")).one()
    assert published_page(maker) == kept
    assert maker.founded_year == 1999


def test_words_of_a_block_lead_to_its_maker(app: Flask, folder: Path) -> None:
    bring_in(folder)

    answer = visitor(app).get("/vi/products?q=bãi+bồi").get_data(as_text=True)

    assert "/vi/cooperatives/htx-cay-giong" in answer
