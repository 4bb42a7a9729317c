"""The pack sizes in the rows of one product, beside those that stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storefront.catalogue.limits import MOST_NEW, leaps
from storefront.catalogue.packs import PackFacts
from storefront.spreadsheets.cells import BadCell
from storefront.spreadsheets.columns import CODE, KEEP, LABEL, SEEN, STOCK, Column, Of
from storefront.spreadsheets.plan import Change, Fault
from storefront.spreadsheets.reading import Row, Sheet
from storefront.spreadsheets.row_values import fault_of, shown, typed_word, value_of
from storefront.spreadsheets.standing import Goods, Pack
from storefront.stock.counting import Counted
from storefront.stock.services import MOST_PACKS
from storefront.text import fold
from storefront.weights import LARGEST_G, weight_of

NEW: dict[str, Any] = {
    "label_vi": "",
    "label_en": "",
    "price_vnd": None,
    "weight_g": None,
    "stock": 0,
    "is_active": True,
}


@dataclass(frozen=True, slots=True)
class PackRow:
    """Hold a pack size as it would be, and what of it would change."""

    variant_id: int | None
    label: str
    facts: PackFacts
    changes: Sequence[Change] = ()
    counted: Counted | None = None

    @property
    def writes(self) -> bool:
        """Tell whether more than its stock would change."""
        return self.variant_id is None or any(each.column is not STOCK for each in self.changes)


@dataclass(slots=True)
class PackRows:
    """Hold the rows of one product, to be read for its pack sizes."""

    sheet: Sheet
    columns: Sequence[Column]
    rows: Sequence[Row]
    goods: Goods | None
    faults: list[Fault]
    taken: dict[int, int] = field(default_factory=dict)

    def read(self) -> list[PackRow]:
        """Return all pack sizes: those that stand in their order, then the new ones."""
        packs = self.goods.packs if self.goods else ()
        known, new = {}, []
        labels: dict[str, int] = {}
        for row in self.rows:
            if self.goods and not self._tells_of_a_pack(row):
                continue
            try:
                pack = self._pack_of(row)
            except BadCell as error:
                self.faults.append(fault_of(row, CODE, error))
                continue
            if pack:
                known[pack.variant.id] = self._changed(row, pack)
                continue
            new.append(self._added(row, labels))
        stay = [known.get(pack.variant.id) or _as_it_is(pack) for pack in packs]
        return [*stay, *new]

    def _tells_of_a_pack(self, row: Row) -> bool:
        return bool(row.get(CODE)) or any(
            row.get(column).strip() for column in self.columns if column.of is Of.PACK
        )

    def _pack_of(self, row: Row) -> Pack | None:
        """Return the pack size that a row means, None for a new one. Raises BadCell."""
        if self.goods is None:
            return None
        code, label = typed_word(row, CODE).lower(), fold(typed_word(row, LABEL))
        if code:
            meant = [pack for pack in self.goods.packs if pack.code.lower() == code]
            if not meant:
                raise BadCell("unknown_pack")
        elif label:
            meant = [p for p in self.goods.packs if fold(p.variant.label_vi) == label]
        else:
            meant = [pack for pack in self.goods.packs if pack.variant.is_active]
        if not code and (len(meant) > 1 or not (label or meant)):
            raise BadCell("which_pack")
        if not meant:
            return None
        if meant[0].variant.id in self.taken:
            raise BadCell("pack_twice", other=self.taken[meant[0].variant.id])
        self.taken[meant[0].variant.id] = row.number
        return meant[0]

    def _changed(self, row: Row, pack: Pack) -> PackRow:
        now = pack.values
        wanted = self._values(row, now)
        wanted["label_vi"] = wanted["label_vi"] or now["label_vi"]
        counted = self._counted(row, pack, wanted["stock"])
        wanted["stock"] = counted.sellable if counted else now["stock"]
        changes = [
            Change(
                column,
                column.write(now[column.name]),
                column.write(wanted[column.name]),
                column.name == "price_vnd" and leaps(now["price_vnd"], wanted["price_vnd"]),
            )
            for column in self.columns
            if column.of is Of.PACK and now[column.name] != wanted[column.name]
        ]
        facts = _facts(wanted, pack.variant.id)
        return PackRow(pack.variant.id, now["label_vi"], facts, changes, counted)

    def _added(self, row: Row, labels: dict[str, int]) -> PackRow:
        wanted = self._values(row, NEW)
        label = wanted["label_vi"]
        if not label and not row.get(LABEL):
            self._refuse(row, LABEL, "no_label")
        elif label and labels.setdefault(fold(label), row.number) != row.number:
            self._refuse(row, LABEL, "label_twice", other=labels[fold(label)])
        if wanted["weight_g"] is None:
            wanted["weight_g"] = self._weight(row, label)
        if wanted["stock"] > MOST_NEW:
            self._refuse(row, STOCK, "stock_range", most=MOST_NEW)
        changes = [
            Change(column, None, column.write(wanted[column.name]))
            for column in self.columns
            if column.of is Of.PACK and wanted[column.name] not in ("", NEW["is_active"])
        ]
        return PackRow(None, label, _facts(wanted, None, wanted["stock"]), changes)

    def _weight(self, row: Row, label: str) -> int:
        """Return what the label says that a pack weighs."""
        grams = weight_of(label)
        column = next(column for column in self.columns if column.name == "weight_g")
        if grams is None or grams > LARGEST_G:
            if not row.get(column) and label:
                self._refuse(row, column, "no_weight")
            return 1
        return grams

    def _values(self, row: Row, now: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a pack as its row wants them."""
        wanted = dict(now)
        for column in self.columns:
            if column.of is not Of.PACK or not self.sheet.has(column):
                continue
            try:
                value = value_of(row, column, KEEP if now is NEW else now[column.name])
                wanted[column.name] = now[column.name] if value is KEEP else value
            except BadCell as error:
                self.faults.append(fault_of(row, column, error))
        return wanted

    def _counted(self, row: Row, pack: Pack, wanted: int) -> Counted | None:
        """Return a count, if a cell was changed since the sheet was downloaded."""
        now = pack.values["stock"]
        if not row.get(STOCK).strip() or self._is_bad(row):
            return None
        try:
            seen = value_of(row, SEEN, now) if row.get(SEEN).strip() else now
        except BadCell as error:
            self.faults.append(fault_of(row, SEEN, error))
            return None
        if wanted in (seen, now):
            return None
        if wanted > MOST_PACKS:
            self._refuse(row, STOCK, "stock_range", most=MOST_PACKS)
        elif seen != now:
            self._refuse(row, STOCK, "stock_moved", seen=seen, now=now)
        return Counted(pack.variant.id, wanted, now)

    def _is_bad(self, row: Row) -> bool:
        return any(f.row == row.number and f.column == STOCK.name for f in self.faults[-9:])

    def _refuse(self, row: Row, column: Column, reason: str, **values: object) -> None:
        typed = shown(row.get(column))
        self.faults.append(Fault(row.number, column.name, typed, reason, values))


def _as_it_is(pack: Pack) -> PackRow:
    return PackRow(pack.variant.id, pack.variant.label_vi, pack.facts())


def _facts(values: dict[str, Any], variant_id: int | None, stock: int = 0) -> PackFacts:
    kept = {name: value for name, value in values.items() if name != "stock"}
    return PackFacts(variant_id=variant_id, stock=stock, **kept)
