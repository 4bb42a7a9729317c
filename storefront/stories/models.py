"""What members write before anybody else reads it, and all that was ever published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storefront import clock
from storefront.database import Model

PUBLISHED, PUT_ASIDE, FOUND = "published", "put_aside", "found"


class PageDraft(Model):
    """Hold the one draft of a shop's page; `content` is as `content.page_from` reads it.

    `revision` rises with every change and never falls. `editor` names the open page that wrote
    last: what the same page sends again is no second opinion. A draft that `is_open` says
    something else than what is published.
    """

    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"), primary_key=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    removed: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    revision: Mapped[int] = mapped_column(default=0)
    editor: Mapped[str] = mapped_column(default="")
    is_open: Mapped[bool] = mapped_column(default=True)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    edited_by: Mapped[str] = mapped_column(default="")
    edited_at: Mapped[datetime] = mapped_column(default=clock.now)


class PageAside(Model):
    """Hold what a member typed while another changed the draft, until it is chosen between them.

    `seen` holds a digest of every part of the page as it stood when this member began.
    """

    __table_args__ = (UniqueConstraint("cooperative_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    seen: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)


class PageVersion(Model):
    """Hold a shop's page as it was: published, found when it was first edited, or put aside.

    The author's name stands as it was then; none stands for what an import brought.
    """

    __table_args__ = (
        CheckConstraint("kind IN ('published', 'put_aside', 'found')", name="kind_known"),
        UniqueConstraint("cooperative_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(default=PUBLISHED)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    saved_by: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime] = mapped_column(default=clock.now)
