"""Spreadsheets that were sent in and wait to be applied."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from storefront import clock
from storefront.database import Model

WAITING, APPLIED = "waiting", "applied"


class GoodsSheet(Model):
    """Hold a spreadsheet of one cooperative's goods, as it was read; it is applied once or never.

    `content` is as `reading.Sheet` keeps it, and is emptied once applied; `outcome` then counts
    the goods made and changed.
    """

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'applied')", name="state_known"),
        CheckConstraint("(state = 'applied') = (applied_at IS NOT NULL)", name="end_known"),
        Index("ix_goods_sheet_shop", "cooperative_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    sent_at: Mapped[datetime] = mapped_column(default=clock.now)
    file_name: Mapped[str]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(default=WAITING)
    applied_at: Mapped[datetime | None]
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    outcome: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
