"""The figures of a shop over a period, all of one moment, so that they agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import func, literal, null, select, union_all

from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.i18n.bilingual import Bilingual
from storefront.reporting import sales
from storefront.reporting.periods import Period, Week

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Figures:
    """Hold how many orders came to how much: goods and delivery in đồng."""

    orders: int = 0
    goods_vnd: int = 0
    delivery_vnd: int = 0

    def __add__(self, other: Figures) -> Figures:
        """Return both together."""
        return Figures(
            self.orders + other.orders,
            self.goods_vnd + other.goods_vnd,
            self.delivery_vnd + other.delivery_vnd,
        )

    @property
    def average_vnd(self) -> int:
        """Return the goods of an order on average, in whole đồng, 0 without any."""
        return round(self.goods_vnd / self.orders) if self.orders else 0


@dataclass(frozen=True, slots=True)
class Sold:
    """Hold how many packs of a product were sold for how much."""

    packs: int
    goods_vnd: int


class Place(NamedTuple):
    """Say where buyers live: a heritage district by its id, or else a province by its code."""

    district_id: int | None
    province_code: str


@dataclass(frozen=True, slots=True)
class Report:
    """Hold a period's figures; what is sold by product, place and channel begins with the most.

    Each of `weeks`, `places` and `channels` adds up to `total`, and `products` to its goods.
    """

    period: Period
    total: Figures
    weeks: tuple[tuple[Week, Figures], ...]
    products: tuple[tuple[Product, Sold], ...]
    places: tuple[tuple[Place, Figures], ...]
    channels: tuple[tuple[str, Figures], ...]


def report_on(shop: Cooperative, period: Period) -> Report:
    """Return the figures of a shop over a period, with every week of it."""
    rows = db.session.execute(_grouped(shop, period)).all()
    orders = [row for row in rows if row.product_id is None]
    by_week = _sums((row.week, _figures(row)) for row in orders)
    sold = {row.product_id: Sold(row.number, row.goods_vnd) for row in rows if row.product_id}
    return Report(
        period,
        sum((_figures(row) for row in orders), Figures()),
        tuple((week, by_week.get(place, Figures())) for place, week in enumerate(period.weeks)),
        _named(sold),
        _by_most(
            _sums((Place(row.district_id, row.province_code), _figures(row)) for row in orders)
        ),
        _by_most(_sums((row.channel, _figures(row)) for row in orders)),
    )


def total_of(shop: Cooperative, period: Period) -> Figures:
    """Return what a shop sold in a period, all together."""
    sold = sales.sales_of(shop, period).subquery()
    count, goods, delivery = db.session.execute(
        select(func.count(), func.sum(sold.c.goods_vnd), func.sum(sold.c.delivery_vnd)).select_from(
            sold
        )
    ).one()
    return Figures(count, int(goods or 0), int(delivery or 0))


def lines_of(shop: Cooperative, period: Period) -> Sequence[Any]:
    """Return the lines that were sold, as `sales.sold_lines` tells them."""
    return db.session.execute(sales.sold_lines(shop, period)).all()


def district_names(ids: Iterable[int | None]) -> Mapping[int, Bilingual]:
    """Return the short names of heritage districts."""
    wanted = {known for known in ids if known is not None}
    districts = db.session.scalars(select(District).where(District.id.in_(wanted)))
    return {district.id: district.short_name for district in districts}


def _grouped(shop: Cooperative, period: Period) -> Any:
    """Select the sums of sales and those of their lines, the latter with a product.

    In one statement, because on PostgreSQL each statement sees the orders of its own moment: of
    two, the second may count an order that came after the first.
    """
    sold = sales.sales_of(shop, period).subquery()
    lines = sales.lines_of(shop, period).subquery()
    keys = (sold.c.week, sold.c.channel, sold.c.district_id, sold.c.province_code)
    return union_all(
        select(
            *keys,
            null().label("product_id"),
            func.count().label("number"),
            func.sum(sold.c.goods_vnd).label("goods_vnd"),
            func.sum(sold.c.delivery_vnd).label("delivery_vnd"),
        ).group_by(*keys),
        select(
            literal(0),
            literal(""),
            null(),
            literal(""),
            lines.c.product_id,
            func.sum(lines.c.quantity),
            func.sum(lines.c.line_vnd),
            literal(0),
        ).group_by(lines.c.product_id),
    )


def _figures(row: Any) -> Figures:
    return Figures(row.number, int(row.goods_vnd), int(row.delivery_vnd))


def _sums(figures: Iterable[tuple[Key, Figures]]) -> dict[Key, Figures]:
    sums: defaultdict[Key, Figures] = defaultdict(Figures)
    for key, more in figures:
        sums[key] += more
    return dict(sums)


def _by_most(sums: Mapping[Key, Figures]) -> tuple[tuple[Key, Figures], ...]:
    return tuple(sorted(sums.items(), key=lambda item: (-item[1].goods_vnd, repr(item[0]))))


def _named(sold: Mapping[int, Sold]) -> tuple[tuple[Product, Sold], ...]:
    products = db.session.scalars(select(Product).where(Product.id.in_(sold)))
    return tuple(
        sorted(
            ((product, sold[product.id]) for product in products),
            key=lambda item: (-item[1].goods_vnd, item[0].sort_key_vi, item[0].id),
        )
    )
