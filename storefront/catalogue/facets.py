"""How many goods each filter would leave, counted together with all the other filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import or_, select

from storefront.catalogue.conditions import IN_SEASON
from storefront.catalogue.listing import Filters, Group, Scope
from storefront.catalogue.models import Category
from storefront.catalogue.selection import (
    PRICE_BANDS,
    STARS,
    Selection,
    UnknownFilter,
    price_limits,
)
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.slugs import is_slug

MOST_MAKERS = 12

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Named:
    """Hold the districts, kinds and makers that filters can name, by slug."""

    districts: Mapping[str, District]
    categories: Mapping[str, Category]
    cooperatives: Mapping[str, Cooperative]


@dataclass(slots=True)
class Counts:
    """Count goods per option of each filter, each under all the other filters."""

    total: int = 0
    district: Counter[int] = field(default_factory=Counter)
    cooperative: Counter[int] = field(default_factory=Counter)
    category: Counter[int] = field(default_factory=Counter)
    stars: Counter[int] = field(default_factory=Counter)
    season: int = 0
    price: Counter[str] = field(default_factory=Counter)


def named(selection: Selection, groups: Collection[Group]) -> Named:
    """Load what the filters name, and the makers most of whose goods were found.

    Raises UnknownFilter.
    """
    districts = {
        d.slug: d for d in db.session.scalars(select(District).order_by(District.sort_key))
    }
    categories = {
        kind.slug: kind
        for kind in db.session.scalars(select(Category).order_by(Category.position, Category.id))
    }
    district = _known(districts, selection.district)
    _known(categories, selection.category)
    per_maker: Counter[int] = Counter()
    for group in groups:
        if district is None or group.district_id == district.id:
            per_maker[group.cooperative_id] += group.count
    most = sorted(per_maker, key=lambda maker_id: (-per_maker[maker_id], maker_id))[:MOST_MAKERS]
    wanted = or_(Cooperative.id.in_(most), Cooperative.slug == _slug(selection.cooperative))
    makers = db.session.scalars(select(Cooperative).where(wanted).order_by(Cooperative.sort_key))
    cooperatives = {maker.slug: maker for maker in makers}
    _known(cooperatives, selection.cooperative)
    return Named(districts, categories, cooperatives)


def filters_for(selection: Selection, scope: Scope, names: Named) -> Filters:
    """Return a choice as the conditions of a query."""
    district = names.districts.get(selection.district)
    cooperative = names.cooperatives.get(selection.cooperative)
    category = names.categories.get(selection.category)
    return Filters(
        scope=scope,
        district_id=district.id if district else None,
        cooperative_id=cooperative.id if cooperative else None,
        category_id=category.id if category else None,
        stars=selection.stars,
        in_season=selection.season,
        price=price_limits(selection.price) if selection.price else None,
    )


def count(groups: Iterable[Group], filters: Filters) -> Counts:
    """Count all filters' options in one pass.

    A group counts for a filter's options when it passes all the other filters: so when it
    passes all, for every filter; when it fails one, for that filter alone. A maker lies in one
    district, so choosing another district lets the maker go.
    """
    tests = _tests(filters)
    counts = Counts()
    for group in groups:
        failed = [name for name, passes in tests.items() if not passes(group)]
        if not failed:
            counts.total += group.count
        for name in _countable(failed, filters):
            _add(counts, name, group)
    return counts


def _tests(filters: Filters) -> dict[str, Callable[[Group], bool]]:
    tests: dict[str, Callable[[Group], bool]] = {}
    if filters.district_id is not None:
        tests["district"] = lambda group: group.district_id == filters.district_id
    if filters.cooperative_id is not None:
        tests["cooperative"] = lambda group: group.cooperative_id == filters.cooperative_id
    if filters.category_id is not None:
        tests["category"] = lambda group: group.category_id == filters.category_id
    if filters.stars:
        tests["stars"] = lambda group: group.stars >= filters.stars
    if filters.in_season:
        tests["season"] = lambda group: group.season == IN_SEASON
    if filters.price is not None:
        low, high = filters.price
        tests["price"] = lambda group: (
            group.price is not None and low <= group.price and (high is None or group.price < high)
        )
    return tests


_ALL = ("district", "cooperative", "category", "stars", "season", "price")


def _countable(failed: list[str], filters: Filters) -> tuple[str, ...]:
    if not failed:
        return _ALL
    if set(failed) <= {"district", "cooperative"}:
        return ("district",) if "district" in failed else ("district", "cooperative")
    return tuple(failed) if len(failed) == 1 else ()


def _add(counts: Counts, name: str, group: Group) -> None:
    if name in ("district", "cooperative", "category"):
        getattr(counts, name)[getattr(group, f"{name}_id")] += group.count
    elif name == "stars":
        for stars in STARS:
            counts.stars[stars] += group.count if group.stars >= stars else 0
    elif name == "season":
        counts.season += group.count if group.season == IN_SEASON else 0
    elif group.price is not None:
        counts.price[_band(group.price)] += group.count


def _band(price: int) -> str:
    return next(
        band
        for band in PRICE_BANDS
        for low, high in [price_limits(band)]
        if low <= price and (high is None or price < high)
    )


def _known(things: Mapping[str, Thing], slug: str) -> Thing | None:
    if slug and slug not in things:
        raise UnknownFilter(slug)
    return things.get(slug)


def _slug(typed: str) -> str:
    """Return what may be looked up in the database: a slug or nothing."""
    return typed if is_slug(typed) else ""
