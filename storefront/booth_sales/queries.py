"""A booth's sales as its desk looks at them: by hour, in sums, and what the stock did not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import joinedload, selectinload

from storefront import clock
from storefront.booth_sales.models import CASH, TRANSFER, BoothSale, BoothSaleLine
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.showcase.models import ACCEPTED, Booth, Showcase, ShowcaseDay
from storefront.showcase.queries import no_stray_sample


@dataclass(frozen=True, slots=True)
class Takings:
    """Hold how many sales there were, and what came in by each way, in đồng.

    `unpaid_vnd` is the part of the transfers that nobody has seen yet.
    """

    count: int = 0
    cash_vnd: int = 0
    transfer_vnd: int = 0
    unpaid_vnd: int = 0

    @property
    def total_vnd(self) -> int:
        """Return what was sold for in all."""
        return self.cash_vnd + self.transfer_vnd


@dataclass(frozen=True, slots=True)
class Hour:
    """Hold the sales of one hour by the market's clock, the newest first."""

    hour: int
    sales: Sequence[BoothSale]

    @property
    def total_vnd(self) -> int:
        """Return what was sold for, without what was taken back."""
        return sum(sale.total_vnd for sale in self.sales if sale.counts)


@dataclass(frozen=True, slots=True)
class ShortGoods:
    """Hold a pack size of which more was sold at booths than the stock knew of."""

    variant: Variant
    packs: int


def takings_of(booth: Booth, shop: Cooperative, day: date) -> Takings:
    """Return what came in at a booth on one day, without what was taken back."""
    by_method = db.session.execute(
        select(
            BoothSale.method,
            func.count().label("number"),
            func.sum(BoothSale.total_vnd).label("amount"),
            func.coalesce(
                func.sum(BoothSale.total_vnd).filter(BoothSale.paid_at.is_(None)), 0
            ).label("unpaid"),
        )
        .where(*_of(booth, shop), *_on(day), BoothSale.taken_back_at.is_(None))
        .group_by(BoothSale.method)
    )
    rows = {row.method: row for row in by_method}
    cash, transfer = rows.get(CASH), rows.get(TRANSFER)
    return Takings(
        count=sum(row.number for row in rows.values()),
        cash_vnd=int(cash.amount) if cash else 0,
        transfer_vnd=int(transfer.amount) if transfer else 0,
        unpaid_vnd=int(transfer.unpaid) if transfer else 0,
    )


def sales_by_hour(booth: Booth, shop: Cooperative, day: date) -> list[Hour]:
    """Return the sales of a booth on one day by the hour, the newest first."""
    sales = db.session.scalars(
        select(BoothSale)
        .where(*_of(booth, shop), *_on(day))
        .order_by(BoothSale.sold_at.desc(), BoothSale.id.desc())
        .options(selectinload(BoothSale.lines))
    ).all()
    return [Hour(hour, list(group)) for hour, group in groupby(sales, key=_hour)]


def days_with_sales(booth: Booth, shop: Cooperative) -> list[date]:
    """Return the days on which a booth sold something, the newest first."""
    moments = db.session.scalars(select(BoothSale.sold_at).where(*_of(booth, shop)))
    return sorted({_local(moment).date() for moment in moments}, reverse=True)


def short_goods(shop: Cooperative) -> list[ShortGoods]:
    """Return what was sold beyond the stock, and not counted since."""
    rows = db.session.execute(
        select(Variant, func.sum(BoothSaleLine.short_quantity))
        .join(BoothSaleLine, BoothSaleLine.variant_id == Variant.id)
        .join(BoothSale, BoothSale.id == BoothSaleLine.sale_id)
        .join(Product, Product.id == Variant.product_id)
        .where(
            BoothSale.cooperative_id == shop.id,
            BoothSale.taken_back_at.is_(None),
            BoothSaleLine.short_quantity > 0,
            BoothSaleLine.counted_at.is_(None),
        )
        .group_by(Variant.id, Product.sort_key_vi)
        .order_by(Product.sort_key_vi, Variant.id)
        .options(joinedload(Variant.product))
    )
    return [ShortGoods(variant, int(packs)) for variant, packs in rows]


def settle_shortage(variant_id: int) -> None:
    """Note that somebody has counted a pack size since it was sold beyond the stock."""
    db.session.execute(
        update(BoothSaleLine)
        .where(
            BoothSaleLine.variant_id == variant_id,
            BoothSaleLine.short_quantity > 0,
            BoothSaleLine.counted_at.is_(None),
        )
        .values(counted_at=clock.now())
        .execution_options(synchronize_session=False)
    )


def booths_selling(shop: Cooperative, day: date) -> Sequence[Booth]:
    """Return the booths of a maker whose showcase is on that day."""
    return db.session.scalars(
        select(Booth)
        .join(Booth.showcase)
        .join(ShowcaseDay, ShowcaseDay.showcase_id == Showcase.id)
        .where(
            Booth.cooperative_id == shop.id,
            Booth.state == ACCEPTED,
            ShowcaseDay.day == day,
            no_stray_sample(),
        )
        .options(joinedload(Booth.showcase))
        .order_by(Booth.id)
    ).all()


def _of(booth: Booth, shop: Cooperative) -> tuple[ColumnElement[bool], ...]:
    return (BoothSale.booth_id == booth.id, BoothSale.cooperative_id == shop.id)


def _on(day: date) -> tuple[ColumnElement[bool], ...]:
    begins = datetime.combine(day, time(), tzinfo=clock.MARKET_ZONE)
    return (BoothSale.sold_at >= begins, BoothSale.sold_at < begins + timedelta(days=1))


def _local(moment: datetime) -> datetime:
    return moment.astimezone(clock.MARKET_ZONE)


def _hour(sale: BoothSale) -> int:
    return _local(sale.sold_at).hour
