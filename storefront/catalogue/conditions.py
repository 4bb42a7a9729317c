"""What holds of a product on a day, as SQL: its price, stars, season, and whether it can be had."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, or_, select

from storefront import clock
from storefront.catalogue.models import Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.market.services import in_demo_mode
from storefront.stock.models import StockRecord

OUT_OF_SEASON, ALL_YEAR, IN_SEASON = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Standing:
    """Say by which day, and by which mode, goods are judged."""

    day: date
    demo: bool

    @classmethod
    def now(cls) -> Standing:
        """Return the market's day and mode of this moment."""
        return cls(clock.today(), in_demo_mode())


def offered() -> ColumnElement[bool]:
    """Return the condition that a product, joined with its maker, stands in the shop."""
    return and_(Product.status == "published", Cooperative.status == "open")


def price_now(standing: Standing) -> ScalarSelect[int | None]:
    """Return the lowest price in đồng of a product's packs; NULL means: ask the maker."""
    return (
        select(func.min(Variant.price_vnd))
        .where(*_priced(standing))
        .correlate(Product)
        .scalar_subquery()
    )


def highest_price_now(standing: Standing) -> ScalarSelect[int | None]:
    """Return the highest price in đồng of a product's packs."""
    return (
        select(func.max(Variant.price_vnd))
        .where(*_priced(standing))
        .correlate(Product)
        .scalar_subquery()
    )


def stocked_now(standing: Standing) -> ColumnElement[bool]:
    """Return the condition that a pack with a price can be taken off the shelf."""
    available = [*_priced(standing), StockRecord.on_hand > StockRecord.reserved]
    if not standing.demo:
        available.append(StockRecord.is_sample.is_(False))
    return (
        select(Variant.id)
        .join(StockRecord, StockRecord.variant_id == Variant.id)
        .where(*available)
        .correlate(Product)
        .exists()
    )


def stars_now(standing: Standing, *, only_real: bool = False) -> ColumnElement[int]:
    """Return the stars that a product may show, 0 for none."""
    valid = [
        Certificate.product_id == Product.id,
        Certificate.issued_on <= standing.day,
        Certificate.expires_on > standing.day,
        Certificate.ended_on.is_(None),
    ]
    if only_real or not standing.demo:
        valid.append(Certificate.is_sample.is_(False))
    best = select(func.max(Certificate.stars)).where(*valid).correlate(Product).scalar_subquery()
    return func.coalesce(best, 0)


def season_now(standing: Standing) -> ColumnElement[int]:
    """Return whether a product is in season, out of it, or there all year."""
    month = standing.day.month
    first, last = Product.season_first, Product.season_last
    within_year = and_(first <= last, first <= month, last >= month)
    over_new_year = and_(first > last, or_(first <= month, last >= month))
    return case(
        (first.is_(None), ALL_YEAR),
        (or_(within_year, over_new_year), IN_SEASON),
        else_=OUT_OF_SEASON,
    )


def _priced(standing: Standing) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        Variant.product_id == Product.id,
        Variant.is_active.is_(True),
        Variant.price_vnd.is_not(None),
    ]
    if not standing.demo:
        conditions.append(Variant.price_is_sample.is_(False))
    return conditions
