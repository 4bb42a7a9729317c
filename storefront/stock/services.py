"""The only writer of quantities.

The rules: every change is one conditional UPDATE, so that no count read earlier is ever
written back; a transaction touches stock records in the order of their variants, so that two
of them cannot wait for each other; the CHECK constraints stand behind. Whoever also locks an
order or a cart does so before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Update, insert, select, update
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.catalogue.models import Product, Variant
from storefront.database import db
from storefront.stock.models import StockRecord, StockReservation


class UnknownProduct(ValueError):
    """Say that there is no such product, or no such pack size of it."""


class InvalidQuantity(ValueError):
    """Say that a number cannot be a stock."""


class TooFew(ValueError):
    """Say that no more packs can be taken away; `sellable` are left beside those promised."""

    def __init__(self, sellable: int) -> None:
        super().__init__(f"{sellable} left")
        self.sellable = sellable


class StockMoved(ValueError):
    """Say that meanwhile another number of packs can be sold than somebody has seen."""

    def __init__(self, sellable: int) -> None:
        super().__init__(f"{sellable} by now")
        self.sellable = sellable


MOST_PACKS = 1_000_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold how many packs of a variant a line item needs, and until when they are held."""

    variant_id: int
    line_item_id: int
    quantity: int
    held_until: datetime | None


def reserve_stock(wanted: Iterable[Wanted], *, demo: bool) -> dict[int, int]:
    """Reserve packs for line items, and return the variants that are short.

    The answer maps a variant to what is left of it; it is empty when all was reserved. After
    an answer that is not empty the caller must roll back.
    """
    short: dict[int, int] = {}
    lines = sorted(wanted, key=lambda line: line.variant_id)
    for line in lines:
        if not _changed(_taking(line.variant_id, line.quantity, demo=demo)):
            short[line.variant_id] = sellable_now([line.variant_id], demo=demo)[line.variant_id]
    if lines and not short:
        db.session.execute(
            insert(StockReservation),
            [
                {
                    "variant_id": line.variant_id,
                    "line_item_id": line.line_item_id,
                    "quantity": line.quantity,
                    "status": "held",
                    "held_until": line.held_until,
                    "created_at": clock.now(),
                }
                for line in lines
            ],
        )
    return short


def allocate_stock(line_item_ids: Collection[int]) -> None:
    """Turn what is held for line items into packs allocated to their order."""
    _move(line_item_ids, ("held",), "allocated", held_until=None)


def release_stock(line_item_ids: Collection[int]) -> None:
    """Give back what is reserved for line items; what was given back already stays so."""
    for variant_id, quantity in _move(line_item_ids, ("held", "allocated"), "released"):
        _change_record(variant_id, reserved=StockRecord.reserved - quantity)


def ship_stock(line_item_ids: Collection[int]) -> None:
    """Take the packs allocated to line items off the shelf."""
    for variant_id, quantity in _move(line_item_ids, ("allocated",), "shipped"):
        _change_record(
            variant_id,
            reserved=StockRecord.reserved - quantity,
            on_hand=StockRecord.on_hand - quantity,
        )


def set_stock(slug: str, sellable: int, variant_code: str | None = None) -> list[Variant]:
    """State how many packs can be sold from now on, beside those promised to orders.

    Without a variant's code it holds for every pack size of the product. Raises
    UnknownProduct or InvalidQuantity.
    """
    if not 0 <= sellable <= MOST_PACKS:
        raise InvalidQuantity(f"stock is a number from 0 to {MOST_PACKS}, not {sellable}")
    statement = select(Variant).join(Product).where(Product.slug == slug).order_by(Variant.id)
    if variant_code is not None:
        statement = statement.where(Variant.code == variant_code)
    variants = list(db.session.scalars(statement))
    if not variants:
        pack = f" with a pack size {variant_code!r}" if variant_code else ""
        raise UnknownProduct(f"there is no product {slug!r}{pack}")
    for variant in variants:
        set_sellable(variant.id, sellable)
    db.session.flush()
    return variants


def set_sellable(variant_id: int, quantity: int, *, is_sample: bool = False) -> None:
    """State how many packs of a variant can be sold from now on, beside those promised."""
    counted: Any = {"on_hand": StockRecord.reserved + quantity, "is_sample": is_sample}
    if not _changed(_record(variant_id).values(counted)):
        db.session.add(StockRecord(variant_id=variant_id, on_hand=quantity, is_sample=is_sample))


