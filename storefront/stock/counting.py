"""Counting many variants at once: the same rules as one by one, in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from storefront.database import db
from storefront.stock.models import StockRecord
from storefront.stock.services import MOST_PACKS, InvalidQuantity, StockMoved, sellable_now


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """Hold how many packs of a variant can be sold from now on, and how many somebody has seen."""

    variant_id: int
    sellable: int
    seen: int


def begin_stock(first: Mapping[int, int]) -> None:
    """Put the first packs of new variants on their shelves."""
    records = [{"variant_id": variant, "on_hand": number} for variant, number in first.items()]
    if records:
        db.session.execute(insert(StockRecord), records)


def count_many(counted: Collection[Counted], *, demo: bool) -> None:
    """State how many packs of variants can be sold, if all still are as somebody has seen.

    Raises StockMoved when an order or another member came between one of them, or
    InvalidQuantity; then the caller rolls back.
    """
    if not counted:
        return
    if not all(0 <= each.sellable <= MOST_PACKS for each in counted):
        raise InvalidQuantity(f"stock is a number from 0 to {MOST_PACKS}")
    ids = [each.variant_id for each in counted]
    if not demo:
        _forget_samples(ids)
    known = db.session.scalars(
        select(StockRecord.variant_id).where(StockRecord.variant_id.in_(ids))
    )
    begin_stock(dict.fromkeys(set(ids).difference(known), 0))
    free = StockRecord.on_hand - StockRecord.reserved
    stated: Any = {"on_hand": StockRecord.reserved + bindparam("stated"), "is_sample": False}
    db.session.connection().execute(
        update(StockRecord)
        .where(StockRecord.variant_id == bindparam("variant"), free == bindparam("seen"))
        .values(stated),
        [
            {"variant": each.variant_id, "stated": each.sellable, "seen": each.seen}
            for each in sorted(counted)
        ],
    )
    now = sellable_now(ids, demo=demo)
    for each in counted:
        if now[each.variant_id] != each.sellable:
            raise StockMoved(now[each.variant_id])


def _forget_samples(variant_ids: Collection[int]) -> None:
    """Take sample packs off the shelf: outside demo mode nobody can see them there."""
    emptied: Any = {"on_hand": StockRecord.reserved, "is_sample": False}
    db.session.execute(
        update(StockRecord)
        .where(StockRecord.variant_id.in_(variant_ids), StockRecord.is_sample.is_(True))
        .values(emptied)
        .execution_options(synchronize_session=False)
    )
