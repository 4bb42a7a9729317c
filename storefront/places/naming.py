"""The words in a commune's name, and in the names of what it lies or lay in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from storefront.places.units import (
    Commune,
    OldDistrict,
    OldUnit,
    all_communes,
    all_provinces,
    old_units,
    split_kind,
)
from storefront.text import fold, marked_tokens, tokens

Named = Commune | OldUnit

_NICKNAMES = {
    "Hồ Chí Minh": frozenset({"hcm", "tphcm", "sai", "gon", "sg"}),
    "Hà Nội": frozenset({"hn"}),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Hold the words of one name: folded without its kind, with marks, and its kind folded."""

    bare: frozenset[str]
    marked: frozenset[str]
    kind: str


def bare_name(name: Named) -> str:
    """Return a name without the word for its kind."""
    return split_kind(_full_name(name))[1]


def own_words(name: Named) -> Words:
    """Return the words of a name itself."""
    return _words(_full_name(name))


def areas_of(name: Named) -> tuple[Words, ...]:
    """Return the words of what a name lies in: of a commune, also what its parts lay in."""
    if isinstance(name, OldUnit):
        return _district_words(name.district)
    return _commune_areas()[name.code]


def _full_name(name: Named) -> str:
    if isinstance(name, Commune):
        return name.name_vi
    return name.ward_vi or name.district.name_vi


@cache
def _commune_areas() -> dict[str, tuple[Words, ...]]:
    """Return the province of every commune, and the districts and provinces it came from."""
    areas: dict[str, dict[Words, None]] = {}
    for commune in all_communes().values():
        province = all_provinces()[commune.province_code]
        areas[commune.code] = {_area_words(province.full_name_vi): None}
    for unit in old_units():
        for code in unit.commune_codes:
            areas[code].update(dict.fromkeys(_district_words(unit.district)))
    return {code: tuple(words) for code, words in areas.items()}


@cache
def _district_words(district: OldDistrict) -> tuple[Words, Words]:
    return _area_words(district.name_vi), _area_words(district.province_vi)


@cache
def _area_words(name: str) -> Words:
    """Return the words of a district's or province's name, nicknames among them."""
    words = _words(name)
    nicknames = _NICKNAMES.get(split_kind(name)[1], frozenset())
    return Words(words.bare | nicknames, words.marked, words.kind)


def _words(name: str) -> Words:
    kind, bare = split_kind(name)
    return Words(frozenset(tokens(bare)), frozenset(marked_tokens(name)), fold(kind))
