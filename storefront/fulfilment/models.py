"""A shipment: which carrier took an order, under which number."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.database import Model
from storefront.ordering.models import Order


class Shipment(Model):
    """Hold one hand-over of an order to a carrier."""

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    carrier: Mapped[str] = mapped_column(default="")
    tracking_number: Mapped[str] = mapped_column(default="")
    handed_over_at: Mapped[datetime] = mapped_column(default=clock.now)

    order: Mapped[Order] = relationship()