def change_stock(variant_id: int, by: int, *, demo: bool) -> int:
    """Put packs on the shelf or take some away, and return how many can be sold then.

    Nothing promised to an order is taken. Outside demo mode sample stock is none, and the first
    pack put there is the first. Raises TooFew, or InvalidQuantity beyond what a shelf can hold.
    """
    if not demo and by > 0:
        _forget_sample(variant_id)
    free = StockRecord.on_hand - StockRecord.reserved
    changing = (
        _record(variant_id)
        .where(free + by >= 0, free + by <= MOST_PACKS)
        .values(on_hand=StockRecord.on_hand + by)
    )
    if not demo:
        changing = changing.where(StockRecord.is_sample.is_(False))
    left: int | None = db.session.scalar(changing.returning(free))
    if left is None and 0 < by <= MOST_PACKS and _began(variant_id):
        left = db.session.scalar(changing.returning(free))
    if left is not None:
        return left
    if by > 0:
        raise InvalidQuantity(f"stock is a number from 0 to {MOST_PACKS}")
    raise TooFew(sellable_now([variant_id], demo=demo)[variant_id])


def count_stock(variant_id: int, sellable: int, seen: int, *, demo: bool) -> None:
    """State how many packs can be sold, if it still is the number that somebody has seen.

    Raises StockMoved when an order or another member came between, or InvalidQuantity.
    """
    if not 0 <= sellable <= MOST_PACKS:
        raise InvalidQuantity(f"stock is a number from 0 to {MOST_PACKS}, not {sellable}")
    if not demo:
        _forget_sample(variant_id)
    _began(variant_id)
    counted: Any = {"on_hand": StockRecord.reserved + sellable, "is_sample": False}
    unmoved = _record(variant_id).where(StockRecord.on_hand - StockRecord.reserved == seen)
    if not _changed(unmoved.values(counted)):
        raise StockMoved(sellable_now([variant_id], demo=demo)[variant_id])


def take_from_shelf(variant_id: int, quantity: int, *, demo: bool) -> int:
    """Take packs that were handed over already off the shelf, and return how many it had.

    Nothing promised to an order is taken, and the shelf never holds less than nothing: what was
    short is for the caller to remember.
    """
    wanted = quantity
    while wanted > 0:
        enough = _record(variant_id).where(StockRecord.on_hand - StockRecord.reserved >= wanted)
        if not demo:
            enough = enough.where(StockRecord.is_sample.is_(False))
        if _changed(enough.values(on_hand=StockRecord.on_hand - wanted)):
            return wanted
        wanted = min(wanted, sellable_now([variant_id], demo=demo)[variant_id])
    return 0


def _forget_sample(variant_id: int) -> None:
    """Take sample packs off the shelf: outside demo mode nobody can see them there."""
    sample = _record(variant_id).where(StockRecord.is_sample.is_(True))
    counted: Any = {"on_hand": StockRecord.reserved, "is_sample": False}
    db.session.execute(sample.values(counted))


def _began(variant_id: int) -> bool:
    """Begin to count a variant that has no record, and tell whether this call or another did."""
    if db.session.get(StockRecord, variant_id) is not None:
        return False
    try:
        with db.session.begin_nested():
            db.session.add(StockRecord(variant_id=variant_id))
    except IntegrityError:
        pass  # another member has just begun
    return True


def sellable_now(variant_ids: Collection[int], *, demo: bool) -> dict[int, int]:
    """Return how many packs of each variant can be sold, read from the database anew."""
    rows = db.session.execute(
        select(
            StockRecord.variant_id, StockRecord.on_hand, StockRecord.reserved, StockRecord.is_sample
        ).where(StockRecord.variant_id.in_(variant_ids))
    )
    counts = dict.fromkeys(variant_ids, 0)
    for variant_id, on_hand, reserved, is_sample in rows:
        counts[variant_id] = 0 if is_sample and not demo else on_hand - reserved
    return counts


def _taking(variant_id: int, quantity: int, *, demo: bool) -> Update:
    enough = _record(variant_id).where(StockRecord.on_hand - StockRecord.reserved >= quantity)
    if not demo:
        enough = enough.where(StockRecord.is_sample.is_(False))
    return enough.values(reserved=StockRecord.reserved + quantity)


def _move(
    line_item_ids: Collection[int], before: tuple[str, ...], after: str, **values: Any
) -> list[tuple[int, int]]:
    """Move reservations on, and return the packs per variant that this call itself moved.

    Only one of two calls at once finds a reservation in its earlier state, so nothing is
    given back or taken off twice.
    """
    moved = db.session.execute(
        update(StockReservation)
        .where(
            StockReservation.line_item_id.in_(line_item_ids), StockReservation.status.in_(before)
        )
        .values(status=after, **values)
        .returning(StockReservation.variant_id, StockReservation.quantity)
        .execution_options(synchronize_session=False)
    )
    packs: Counter[int] = Counter()
    for variant_id, quantity in moved:
        packs[variant_id] += quantity
    return sorted(packs.items())


def _change_record(variant_id: int, **values: Any) -> None:
    db.session.execute(_record(variant_id).values(**values))


def _record(variant_id: int) -> Update:
    return (
        update(StockRecord)
        .where(StockRecord.variant_id == variant_id)
        .execution_options(synchronize_session=False)
    )


def _changed(statement: Update) -> bool:
    """Run an UPDATE and tell whether it found its row."""
    return bool(db.session.execute(statement.returning(StockRecord.variant_id)).first())
