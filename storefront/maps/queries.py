"""Where the market's districts lie."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from storefront.cooperatives.models import District
from storefront.database import db
from storefront.maps.grid import Place


def places() -> frozenset[Place]:
    """Return the place of every district that has one, by one small query."""
    columns = (District.slug, District.map_column, District.map_row, District.neighbours)
    return frozenset(
        Place(slug, column, row, frozenset(neighbours.split()))
        for slug, column, row, neighbours in db.session.execute(select(*columns))
        if column is not None and row is not None
    )


def places_of(districts: Iterable[District]) -> frozenset[Place]:
    """Return the places of districts at hand."""
    return frozenset(
        Place(d.slug, d.map_column, d.map_row, frozenset(d.neighbours.split()))
        for d in districts
        if d.map_column is not None and d.map_row is not None
    )
