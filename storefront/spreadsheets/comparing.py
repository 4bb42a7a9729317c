"""Comparing a spreadsheet with what stands: every change and every bad cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from storefront.catalogue.editing import may_sell_alcohol
from storefront.cooperatives.models import Cooperative
from storefront.spreadsheets.columns import NAME, SLUG, Column, columns_for
from storefront.spreadsheets.goods_rows import GoodsRows
from storefront.spreadsheets.plan import Fault, GoodsChange, Plan
from storefront.spreadsheets.reading import Row, Sheet
from storefront.spreadsheets.row_values import typed_word
from storefront.spreadsheets.standing import Goods, all_kinds, archived_slugs, standing_goods


def compare(sheet: Sheet, shop: Cooperative, *, demo: bool, lock: bool = False) -> Plan:
    """Return what a sheet would change of a maker's goods.

    `lock` keeps others from changing the goods until the transaction ends.
    """
    columns = columns_for(all_kinds())
    standing = standing_goods(shop, columns, demo=demo, lock=lock)
    groups = _grouped(sheet, standing, archived_slugs(shop))
    faults = groups.faults
    made: list[GoodsChange] = []
    changed: list[GoodsChange] = []
    unchanged = 0
    for rows, goods in groups:
        change = GoodsRows(sheet, columns, rows, goods, faults).change(
            may_sell_alcohol=may_sell_alcohol(shop)
        )
        if change is None:
            unchanged += 1
        else:
            (changed if goods else made).append(change)
    place = {name: number for number, name in enumerate(sheet.headings)}
    faults.sort(key=lambda fault: (fault.row, place.get(fault.column, -1)))
    return Plan(made, changed, unchanged, faults)


@dataclass(slots=True)
class _Groups:
    """Hold the rows of each goods, and of each new goods by its name."""

    known: dict[str, tuple[list[Row], Goods]] = field(default_factory=dict)
    new: dict[str, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def __iter__(self) -> Iterator[tuple[list[Row], Goods | None]]:
        yield from self.known.values()
        for rows in self.new.values():
            yield rows, None

    def refuse(self, row: Row, column: Column, reason: str, **values: object) -> None:
        self.faults.append(Fault(row.number, column.name, row.get(column), reason, values))


def _grouped(sheet: Sheet, standing: Sequence[Goods], archived: Collection[str]) -> _Groups:
    by_slug = {goods.product.slug: goods for goods in standing}
    by_name = {_same(goods.product.name_vi): goods.product.slug for goods in standing}
    groups = _Groups()
    for row in sheet.rows:
        slug, name = typed_word(row, SLUG).lower(), typed_word(row, NAME)
        if slug in by_slug:
            groups.known.setdefault(slug, ([], by_slug[slug]))[0].append(row)
        elif slug in archived:
            groups.refuse(row, SLUG, "archived")
        elif slug:
            groups.refuse(row, SLUG, "unknown_goods")
        elif not name:
            groups.refuse(row, NAME, "no_name")
        elif _same(name) in by_name:
            groups.refuse(row, SLUG, "known_name", slug=by_name[_same(name)], name=name)
        else:
            groups.new.setdefault(_same(name), []).append(row)
    return groups


def _same(name: str) -> str:
    return name.casefold()
