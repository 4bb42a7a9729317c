"""Which goods a visitor's choice finds, counted for the facets and put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Subquery, case, func, literal, select

from storefront.catalogue.conditions import (
    IN_SEASON,
    Standing,
    offered,
    price_now,
    season_now,
    stars_now,
    stocked_now,
)
from storefront.catalogue.models import Product
from storefront.catalogue.ranking import Order, recommended_order
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.search.matching import Query, finds, relevance
from storefront.search.models import SearchDocument

KEPT_STATEMENTS = 256


@dataclass(frozen=True, slots=True)
class Scope:
    """Say among which goods to look: by words, or by the makers whose story has the words."""

    query: Query | None = None
    by_maker: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Count the goods that are alike in everything a facet can ask.

    `relevance` is how well the best of them matches the words that are looked for.
    """

    district_id: int
    cooperative_id: int
    category_id: int
    stars: int
    season: int
    price: int | None
    count: int
    relevance: int


@dataclass(frozen=True, slots=True)
class Filters:
    """Hold a choice as the conditions of a query; None and empty ask nothing."""

    scope: Scope = Scope()
    district_id: int | None = None
    cooperative_id: int | None = None
    category_id: int | None = None
    stars: int = 0
    in_season: bool = False
    price: tuple[int, int | None] | None = None
    without: tuple[int, ...] = ()
    without_maker: int | None = None


def groups(scope: Scope, standing: Standing) -> list[Group]:
    """Return all goods of a scope as groups, for the counts of every facet at once."""
    rows = db.session.execute(_groups_statement(scope, standing))
    return list(starmap(Group, rows))


@lru_cache(KEPT_STATEMENTS)
def _groups_statement(scope: Scope, standing: Standing) -> Select[*tuple[Any, ...]]:
    facts = _facts(scope, standing, "stars", "season", "price")
    keys = [
        facts.c[name]
        for name in ("district_id", "cooperative_id", "category_id", "stars", "season", "price")
    ]
    relevance_of = facts.c.get("relevance", literal(0, Integer))
    return select(*keys, func.count(), func.max(relevance_of)).group_by(*keys)


def page_of_ids(
    filters: Filters,
    standing: Standing,
    page: slice,
    order: str = "recommended",
    language: str = "vi",
) -> Sequence[int]:
    """Return the ids of the goods in a slice of the whole, in the order asked for."""
    statement = _ids_statement(filters, standing, order, language)
    size = page.stop - page.start
    return db.session.scalars(statement.offset(page.start).limit(size)).all()


# Building a statement costs more than running it on a catalogue of ordinary size.
@lru_cache(KEPT_STATEMENTS)
def _ids_statement(filters: Filters, standing: Standing, order: str, language: str) -> Select[int]:
    facts = _facts(filters.scope, standing, "stars", "season", "price", "can_be_bought")
    return (
        select(facts.c.id)
        .where(*_conditions(facts, filters))
        .order_by(*_order(order, facts, standing, language))
    )


def _facts(scope: Scope, standing: Standing, *wanted: str) -> Subquery:
    """Return one row per offered product of a scope, with what is wanted to know of it."""
    known: dict[str, ColumnElement[Any]] = {
        "stars": stars_now(standing),
        "season": season_now(standing),
        "price": price_now(standing),
        "can_be_bought": case((stocked_now(standing), 1), else_=0),
    }
    columns = [known[name].label(name) for name in wanted]
    statement = (
        select(
            Product.id,
            Cooperative.district_id,
            Product.cooperative_id,
            Product.category_id,
            Product.sort_key_vi,
            Product.sort_key_en,
            Product.created_at,
            Cooperative.sort_key.label("maker_key"),
            District.sort_key.label("district_key"),
            *columns,
        )
        .join(Cooperative, Cooperative.id == Product.cooperative_id)
        .join(District, District.id == Cooperative.district_id)
        .where(offered())
    )
    return _within(statement, scope).subquery("facts")


def _within(statement: Select[*tuple[Any, ...]], scope: Scope) -> Select[*tuple[Any, ...]]:
    if scope.query is None:
        return statement
    if scope.by_maker:
        telling = select(SearchDocument.owner_id).where(
            SearchDocument.kind == "cooperative", finds(scope.query)
        )
        return statement.where(Product.cooperative_id.in_(telling))
    return (
        statement.add_columns(relevance(scope.query).label("relevance"))
        .join(SearchDocument, SearchDocument.owner_id == Product.id)
        .where(SearchDocument.kind == "product", finds(scope.query))
    )


def _conditions(facts: Subquery, filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    for name in ("district_id", "cooperative_id", "category_id"):
        wanted = getattr(filters, name)
        if wanted is not None:
            conditions.append(facts.c[name] == wanted)
    if filters.stars:
        conditions.append(facts.c.stars >= filters.stars)
    if filters.in_season:
        conditions.append(facts.c.season == IN_SEASON)
    if filters.without:
        conditions.append(facts.c.id.not_in(filters.without))
    if filters.without_maker is not None:
        conditions.append(facts.c.cooperative_id != filters.without_maker)
    if filters.price is not None:
        low, high = filters.price
        conditions.append(facts.c.price >= low)
        if high is not None:
            conditions.append(facts.c.price < high)
    return conditions


def _order(order: str, facts: Subquery, standing: Standing, language: str) -> Order:
    recommended = recommended_order(facts, standing.day)
    name = facts.c.sort_key_en if language == "en" else facts.c.sort_key_vi
    before: dict[str, Order] = {
        "district": (facts.c.district_key, facts.c.district_id, facts.c.maker_key,
                     facts.c.cooperative_id),
        "price": (facts.c.price.is_(None), facts.c.price),
        "price-desc": (facts.c.price.is_(None), facts.c.price.desc()),
        "name": (name,),
        "newest": (facts.c.created_at.desc(),),
    }  # fmt: skip
    return (*before.get(order, ()), *recommended)
