"""On hand, reserved until a time, allocated to an order: three meanings, three names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.catalogue.models import Variant
from storefront.database import Model


class StockRecord(Model):
    """Count the packs of one variant.

    `on_hand` stands on the shelf; `reserved` of them are promised to orders not yet handed
    over; the rest can be sold. Sample stock counts in demo mode only.
    """

    __table_args__ = (
        CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("reserved <= on_hand", name="reserved_on_hand"),
    )

    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"), primary_key=True)
    on_hand: Mapped[int] = mapped_column(default=0)
    reserved: Mapped[int] = mapped_column(default=0)
    is_sample: Mapped[bool] = mapped_column(default=False)

    variant: Mapped[Variant] = relationship()

    def sellable(self, *, demo: bool) -> int:
        """Return how many packs can be sold now."""
        return 0 if self.is_sample and not demo else self.on_hand - self.reserved


class StockReservation(Model):
    """Hold packs for one line item.

    held: promised until `held_until`; allocated: the order is confirmed or paid;
    released: given back; shipped: handed over and off the shelf.
    """

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint(
            "status IN ('held', 'allocated', 'released', 'shipped')", name="status_known"
        ),
        Index("ix_stock_reservation_expiry", "status", "held_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"), index=True)
    line_item_id: Mapped[int] = mapped_column(ForeignKey("line_item.id"), unique=True)
    quantity: Mapped[int]
    status: Mapped[str] = mapped_column(default="held")
    held_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
