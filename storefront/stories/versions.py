"""What a shop's page says now, and all that it ever said."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from storefront.cooperatives.models import Cooperative, StoryBlock
from storefront.database import db
from storefront.stories.content import BLOCK_TEXTS, PAGE_TEXTS, PageContent, page_from
from storefront.stories.models import PUBLISHED, PageVersion


def lock_page(shop: Cooperative) -> None:
    """Let nobody else change this shop's page until the transaction ends, and read it anew."""
    db.session.refresh(shop, with_for_update={"key_share": True, "of": Cooperative})


def published_page(shop: Cooperative) -> PageContent:
    """Return what buyers read now."""
    blocks = db.session.scalars(
        select(StoryBlock).where(StoryBlock.cooperative_id == shop.id).order_by(StoryBlock.position)
    )
    return page_from(
        {name: getattr(shop, name) for name in PAGE_TEXTS}
        | {
            "blocks": [
                {name: getattr(block, name) for name in (*BLOCK_TEXTS, "kind", "picture_id")}
                | {"key": block.key or f"p{block.position}"}
                for block in blocks
            ]
        }
    )


def keep_version(
    shop: Cooperative, kind: str, content: PageContent, user_id: int | None, user_name: str
) -> PageVersion:
    """Add a page to the history; whoever calls holds the page's lock."""
    last = db.session.scalar(
        select(func.max(PageVersion.number)).where(PageVersion.cooperative_id == shop.id)
    )
    version = PageVersion(
        cooperative_id=shop.id,
        number=(last or 0) + 1,
        kind=kind,
        content=content.as_json(),
        saved_by_id=user_id,
        saved_by=user_name,
    )
    db.session.add(version)
    db.session.flush()
    return version


def versions_of(shop: Cooperative) -> Sequence[PageVersion]:
    """Return a shop's history, the newest first."""
    return db.session.scalars(
        select(PageVersion)
        .where(PageVersion.cooperative_id == shop.id)
        .order_by(PageVersion.number.desc())
    ).all()


def find_version(shop: Cooperative, number: int) -> PageVersion | None:
    """Return one version of a shop's page."""
    return db.session.scalar(
        select(PageVersion).where(
            PageVersion.cooperative_id == shop.id, PageVersion.number == number
        )
    )


def makers_who_published() -> set[int]:
    """Return the makers whose members have published their page: from then on it is theirs."""
    return set(
        db.session.scalars(
            select(PageVersion.cooperative_id).where(PageVersion.kind == PUBLISHED).distinct()
        )
    )
