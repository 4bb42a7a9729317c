"""The rows of one product: what they say of it and of its pack sizes, beside what stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from storefront.catalogue.editing import COLUMNS, GoodsFacts
from storefront.catalogue.limits import MOST_PACK_SIZES
from storefront.spreadsheets.cells import BadCell
from storefront.spreadsheets.columns import KEEP, NAME, SLUG, Column, Of
from storefront.spreadsheets.pack_rows import PackRow, PackRows
from storefront.spreadsheets.plan import Change, Fault, GoodsChange, PackChange
from storefront.spreadsheets.reading import Row, Sheet
from storefront.spreadsheets.row_values import fault_of, shown, value_of
from storefront.spreadsheets.standing import Goods

NEW: dict[str, Any] = {
    "category_id": None,
    "status": "published",
    "season_first": None,
    "season_last": None,
    "reach": "elsewhere",
    "is_alcohol": False,
}


@dataclass(slots=True)
class GoodsRows:
    """Hold the rows of one product, and what it is now: None for goods that are new."""

    sheet: Sheet
    columns: Sequence[Column]
    rows: list[Row]
    goods: Goods | None
    faults: list[Fault]

    def change(self, *, may_sell_alcohol: bool) -> GoodsChange | None:
        """Return what would change, None for nothing; what is wrong goes to the faults."""
        now, wanted = self._values()
        packs = PackRows(self.sheet, self.columns, self.rows, self.goods, self.faults).read()
        changes = self._changes(now, wanted)
        changed_packs = [pack for pack in packs if pack.changes or pack.variant_id is None]
        writes = bool(changes) or any(pack.writes for pack in changed_packs)
        if not (writes or changed_packs):
            return None
        self._check(wanted, changes, packs)
        if (
            writes
            and wanted["is_alcohol"]
            and wanted["status"] == "published"
            and not may_sell_alcohol
        ):
            self._refuse(self.rows[0], self._column("is_alcohol"), "licence")
        return GoodsChange(
            row=self.rows[0].number,
            product=self.goods.product if self.goods else None,
            name=wanted["name_vi"],
            facts=self._facts(wanted, packs),
            status=wanted["status"],
            changes=changes,
            packs=[PackChange(p.label, p.variant_id is None, p.changes) for p in changed_packs],
            counted=[pack.counted for pack in packs if pack.counted],
            writes=writes,
        )

    def _values(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the values of the goods now, and as the rows want them."""
        names = [column.name for column in self.columns if column.of is Of.GOODS]
        now = dict(self.goods.values) if self.goods else {n: NEW.get(n, "") for n in names}
        wanted = dict(now)
        for column in self.columns:
            if column.of is Of.GOODS and self.sheet.has(column):
                wanted[column.name] = self._said(column, now[column.name])
        return now, wanted

    def _said(self, column: Column, now: Any) -> Any:
        """Return what the rows say together: what is new holds, and one row is enough."""
        filled = [row for row in self.rows if column.name in row.cells]
        if not filled:
            keeps = column.empty is KEEP or (column is NAME and self.goods)
            return now if keeps else column.empty
        said, first = now, None
        for row in filled:
            try:
                value = value_of(row, column, now if self.goods else KEEP)
            except BadCell as error:
                self.faults.append(fault_of(row, column, error))
                continue
            if first is not None and value not in (now, said):
                self._refuse(row, column, "two_rows", other=first.number)
            elif value != now:
                said, first = value, first or row
        return said

    def _changes(self, now: dict[str, Any], wanted: dict[str, Any]) -> list[Change]:
        return [
            Change(column, column.write(now[column.name]), column.write(wanted[column.name]))
            for column in self.columns
            if column.of is Of.GOODS and (now[column.name] != wanted[column.name])
        ]

    def _check(
        self, wanted: dict[str, Any], changes: Sequence[Change], packs: Sequence[PackRow]
    ) -> None:
        """Find what only several cells together show."""
        row = self.rows[0]
        if not wanted["category_id"] and not self._is_bad(row, "category_id"):
            self._refuse(row, self._column("category_id"), "no_kind")
        if (wanted["season_first"] is None) != (wanted["season_last"] is None):
            half = "season_last" if wanted["season_last"] is None else "season_first"
            if not self._is_bad(row, half):
                self._refuse(row, self._column(half), "half_season")
        if len(packs) > MOST_PACK_SIZES:
            self._refuse(self.rows[-1], SLUG, "packs", most=MOST_PACK_SIZES)
        touched = self.goods is None or any(
            change.column.name == "is_active" for pack in packs for change in pack.changes
        )
        if touched and not any(pack.facts.is_active for pack in packs):
            self._refuse(row, self._column("is_active"), "none_on_sale")

    def _facts(self, wanted: dict[str, Any], packs: Sequence[PackRow]) -> GoodsFacts:
        product = self.goods.product if self.goods else None
        others = {name: getattr(product, name) for name in COLUMNS} if product else {}
        values = others | {name: wanted[name] for name in COLUMNS if name in wanted}
        return GoodsFacts(**values, packs=[pack.facts for pack in packs])

    def _column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def _is_bad(self, row: Row, name: str) -> bool:
        return any(fault.row == row.number and fault.column == name for fault in self.faults)

    def _refuse(self, row: Row, column: Column, reason: str, **values: object) -> None:
        typed = shown(row.get(column))
        self.faults.append(Fault(row.number, column.name, typed, reason, values))
