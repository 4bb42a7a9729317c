"""What to pack and on which day: sums per pack size, and the orders they are for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from sqlalchemy import select

from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.handling.inbox import all_in, tab_named
from storefront.i18n.bilingual import Bilingual
from storefront.ordering.models import LineItem, Order

WEEK = 7
MOST_PACKED = 200  # orders on one list


@dataclass(frozen=True, slots=True)
class Sum:
    """Hold how many packs of one pack size go out on a day, and what they weigh in grams."""

    name: Bilingual
    label: Bilingual
    packs: int
    weight_g: int


@dataclass(frozen=True, slots=True)
class PackingDay:
    """Hold the orders that are packed for one day, and what they come to per pack size."""

    day: date
    orders: Sequence[Order]
    sums: Sequence[Sum]


def packing_days(shop: Cooperative, today: date) -> list[PackingDay]:
    """Return what a maker has to pack, by the day on which it can leave."""
    orders = all_in(shop, tab_named("pack"), MOST_PACKED)
    ship_days = _ship_days(orders)
    by_day = sorted(
        ((leaves_on([ship_days[i.variant_id] for i in o.line_items], today), o) for o in orders),
        key=lambda pair: (pair[0], pair[1].placed_at),
    )
    return [
        PackingDay(day, chosen := [order for _day, order in pairs], sums_of(chosen))
        for day, pairs in groupby(by_day, key=lambda pair: pair[0])
    ]


def leaves_on(ship_days: Iterable[str], today: date) -> date:
    """Return the first day from today on which goods of all these shipping days can leave.

    Shipping days are ISO weekdays as digits, "" for any. Goods that share no day leave on the
    last of their first days.
    """
    wanted = [set(days) for days in ship_days if days]
    week = [today + timedelta(days=later) for later in range(WEEK)]
    for day in week:
        if all(str(day.isoweekday()) in days for days in wanted):
            return day
    firsts = [next((d for d in week if str(d.isoweekday()) in days), today) for days in wanted]
    return max(firsts, default=today)


def sums_of(orders: Iterable[Order]) -> list[Sum]:
    """Add up the packs of all lines, per pack size and name, the most first."""
    lines: dict[tuple[int, str, str], list[LineItem]] = {}
    for order in orders:
        for line in order.line_items:
            lines.setdefault((line.variant_id, line.name_vi, line.label_vi), []).append(line)
    sums = [
        Sum(
            same[0].name,
            same[0].label,
            sum(line.quantity for line in same),
            sum(line.weight_g * line.quantity for line in same),
        )
        for same in lines.values()
    ]
    return sorted(sums, key=lambda each: (-each.packs, each.name.vi))


def weight_of(order: Order) -> int:
    """Return what the goods of an order weigh, in grams."""
    return sum(line.weight_g * line.quantity for line in order.line_items)


def _ship_days(orders: Sequence[Order]) -> Mapping[int, str]:
    variants = {line.variant_id for order in orders for line in order.line_items}
    rows = db.session.execute(
        select(Variant.id, Product.ship_days).join(Product).where(Variant.id.in_(variants))
    )
    return {row.id: row.ship_days for row in rows}
