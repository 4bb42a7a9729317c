"""Recording what was sold at a booth: once for each key, however often and late it is told."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import called, note
from storefront.booth_sales.matching import claim_line
from storefront.booth_sales.models import CASH, TRANSFER, BoothSale, BoothSaleLine
from storefront.booth_sales.prices import (
    BoothPrice,
    count_event_packs,
    prices_at,
    uncount_event_packs,
)
from storefront.booth_sales.telling import KEY, MalformedSale, ToldLine, ToldSale, reference_of
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.showcase.models import Booth
from storefront.stock.services import InvalidQuantity, change_stock, take_from_shelf

log = logging.getLogger(__name__)


class NotToBeTakenBack(ValueError):
    """Say that a sale was taken back already."""


def sale_by_key(key: str) -> BoothSale | None:
    """Return a sale with its lines, its maker and its booth, by its key."""
    if not KEY.fullmatch(key):
        return None
    return db.session.scalar(
        select(BoothSale)
        .where(BoothSale.key == key)
        .options(
            selectinload(BoothSale.lines),
            joinedload(BoothSale.cooperative),
            joinedload(BoothSale.booth).joinedload(Booth.showcase),
        )
    )


def own_sale(shop: Cooperative, booth_id: int, key: str) -> BoothSale | None:
    """Return a sale of this cooperative at a booth."""
    sale = sale_by_key(key)
    fits = sale is not None and (sale.cooperative_id, sale.booth_id) == (shop.id, booth_id)
    return sale if fits else None


def record_sale(  # noqa: PLR0913
    booth: Booth,
    shop: Cooperative,
    seller: User,
    told: ToldSale,
    *,
    demo: bool,
    now: datetime | None = None,
) -> BoothSale:
    """Record a sale at a booth and take its packs off the shelf.

    The same key gives the same sale for ever. What happened is recorded also where the stock
    knew of fewer packs, at the prices of the phone, and after the showcase. Raises MalformedSale,
    with nothing changed.
    """
    before = _before(shop, told.key)
    if before is not None:
        return before
    try:
        with db.session.begin_nested():
            return _record(booth, shop, seller, told, demo=demo, now=now or clock.now())
    except IntegrityError:
        # The same sale came twice at once; the other one was first.
        before = _before(shop, told.key)
        if before is None:
            raise
        return before


def take_back(sale: BoothSale, by: User, reason: str, *, demo: bool) -> None:
    """Take a wrong sale back, and put its packs on the shelf again, once.

    Raises NotToBeTakenBack when somebody has done it before.
    """
    done = db.session.execute(
        update(BoothSale)
        .where(BoothSale.id == sale.id, BoothSale.taken_back_at.is_(None))
        .values(taken_back_at=clock.now(), taken_back_by_id=by.id, taken_back_reason=reason)
        .returning(BoothSale.id)
    )
    if done.first() is None:
        raise NotToBeTakenBack(sale.key)
    uncount_event_packs(sale)
    for line in sorted(sale.lines, key=lambda line: line.variant_id):
        taken = line.quantity - line.short_quantity
        if taken:
            with suppress(InvalidQuantity):  # counted meanwhile, as full as a shelf can be
                change_stock(line.variant_id, taken, demo=demo)
    db.session.refresh(sale)
    details = {"amount_vnd": sale.total_vnd, "pack": reason}
    note(sale.cooperative, by, "sale.taken_back", sale, sale.reference, **details)


def mark_paid(sale: BoothSale, by: User) -> bool:
    """Note that the buyer's transfer has come; False when that was known."""
    paid = db.session.execute(
        update(BoothSale)
        .where(
            BoothSale.id == sale.id, BoothSale.paid_at.is_(None), BoothSale.taken_back_at.is_(None)
        )
        .values(paid_at=clock.now())
        .returning(BoothSale.id)
    )
    if paid.first() is None:
        return False
    db.session.refresh(sale)
    note(sale.cooperative, by, "sale.paid", sale, sale.reference, amount_vnd=sale.total_vnd)
    return True


def _before(shop: Cooperative, key: str) -> BoothSale | None:
    """Return what is recorded under a key; another cooperative's is none of this one's matter."""
    sale = sale_by_key(key)
    if sale is not None and sale.cooperative_id != shop.id:
        raise MalformedSale("key")
    return sale


def _record(  # noqa: PLR0913
    booth: Booth, shop: Cooperative, seller: User, told: ToldSale, *, demo: bool, now: datetime
) -> BoothSale:
    variants = _variants(shop, told.lines)
    prices = prices_at(booth, list(variants.values()), demo=demo)
    sale = BoothSale(
        key=told.key,
        reference=reference_of(told.key),
        booth=booth,
        cooperative=shop,
        seller_id=seller.id,
        seller=called(seller),
        method=told.method,
        total_vnd=told.total_vnd,
        sold_at=told.time_of_sale(now),
        received_at=now,
        paid_at=now if told.paid or told.method == CASH else None,
    )
    sale.lines = [_line(variants[line.variant_id], line, prices) for line in told.lines]
    db.session.add(sale)
    db.session.flush()  # here a twin of the same key is found out, before any stock moves
    count_event_packs(sale, prices)
    for line in sale.lines:
        taken = take_from_shelf(line.variant_id, line.quantity, demo=demo)
        line.short_quantity = line.quantity - taken
    db.session.flush()
    if told.method == TRANSFER:
        claim_line(sale)
    log.info("sale %s recorded at booth %s", sale.id, booth.id)
    return sale


def _variants(shop: Cooperative, lines: Sequence[ToldLine]) -> dict[int, Variant]:
    """Return the pack sizes that were sold; all must be this maker's, on sale or no longer."""
    found = db.session.scalars(
        select(Variant)
        .join(Variant.product)
        .where(
            Variant.id.in_([line.variant_id for line in lines]), Product.cooperative_id == shop.id
        )
        .options(joinedload(Variant.product))
    )
    variants = {variant.id: variant for variant in found}
    if len(variants) < len(lines):
        raise MalformedSale("goods")
    return variants


def _line(variant: Variant, told: ToldLine, prices: Mapping[int, BoothPrice]) -> BoothSaleLine:
    product, price = variant.product, prices.get(variant.id)
    label = variant.label if variant.label else product.unit
    return BoothSaleLine(
        variant_id=variant.id,
        name_vi=product.name_vi,
        name_en=product.name_en,
        label_vi=label.vi,
        label_en=label.en,
        quantity=told.quantity,
        unit_price_vnd=told.unit_price_vnd,
        line_vnd=told.quantity * told.unit_price_vnd,
        regular_price_vnd=price.regular_vnd if price else told.unit_price_vnd,
        shop_price_vnd=price.now_vnd if price else None,
    )
