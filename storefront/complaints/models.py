"""Complaints of buyers, each with a tracking number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.database import Model
from storefront.ordering.models import Order


class Complaint(Model):
    """Hold one complaint; `number` is what the visitor keeps."""

    __table_args__ = (
        CheckConstraint("status IN ('received', 'answered', 'closed')", name="status_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"))
    full_name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    text: Mapped[str]
    language: Mapped[str]
    status: Mapped[str] = mapped_column(default="received")
    received_at: Mapped[datetime] = mapped_column(default=clock.now)

    order: Mapped[Order | None] = relationship()
