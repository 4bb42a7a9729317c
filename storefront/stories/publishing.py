"""Bringing a draft before buyers, and an old version back into the draft."""

from __future__ import annotations

from sqlalchemy import delete

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative, StoryBlock
from storefront.database import db
from storefront.review.services import approve
from storefront.search.indexing import reindex
from storefront.stories.content import (
    BLOCK_TEXTS,
    PAGE_TEXTS,
    PageContent,
    page_from,
    with_blocks,
)
from storefront.stories.drafts import DraftMoved, draft_of, write_draft
from storefront.stories.models import FOUND, PUBLISHED, PUT_ASIDE, PageVersion
from storefront.stories.versions import (
    find_version,
    keep_version,
    lock_page,
    makers_who_published,
    published_page,
)
from storefront.text import sort_key


class NothingNew(Exception):
    """Say that the draft says what buyers read already."""


class NotApproved(Exception):
    """Say that the page may not be shown before somebody agrees; the draft stays."""


def publish(shop: Cooperative, user: User, revision: int) -> PageVersion:
    """Let buyers read the draft; blocks that nothing was put into stay away.

    Raises NothingNew, NotApproved, or DraftMoved when it is no longer the draft that was read.
    """
    lock_page(shop)
    draft = draft_of(shop)
    if not draft.is_open:
        raise NothingNew
    if draft.revision != revision:
        raise DraftMoved
    if not approve("page", shop, user).approved:
        raise NotApproved
    content = with_blocks(
        draft.content, (block for block in draft.content.blocks if not block.is_empty)
    )
    if shop.id not in makers_who_published():
        keep_version(shop, FOUND, published_page(shop), None, "")
    _show(shop, content)
    write_draft(shop, user, content, removed=())
    version = keep_version(shop, PUBLISHED, content, user.id, user.name or user.identifier)
    reindex("cooperative", [shop.id])
    note(shop, user, "page.published", version, shop.name_vi, version=version.number)
    return version


def _show(shop: Cooperative, content: PageContent) -> None:
    for name in PAGE_TEXTS:
        setattr(shop, name, getattr(content, name))
    shop.sort_key = sort_key(shop.name_vi)
    db.session.execute(delete(StoryBlock).where(StoryBlock.cooperative_id == shop.id))
    for position, block in enumerate(content.blocks, start=1):
        texts = {name: getattr(block, name) for name in BLOCK_TEXTS}
        db.session.add(
            StoryBlock(
                cooperative_id=shop.id,
                position=position,
                kind=block.kind,
                key=block.key,
                picture_id=block.picture_id,
                **texts,
            )
        )
    db.session.flush()
    db.session.expire(shop, ["story_blocks"])


def restore(shop: Cooperative, user: User, number: int) -> bool:
    """Make a draft of an old version and tell whether there is one; a draft that stood is kept."""
    lock_page(shop)
    version = find_version(shop, number)
    if version is None:
        return False
    draft = draft_of(shop)
    if draft.is_open:
        keep_version(shop, PUT_ASIDE, draft.content, draft.edited_by_id, draft.edited_by)
    write_draft(shop, user, page_from(version.content), removed=())
    note(shop, user, "page.restored", version, shop.name_vi, version=number)
    return True
