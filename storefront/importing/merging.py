"""Bringing imported values into rows that people may have edited by hand.

Each row keeps what was last imported. A field is updated only while its present value still
is the last imported one; what somebody changed by hand stays theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnDefault, inspect, select

from storefront.database import Model, db

Together = Sequence[tuple[str, ...]]


@dataclass(slots=True)
class ImportReport:
    """Count what happened to the rows of each table: "added", "updated", "unchanged"."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    ignored: list[str] = field(default_factory=list)
    touched: set[type[Model]] = field(default_factory=set)

    def note(self, row: Model, outcome: str) -> None:
        """Count one row, remembering its table unless it stayed as it was."""
        self.add(type(row).__tablename__, {outcome: 1})
        if outcome != "unchanged":
            self.touched.add(type(row))

    def add(self, table: str, outcomes: Mapping[str, int]) -> None:
        """Count rows of a table."""
        self.counts.setdefault(table, Counter(added=0, updated=0, unchanged=0)).update(outcomes)

    def lines(self) -> list[str]:
        """Return one line for each table and each file that was not read."""
        tables = [
            f"{table}: {', '.join(f'{number} {outcome}' for outcome, number in counts.items())}"
            for table, counts in self.counts.items()
        ]
        return tables + [f"{name}: not a file of the catalogue, not read" for name in self.ignored]


Thing = TypeVar("Thing", bound=Model)


class Rows(Generic[Thing]):
    """Hold a table's rows by the fields they are known by, to add to or merge into."""

    def __init__(self, report: ImportReport, model: type[Thing], *key: str) -> None:
        self.report, self.model = report, model
        self.known: dict[Any, Thing] = {
            tuple(getattr(row, name) for name in key) if key[1:] else getattr(row, key[0]): row
            for row in db.session.scalars(select(model))
        }

    def put(self, key: Any, values: Mapping[str, Any], together: Together = ()) -> Thing:
        """Add a row under its key, or merge the values into the one that is there."""
        row = self.known.get(key)
        if row is None:
            imported = {name: _plain(value) for name, value in values.items()}
            row = self.model(**values, imported=imported)
            db.session.add(row)
            self.known[key] = row
            self.report.note(row, "added")
        else:
            outcome = "updated" if merge(row, values, together) else "unchanged"
            self.report.note(row, outcome)
        return row


def merge(row: Model, values: Mapping[str, Any], together: Together = ()) -> bool:
    """Bring new values into a row and tell whether anything changed.

    Fields named `together` mean something only as a whole: a price and whether it is a sample.
    An edit of one keeps them all.
    """
    imported: dict[str, Any] = dict(getattr(row, "imported"))  # noqa: B009
    before = dict(imported)
    changed = False
    grouped = {name for group in together for name in group}
    groups = [*together, *((name,) for name in values if name not in grouped)]
    for group in groups:
        new = {name: values[name] for name in group if name in values}
        if all(_untouched(row, name, value, imported) for name, value in new.items()):
            changed |= any(getattr(row, name) != value for name, value in new.items())
            for name, value in new.items():
                setattr(row, name, value)
                imported[name] = _plain(value)
    if imported != before:
        row.imported = imported  # type: ignore[attr-defined]
    return changed or imported != before


def _untouched(row: Model, name: str, new: Any, imported: Mapping[str, Any]) -> bool:
    """Tell whether nobody but an import gave a field its present value."""
    present = getattr(row, name)
    if present == new:
        return True
    if name in imported:
        return bool(_plain(present) == imported[name])
    return bool(present == _default(row, name))


def _default(row: Model, name: str) -> Any:
    """Return what a field holds before anybody filled it."""
    default = inspect(type(row)).columns[name].default
    return default.arg if isinstance(default, ColumnDefault) and default.is_scalar else None


def _plain(value: Any) -> Any:
    """Return a value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value
