"""Find a commune by what people type: its name, an old address, with accents or without."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from storefront.places.naming import Named, areas_of, bare_name, own_words
from storefront.places.units import Commune, OldUnit, all_communes, old_units
from storefront.text import has_marks, marked_tokens, read_telex, sort_key, tokens

LONGEST_QUERY = 200
MOST_WORDS = 16
MOST_PARTS = 6

_KIND_PAIRS = {("thi", "tran"), ("thi", "xa"), ("thanh", "pho"), ("dac", "khu")}
_KIND_WORDS = {"xa", "phuong", "huyen", "quan", "tinh"}
_SHORT_KINDS = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "p": "phuong", "q": "quan",
                "h": "huyen", "x": "xa", "t": "tinh"}  # fmt: skip
_MARKED_KINDS = {"xã", "phường", "huyện", "quận", "tỉnh", "thị", "trấn", "thành", "phố", "đặc"}
_NUMBERED = re.compile(r"\b([pq])(\d{1,2})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CommuneMatch:
    """Hold a commune that was found, and the old unit by whose name, if by one.

    An old unit that was divided comes once for each of its parts: the buyer chooses.
    """

    commune: Commune
    old_unit: OldUnit | None = None

    @property
    def old_name(self) -> str | None:
        """Return the old ward, district and province, or None when found by the new name."""
        return self.old_unit.full_name_vi if self.old_unit else None

    @property
    def divided(self) -> bool:
        """Tell whether the old unit went to several communes."""
        return self.old_unit is not None and self.old_unit.divided


@dataclass(frozen=True, slots=True)
class _Query:
    """Hold what is asked: all words, those that must be found, and the kinds named."""

    all: tuple[str, ...]
    needed: tuple[str, ...]
    kinds: frozenset[str]
    marked: tuple[str, ...]


class _Fit(IntEnum):
    """Tell how much of a name the query says: all of it first, or anywhere, or its beginning."""

    FIRST = 0
    WITHIN = 1
    BEGUN = 2
    SCATTERED = 3


class _Rank(NamedTuple):
    """Order the names found, the best lowest: marks, then completeness, then new before old."""

    wrong_marks: int
    fit: _Fit
    other_marks: int
    other_kinds: int
    old: bool
    order: str


@dataclass(frozen=True, slots=True)
class _Index:
    """Hold every name, new ones first, and which names contain a word."""

    names: tuple[Named, ...]
    vocabulary: tuple[str, ...]
    holders: dict[str, list[int]]


def search_communes(
    query: str, province_code: str | None = None, limit: int = 10
) -> list[CommuneMatch]:
    """Return the communes that a query finds, best first.

    Every word of the query must be in the name of a commune or of what it lies in, now or
    before July 2025; words such as xã, huyện, tỉnh only help to rank. Names with the right
    marks come first, then whole names before parts. Where nothing is found the query is read as
    Telex, then without what stands before a comma. The parts of a divided unit are never cut
    by the limit, so a few more matches than that may come.
    """
    for reading in _readings(query[:LONGEST_QUERY]):
        asked = _parse(reading)
        found = _find(asked, province_code) if asked.needed else []
        if found:
            return _matches(found, province_code, limit)
    return []


def _readings(query: str) -> Iterator[str]:
    """Give the query as it is, as Telex, and then ever less of its beginning."""
    yield query
    telex = read_telex(query)
    if telex != query:
        yield telex
    parts = query.split(",")
    for start in range(1, min(len(parts), MOST_PARTS)):
        yield ",".join(parts[start:])


def _parse(query: str) -> _Query:
    """Part the words for kinds of units from the words that must be found."""
    words = tokens(_NUMBERED.sub(r"\1 \2", query))[:MOST_WORDS]
    needed: list[str] = []
    kinds: set[str] = set()
    at = 0
    while at < len(words):
        pair = tuple(words[at : at + 2])
        if pair in _KIND_PAIRS:
            kinds.add(" ".join(pair))
            at += 2
            continue
        if words[at] in _KIND_WORDS or words[at] in _SHORT_KINDS:
            kinds.add(_SHORT_KINDS.get(words[at], words[at]))
        else:
            needed.append(words[at])
        at += 1
    marked = tuple(marked_tokens(query)[:MOST_WORDS])
    return _Query(tuple(words), tuple(needed or words), frozenset(kinds), marked)


def _find(query: _Query, province_code: str | None) -> list[Named]:
    """Return the names that hold every needed word, themselves or by what they lie in."""
    index, typed_last = _index(), query.needed[-1]
    holding = {word: _holders(index, word, word == typed_last) for word in query.needed}

    def holds_all(at: int) -> bool:
        return all(
            at in holders or _lies_in(index.names[at], word, word == typed_last)
            for word, holders in holding.items()
        )

    found = [index.names[at] for at in set[int]().union(*holding.values()) if holds_all(at)]
    if province_code:
        found = [name for name in found if _in_province(name, province_code)]
    ranked = sorted((_rank(name, query), at) for at, name in enumerate(found))
    whole = [found[at] for rank, at in ranked if rank.fit < _Fit.SCATTERED]
    return whole or [found[at] for _, at in ranked]


def _holders(index: _Index, word: str, beginning: bool) -> set[int]:
    """Return the names that hold a word; the last word typed may be only a beginning."""
    if not beginning or word.isdecimal():
        return set(index.holders.get(word, ()))
    found: set[int] = set()
    for at in range(bisect_left(index.vocabulary, word), len(index.vocabulary)):
        if not index.vocabulary[at].startswith(word):
            break
        found.update(index.holders[index.vocabulary[at]])
    return found


def _lies_in(name: Named, word: str, beginning: bool) -> bool:
    areas = areas_of(name)
    if beginning and not word.isdecimal():
        return any(held.startswith(word) for area in areas for held in area.bare)
    return any(word in area.bare for area in areas)


def _in_province(name: Named, province_code: str) -> bool:
    return any(c.province_code == province_code for c in _communes(name))


def _rank(name: Named, query: _Query) -> _Rank:
    """Return what orders the names found."""
    own, areas = own_words(name), areas_of(name)
    named = {own.kind, *(area.kind for area in areas)}
    wanted = [word for word in query.marked if has_marks(word) and word not in _MARKED_KINDS]
    return _Rank(
        wrong_marks=sum(not any(w in held.marked for held in (own, *areas)) for w in wanted),
        fit=_fit(tuple(tokens(bare_name(name))), query),
        other_marks=len(own.marked.difference(query.marked)) if wanted else 0,
        other_kinds=len(query.kinds - named),
        old=isinstance(name, OldUnit),
        order=sort_key(bare_name(name)),
    )


def _fit(words: tuple[str, ...], query: _Query) -> _Fit:
    """Tell how the words of a bare name stand in the query."""
    if words in (query.all[: len(words)], query.needed[: len(words)]):
        return _Fit.FIRST
    if set(words) <= set(query.all):
        return _Fit.WITHIN
    begun = query.needed[:-1]
    if words[: len(begun)] == begun and words[len(begun)].startswith(query.needed[-1]):
        return _Fit.BEGUN
    return _Fit.SCATTERED


def _matches(found: list[Named], province_code: str | None, limit: int) -> list[CommuneMatch]:
    """Return one match for each commune of the names found, up to the limit."""
    by_new_name: set[str] = set()
    matches: list[CommuneMatch] = []
    for name in found:
        if len(matches) >= limit:
            break
        if isinstance(name, Commune):
            by_new_name.add(name.code)
            matches.append(CommuneMatch(name))
        elif name.divided or name.commune_codes[0] not in by_new_name:
            matches += [CommuneMatch(part, name) for part in _communes(name)]
    return [m for m in matches if province_code in (None, m.commune.province_code)]


def _communes(name: Named) -> list[Commune]:
    if isinstance(name, Commune):
        return [name]
    return [all_communes()[code] for code in name.commune_codes]


@cache
def _index() -> _Index:
    """Index the words of every bare name."""
    names: tuple[Named, ...] = (*all_communes().values(), *old_units())
    holders: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        for word in tokens(bare_name(name)):
            holders.setdefault(word, []).append(at)
    return _Index(names, tuple(sorted(holders)), holders)
