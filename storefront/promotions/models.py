"""Prices that hold at a booth, codes that take something off, and who has used them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.catalogue.models import Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.showcase.models import Booth, Showcase

AMOUNT, PERCENT = "amount", "percent"


def window_of(
    showcase: Showcase, starts_at: datetime | None, ends_at: datetime | None
) -> tuple[datetime, datetime] | None:
    """Return from when until when something holds, by the showcase's own days where unsaid.

    None for a showcase without days.
    """
    starts, ends = starts_at or showcase.starts_at, ends_at or showcase.ends_at
    return None if starts is None or ends is None else (starts, ends)


class EventPrice(Model):
    """Hold the price in đồng of one pack for those who come through a booth's showcase.

    `used` of `quantity_limit` packs were sold at it, no limit where it is None. Without times of
    its own it holds from the showcase's first opening to its last closing; `ended_at` ends it
    before.
    """

    __table_args__ = (
        UniqueConstraint("booth_id", "variant_id"),
        CheckConstraint("price_vnd > 0", name="price_positive"),
        CheckConstraint("used >= 0", name="used_not_negative"),
        CheckConstraint("quantity_limit IS NULL OR used <= quantity_limit", name="within_limit"),
        CheckConstraint(
            "starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at", name="times_in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"))
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"), index=True)
    price_vnd: Mapped[int]
    quantity_limit: Mapped[int | None]
    used: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    booth: Mapped[Booth] = relationship()
    variant: Mapped[Variant] = relationship()


class EventPriceUse(Model):
    """Hold packs that were sold at an event price, by a line of an order or of a quick sale.

    `sale_key` names the line of a quick sale. What was given back stays, with the moment.
    """

    __table_args__ = (
        CheckConstraint("packs > 0", name="packs_positive"),
        CheckConstraint("(line_item_id IS NULL) <> (sale_key IS NULL)", name="one_taker"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_price_id: Mapped[int] = mapped_column(ForeignKey("event_price.id"), index=True)
    line_item_id: Mapped[int | None] = mapped_column(ForeignKey("line_item.id"), unique=True)
    sale_key: Mapped[str | None] = mapped_column(unique=True)
    packs: Mapped[int]
    taken_at: Mapped[datetime] = mapped_column(default=clock.now)
    given_back_at: Mapped[datetime | None]


class Voucher(Model):
    """Hold a code that takes something off the goods of the maker who gave it at a booth.

    It is the maker's, not the booth's: who takes the booth over begins without any. `value` is an
    amount in đồng or a number of per cent, by `kind`. `key` is the code as it is compared: bare
    capitals and digits. `used` counts orders. Times are as for event prices.
    """

    __table_args__ = (
        UniqueConstraint("booth_id", "cooperative_id", "key"),
        CheckConstraint("kind IN ('amount', 'percent')", name="kind_known"),
        CheckConstraint("value > 0 AND (kind = 'amount' OR value < 100)", name="value_sensible"),
        CheckConstraint("min_goods_vnd >= 0", name="minimum_not_negative"),
        CheckConstraint("used >= 0", name="used_not_negative"),
        CheckConstraint("use_limit IS NULL OR used <= use_limit", name="within_limit"),
        CheckConstraint(
            "starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at", name="times_in_order"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"))
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"), index=True)
    code: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    value: Mapped[int]
    min_goods_vnd: Mapped[int] = mapped_column(default=0)
    use_limit: Mapped[int | None]
    used: Mapped[int] = mapped_column(default=0)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    booth: Mapped[Booth] = relationship()
    cooperative: Mapped[Cooperative] = relationship()


class VoucherUse(Model):
    """Hold that an order used a voucher; what was given back stays, with the moment."""

    id: Mapped[int] = mapped_column(primary_key=True)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("voucher.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), unique=True)
    taken_at: Mapped[datetime] = mapped_column(default=clock.now)
    given_back_at: Mapped[datetime | None]
