"""Finding goods, makers and districts by what somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from storefront.catalogue.cards import Card, cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import KEPT_STATEMENTS, Filters, Group, Scope, groups, page_of_ids
from storefront.cooperatives.models import Cooperative, District
from storefront.database import db
from storefront.search.indexing import reindex
from storefront.search.matching import NAME_HEAD, Query, finds, names, relevance
from storefront.search.models import SearchDocument
from storefront.text import read_telex

__all__ = ["Finding", "Places", "Suggestions", "look_up", "reindex", "suggest"]

MOST_DISTRICTS = 3
MOST_MAKERS = 4
MOST_SUGGESTIONS = 8

_PLURAL = re.compile(r"(?<=[a-z]{4})s\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Places:
    """Hold the districts and makers that words lead to, the best first.

    `districts` and `makers` match as well as any product does; `others` are makers who match
    less, or whose story only has the words.
    """

    districts: Sequence[District] = ()
    makers: Sequence[Cooperative] = ()
    others: Sequence[Cooperative] = ()

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return bool(self.districts or self.makers or self.others)


@dataclass(frozen=True, slots=True)
class Finding:
    """Hold what was found, and the words it was found by.

    `text` differs from what was typed only where that found nothing and, read as Telex, did.
    """

    text: str
    scope: Scope
    groups: Sequence[Group]
    places: Places


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Hold a few things to go to at once."""

    text: str = ""
    places: Places = Places()
    goods: Sequence[Card] = ()

    def __len__(self) -> int:
        """Return how many there are."""
        places = self.places
        return len(places.districts) + len(places.makers) + len(places.others) + len(self.goods)


def look_up(typed: str, standing: Standing) -> Finding:
    """Find goods by words; where only makers have the words, find the goods of those."""
    if not typed:
        return Finding("", Scope(), groups(Scope(), standing), Places())
    for query in _readings(typed):
        scope = Scope(query)
        found = groups(scope, standing)
        places = find_places(query, max((group.relevance for group in found), default=0))
        if not found and places:
            scope = Scope(query, by_maker=True)
            found = groups(scope, standing)
        if found or places:
            return Finding(query.text, scope, found, places)
    return Finding(typed, Scope(Query.read("")), (), Places())


def suggest(typed: str, standing: Standing) -> Suggestions:
    """Find at most eight things while somebody types."""
    for query in _readings(typed):
        found = groups(Scope(query), standing)
        places = find_places(query, max((group.relevance for group in found), default=0), most=2)
        room = MOST_SUGGESTIONS - len(Suggestions("", places))
        ids = page_of_ids(Filters(Scope(query)), standing, slice(0, room)) if found else ()
        if found or places:
            return Suggestions(query.text, places, cards(ids, standing))
    return Suggestions(typed)


def find_places(query: Query, best_product: int, most: int = MOST_MAKERS) -> Places:
    """Return the districts and makers with the words in their names or stories.

    Those that match as well as the best product come first; what a product is may be the very
    words, which hardly ever head the name of a maker or place.
    """
    few = min(most, MOST_DISTRICTS)
    districts = db.session.scalars(_districts_found(query, best_product).limit(few)).all()
    rows = db.session.execute(_makers_found(query, best_product).limit(2 * most)).all()
    makers = [maker for maker, is_as_good in rows if is_as_good]
    others = [maker for maker, is_as_good in rows if not is_as_good]
    return Places(districts, makers[:most], others[:most])


@lru_cache(KEPT_STATEMENTS)
def _districts_found(query: Query, best_product: int) -> Select[District]:
    return (
        select(District)
        .join(SearchDocument, SearchDocument.owner_id == District.id)
        .where(SearchDocument.kind == "district", finds(query), _is_as_good(query, best_product))
        .order_by(relevance(query).desc(), District.sort_key, District.id)
    )


@lru_cache(KEPT_STATEMENTS)
def _makers_found(query: Query, best_product: int) -> Select[Cooperative, bool]:
    as_good = _is_as_good(query, best_product)
    return (
        select(Cooperative, as_good.label("as_good"))
        .join(SearchDocument, SearchDocument.owner_id == Cooperative.id)
        .where(SearchDocument.kind == "cooperative", finds(query), Cooperative.status == "open")
        .order_by(as_good.desc(), relevance(query).desc(), Cooperative.sort_key, Cooperative.id)
        .options(joinedload(Cooperative.district))
    )


def _is_as_good(query: Query, best_product: int) -> ColumnElement[bool]:
    return names(query) & (relevance(query) >= best_product - 2 * NAME_HEAD)


def _readings(typed: str) -> Iterator[Query]:
    """Return the ways to read what was typed, from the plainest to the boldest."""
    for text in dict.fromkeys((typed, _singular(typed), read_telex(typed))):
        query = Query.read(text)
        if query:
            yield query
            yield query.loosely()


def _singular(typed: str) -> str:
    """Take the English plural off each word."""
    return _PLURAL.sub("", typed)
