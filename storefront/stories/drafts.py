"""The draft of a shop's page: kept as it is typed, never lost, never silently overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.stories.content import Block, PageContent, block_from, page_from, with_blocks
from storefront.stories.models import PUT_ASIDE, PageAside, PageDraft
from storefront.stories.units import differing, merged, untouched
from storefront.stories.versions import keep_version, lock_page, published_page

MOST_REMOVED = 10


@dataclass(frozen=True, slots=True)
class Draft:
    """Hold what the page will say; where nothing was changed, what it says now.

    `removed` are blocks that were taken out and can come back.
    """

    content: PageContent
    revision: int = 0
    editor: str = ""
    is_open: bool = False
    removed: tuple[Block, ...] = ()
    edited_by_id: int | None = None
    edited_by: str = ""
    edited_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standpoint:
    """Hold from which revision somebody goes on, on which open page, and what stood there."""

    revision: int
    editor: str = ""
    seen: str = ""


class DraftMoved(Exception):
    """Say that somebody else changed the draft meanwhile."""


def draft_of(shop: Cooperative) -> Draft:
    """Return a shop's draft."""
    return _read(shop, db.session.get(PageDraft, shop.id, populate_existing=True))


def save_draft(
    shop: Cooperative,
    user: User,
    content: PageContent,
    standpoint: Standpoint,
    removed: Sequence[Block] | None = None,
) -> Draft:
    """Keep what was typed as the draft; what says the same as before changes nothing.

    Raises DraftMoved when somebody else changed the draft since: then nothing was kept.
    """
    lock_page(shop)
    draft = draft_of(shop)
    if content == draft.content and removed is None:
        return draft
    if standpoint.revision != draft.revision and not _same_editor(standpoint, draft):
        raise DraftMoved
    after = write_draft(shop, user, content, standpoint.editor, removed)
    if after.is_open and not draft.is_open:
        note(shop, user, "page.draft_saved", shop, shop.name_vi)
    return after


def _same_editor(standpoint: Standpoint, draft: Draft) -> bool:
    """Tell whether the same open page goes on: its last answer may have been lost on the way."""
    return bool(standpoint.editor) and standpoint.editor == draft.editor


def write_draft(
    shop: Cooperative,
    user: User,
    content: PageContent,
    editor: str = "",
    removed: Sequence[Block] | None = None,
) -> Draft:
    """Write a draft over the one that stands; whoever calls holds the page's lock."""
    row = db.session.get(PageDraft, shop.id)
    if row is None:
        row = PageDraft(cooperative_id=shop.id, revision=0, removed=[])
        db.session.add(row)
    if removed is not None:
        row.removed = [asdict(block) for block in removed][-MOST_REMOVED:]
    row.content = content.as_json()
    row.is_open = content != published_page(shop)
    row.revision += 1
    row.editor = editor
    row.edited_by_id, row.edited_by = user.id, user.name or user.identifier
    row.edited_at = clock.now()
    db.session.flush()
    return _read(shop, row)


def _read(shop: Cooperative, row: PageDraft | None) -> Draft:
    if row is None:
        return Draft(published_page(shop))
    return Draft(
        content=page_from(row.content) if row.is_open else published_page(shop),
        revision=row.revision,
        editor=row.editor,
        is_open=row.is_open,
        removed=tuple(map(block_from, row.removed)),
        edited_by_id=row.edited_by_id,
        edited_by=row.edited_by,
        edited_at=row.edited_at,
    )


def put_aside(
    shop: Cooperative, user: User, content: PageContent, standpoint: Standpoint
) -> PageAside:
    """Keep what a member typed beside the draft that somebody else changed."""
    lock_page(shop)
    aside = aside_of(shop, user)
    if aside is None:
        aside = PageAside(cooperative_id=shop.id, user_id=user.id, seen=standpoint.seen)
        db.session.add(aside)
    aside.content = content.as_json()
    aside.saved_at = clock.now()
    db.session.flush()
    return aside


def aside_of(shop: Cooperative, user: User) -> PageAside | None:
    """Return what a member typed that still waits to be chosen from."""
    return db.session.scalar(
        select(PageAside).where(PageAside.cooperative_id == shop.id, PageAside.user_id == user.id)
    )


def taken_at_first(mine: PageContent, theirs: PageContent, seen: str) -> frozenset[str]:
    """Return the parts that only they changed: where nobody chooses, those are theirs."""
    return frozenset(name for name in differing(mine, theirs) if untouched(mine, name, seen))


def choose(shop: Cooperative, user: User, taken: frozenset[str], standpoint: Standpoint) -> Draft:
    """Make the draft of what a member typed, with the named parts taken from the others' draft.

    What the others had stays in the history. Raises DraftMoved when they changed it once more.
    """
    lock_page(shop)
    aside, draft = aside_of(shop, user), draft_of(shop)
    if aside is None:
        return draft
    if standpoint.revision != draft.revision:
        raise DraftMoved
    chosen = merged(page_from(aside.content), draft.content, taken)
    if chosen != draft.content:
        if draft.is_open:
            keep_version(shop, PUT_ASIDE, draft.content, draft.edited_by_id, draft.edited_by)
        draft = write_draft(shop, user, chosen, standpoint.editor)
    db.session.delete(aside)
    db.session.flush()
    return draft


def drop_draft(shop: Cooperative, user: User, revision: int) -> None:
    """Go back to the published page; the draft stays in the history.

    Raises DraftMoved when somebody changed the draft since.
    """
    lock_page(shop)
    draft = draft_of(shop)
    if draft.revision != revision:
        raise DraftMoved
    if draft.is_open:
        keep_version(shop, PUT_ASIDE, draft.content, draft.edited_by_id, draft.edited_by)
        write_draft(shop, user, published_page(shop), removed=())
        note(shop, user, "page.draft_discarded", shop, shop.name_vi)


def moved(page: PageContent, key: str, by: int) -> PageContent:
    """Return a page with one block further up (-1) or down (1)."""
    blocks = list(page.blocks)
    for place, block in enumerate(blocks):
        if block.key == key:
            other = place + by
            if 0 <= other < len(blocks):
                blocks[place], blocks[other] = blocks[other], block
            break
    return with_blocks(page, blocks)
