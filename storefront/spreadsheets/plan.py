"""What a spreadsheet would change: nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from storefront.catalogue.editing import GoodsFacts
from storefront.catalogue.models import Product
from storefront.spreadsheets.columns import Column
from storefront.stock.counting import Counted
from storefront.tabular import Cell


@dataclass(frozen=True, slots=True)
class Fault:
    """Name one bad cell: its row, its column, what was typed, and a reason with its values."""

    row: int
    column: str
    typed: str
    reason: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one field before and after, as a sheet writes it; `leaps` says that a price does."""

    column: Column
    before: Cell
    after: Cell
    leaps: bool = False


@dataclass(frozen=True, slots=True)
class PackChange:
    """Hold what would change of one pack size; a new one has no values before."""

    label: str
    is_new: bool
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class GoodsChange:
    """Hold what would change of goods, or goods that would be made: those have no product.

    `writes` is False where nothing but stock is counted.
    """

    row: int
    product: Product | None
    name: str
    facts: GoodsFacts
    status: str
    changes: Sequence[Change]
    packs: Sequence[PackChange]
    counted: Sequence[Counted]
    writes: bool

    def said(self) -> tuple[object, ...]:
        """Return all that applying this would do, and what it was decided from."""
        seen = (self.product.id, self.product.revision) if self.product else None
        changes = [(each.column.name, each.before, each.after) for each in self.changes]
        return (self.row, seen, changes, self.facts, self.status, list(self.counted))


@dataclass(frozen=True, slots=True)
class Plan:
    """Hold what a sheet would change, and every cell that keeps it from that."""

    made: Sequence[GoodsChange]
    changed: Sequence[GoodsChange]
    unchanged: int
    faults: Sequence[Fault]

    @property
    def all(self) -> list[GoodsChange]:
        """Return the goods that would be made and those that would change."""
        return [*self.made, *self.changed]

    @property
    def leaps(self) -> bool:
        """Tell whether a price leaps."""
        return any(
            change.leaps for goods in self.all for pack in goods.packs for change in pack.changes
        )

    @property
    def digest(self) -> str:
        """Return what is the same only while the same would be changed from the same."""
        return sha256(repr([goods.said() for goods in self.all]).encode()).hexdigest()
