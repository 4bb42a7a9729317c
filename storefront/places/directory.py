"""Where goods can go: the provinces, their communes, and a search among both."""

from __future__ import annotations

from functools import cache

from storefront.places.search import CommuneMatch, search_communes
from storefront.places.units import Commune, Province, all_communes, all_provinces
from storefront.text import sort_key

__all__ = [
    "DATASET_VERSION",
    "Commune",
    "CommuneMatch",
    "Province",
    "commune",
    "communes_of",
    "province",
    "provinces",
    "search_communes",
]

DATASET_VERSION = "2025-07-01/vietnamadminunits-1.0.4"


@cache
def provinces() -> tuple[Province, ...]:
    """Return the provinces in Vietnamese order."""
    return tuple(
        sorted(all_provinces().values(), key=lambda p: sort_key(p.name_vi.removeprefix("TP. ")))
    )


@cache
def communes_of(province_code: str) -> tuple[Commune, ...]:
    """Return the communes of a province in Vietnamese order of their bare names."""
    members = (c for c in all_communes().values() if c.province_code == province_code)
    return tuple(sorted(members, key=lambda c: (sort_key(c.bare_name_vi), c.code)))


def province(code: str) -> Province | None:
    """Return a province by its code, or None."""
    return all_provinces().get(code)


def commune(province_code: str, code: str) -> Commune | None:
    """Return a commune of a province by its code, or None: codes alone are not trusted."""
    found = all_communes().get(code)
    return found if found and found.province_code == province_code else None
