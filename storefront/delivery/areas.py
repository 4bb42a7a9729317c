"""Areas as people write them, one a line: a province, or a commune with its province."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from storefront.places.directory import (
    Commune,
    commune,
    communes_of,
    province,
    provinces,
    search_communes,
)
from storefront.text import clean_line, fold

MOST_AREAS = 200
SHOWN_CHOICES = 4
_KINDS = ("tinh ", "thanh pho ", "tp. ", "tp.", "tp ")


class UnknownArea(ValueError):
    """Say that a line names no place of today; `line` holds it."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


class UnclearArea(UnknownArea):
    """Say that a line names several places; `choices` are some of them, written to be told."""

    def __init__(self, line: str, choices: Sequence[str]) -> None:
        super().__init__(line)
        self.choices = tuple(choices)


def read_areas(text: str) -> list[str]:
    """Read a list of areas, one a line, and return their codes once each, in order.

    Raises UnknownArea or UnclearArea for the first line that is amiss.
    """
    lines = filter(None, map(clean_line, text.splitlines()))
    return list(dict.fromkeys(read_area(line) for line in lines))


def read_area(line: str) -> str:
    """Read one area: "25" for a province, "25-05089" for a commune of it.

    Names before July 2025 are understood where they became one commune. Raises UnknownArea or
    UnclearArea.
    """
    exact = _exact_names().get(line.lower()) or _provinces_by_fold().get(_bare(line))
    if exact:
        return exact
    found = search_communes(line)
    wanted = fold(line.partition(",")[0])
    named = [
        match.commune
        for match in found
        if match.old_name is None
        and wanted in (fold(match.commune.name_vi), fold(match.commune.bare_name_vi))
    ]
    places = list(dict.fromkeys(named or [match.commune for match in found]))
    if not places:
        raise UnknownArea(line)
    if len(places) > 1:
        raise UnclearArea(line, [_full_name(place) for place in places[:SHOWN_CHOICES]])
    return code_of(places[0].province_code, places[0].code)


def code_of(province_code: str, commune_code: str) -> str:
    """Return how a commune stands in a list of areas."""
    return f"{province_code}-{commune_code}"


def area_names(codes: Iterable[str]) -> list[str]:
    """Name areas as people write them, in Vietnamese; codes of places no longer known are left out.

    What this writes `read_area` understands.
    """
    names = []
    for code in codes:
        province_code, _dash, commune_code = code.partition("-")
        area, place = province(province_code), commune(province_code, commune_code)
        if place is not None:
            names.append(_full_name(place))
        elif area is not None and not commune_code:
            names.append(area.name_vi)
    return names


def _full_name(place: Commune) -> str:
    area = province(place.province_code)
    return f"{place.name_vi}, {area.name_vi}" if area else place.name_vi


def _bare(line: str) -> str:
    folded = fold(line)
    return next((folded.removeprefix(kind) for kind in _KINDS if folded.startswith(kind)), folded)


@cache
def _exact_names() -> dict[str, str]:
    """Return the code of every full name as `area_names` writes it, in small letters."""
    return {
        _full_name(place).lower(): code_of(area.code, place.code)
        for area in provinces()
        for place in communes_of(area.code)
    }


@cache
def _provinces_by_fold() -> dict[str, str]:
    return {_bare(name): area.code for area in provinces() for name in (area.name_vi, area.name_en)}
