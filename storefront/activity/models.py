"""The log of a cooperative: one line for every change that somebody made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.accounts.models import User
from storefront.database import Model


class Activity(Model):
    """Hold one line of the log: who, when, what, to which thing.

    The names stand as they were then: a member may leave and a product be renamed. `details` holds
    plain values, such as a price before and after; never a password, a link or a buyer's data.
    """

    __table_args__ = (Index("ix_activity_shop", "cooperative_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperative.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)
    verb: Mapped[str]
    subject_kind: Mapped[str] = mapped_column(default="")
    subject_id: Mapped[int | None]
    subject: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    user: Mapped[User | None] = relationship()
