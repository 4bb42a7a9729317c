"""Looking up districts and makers, with the numbers that stand beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from storefront.catalogue.conditions import offered
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.slugs import is_slug

MOST_NEIGHBOURS = 8


@dataclass(frozen=True, slots=True)
class KnownDistrict:
    """Hold a district with its numbers of makers and goods."""

    district: District
    makers: int
    goods: int


@dataclass(frozen=True, slots=True)
class KnownMaker:
    """Hold a maker with its number of goods."""

    maker: Cooperative
    goods: int


def districts_with_counts() -> list[KnownDistrict]:
    """Return every district in the alphabet's order."""
    counted = (
        select(
            Cooperative.district_id,
            func.count(Cooperative.id.distinct()),
            func.count(Product.id),
        )
        .outerjoin(Product, (Product.cooperative_id == Cooperative.id) & offered())
        .where(Cooperative.status == "open")
        .group_by(Cooperative.district_id)
    )
    counts = {
        district_id: (makers, goods) for district_id, makers, goods in db.session.execute(counted)
    }
    return [
        KnownDistrict(district, *counts.get(district.id, (0, 0)))
        for district in db.session.scalars(
            select(District).order_by(District.sort_key, District.id)
        )
    ]


def find_district(slug: str) -> District | None:
    """Return a district with its communes of today."""
    if not is_slug(slug):
        return None
    return db.session.scalar(
        select(District).where(District.slug == slug).options(selectinload(District.communes))
    )


def neighbours_of(district: District) -> Sequence[District]:
    """Return the districts around one, as the market's map names them."""
    slugs = district.neighbours.split()[:MOST_NEIGHBOURS]
    if not slugs:
        return ()
    return db.session.scalars(
        select(District).where(District.slug.in_(slugs)).order_by(District.sort_key)
    ).all()


def makers_of(district: District) -> list[KnownMaker]:
    """Return a district's open makers in the alphabet's order."""
    makers = db.session.scalars(
        select(Cooperative)
        .where(Cooperative.district_id == district.id, Cooperative.status == "open")
        .order_by(Cooperative.sort_key, Cooperative.id)
        .options(joinedload(Cooperative.district), joinedload(Cooperative.commune))
    ).all()
    return _with_counts(makers)


def find_maker(slug: str) -> Cooperative | None:
    """Return a maker with its district and commune."""
    if not is_slug(slug):
        return None
    return db.session.scalar(
        select(Cooperative)
        .where(Cooperative.slug == slug)
        .options(joinedload(Cooperative.district), joinedload(Cooperative.commune))
    )


def _with_counts(makers: Sequence[Cooperative]) -> list[KnownMaker]:
    counts: Counter[int] = Counter()
    statement = (
        select(Product.cooperative_id, func.count())
        .join(Cooperative, Cooperative.id == Product.cooperative_id)
        .where(offered(), Product.cooperative_id.in_([maker.id for maker in makers]))
        .group_by(Product.cooperative_id)
    )
    for maker_id, goods in db.session.execute(statement):
        counts[maker_id] = goods
    return [KnownMaker(maker, counts[maker.id]) for maker in makers]
