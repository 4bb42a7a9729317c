"""What goods cost at a booth: the event price while it holds, else the regular one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from storefront.booth_sales.models import BoothSale, BoothSaleLine
from storefront.catalogue.models import Variant
from storefront.database import db
from storefront.promotions.services import TakenPrice, event_price_now, give_back, take
from storefront.showcase.models import Booth


@dataclass(frozen=True, slots=True)
class BoothPrice:
    """Hold the prices of a pack in đồng; `event_price_id` is None where none holds."""

    regular_vnd: int
    now_vnd: int
    event_price_id: int | None = None


def prices_at(booth: Booth, variants: Sequence[Variant], *, demo: bool) -> dict[int, BoothPrice]:
    """Return the prices at a booth by variant; those without any price are left out."""
    regular = {variant.id: variant.price(demo=demo) for variant in variants}
    offers = event_price_now(booth.showcase_id, list(regular))
    prices = {}
    for variant_id, price in regular.items():
        if price is not None:
            offer = offers.get(variant_id)
            prices[variant_id] = (
                BoothPrice(price, offer.price_vnd, offer.event_price_id)
                if offer
                else BoothPrice(price, price)
            )
    return prices


def count_event_packs(sale: BoothSale, prices: Mapping[int, BoothPrice]) -> None:
    """Count the packs that were sold at an event price, as far as its limit allows.

    The sale has happened: beyond the limit it stands without being counted.
    """
    for line in sale.lines:
        price = prices.get(line.variant_id)
        if price is None or price.event_price_id is None or price.now_vnd != line.unit_price_vnd:
            continue
        taken = TakenPrice(
            event_price_id=price.event_price_id,
            price_vnd=line.unit_price_vnd,
            packs=line.quantity,
            sale_key=_line_key(sale, line),
        )
        savepoint = db.session.begin_nested()
        if take([taken]):
            savepoint.rollback()
        else:
            savepoint.commit()


def uncount_event_packs(sale: BoothSale) -> None:
    """Give back the packs that a sale has taken of event prices."""
    give_back(sale_keys=[_line_key(sale, line) for line in sale.lines])


def variants_sold(booth: Booth) -> Iterable[Variant]:
    """Give the packs that a booth sells, in the order in which its maker laid them out."""
    for brought in booth.products:
        if brought.product.status != "archived":
            yield from (variant for variant in brought.product.variants if variant.is_active)


def _line_key(sale: BoothSale, line: BoothSaleLine) -> str:
    return f"{sale.key}-{line.variant_id}"
