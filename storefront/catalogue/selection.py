"""What a visitor chose to see of the goods: words, filters, order, page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self, TypeVar

from storefront.text import clean_line

SORTS = ("recommended", "district", "price", "price-desc", "name", "newest")
STARS = (3, 4, 5)
PRICE_BANDS = ("0-50000", "50000-100000", "100000-200000", "200000-500000", "500000-")
YES = ("now", "1")
PAGE_SIZE = 24
LONGEST_QUERY = 200
LAST_PAGE = 1_000_000

Value = TypeVar("Value")


class UnknownFilter(LookupError):
    """Say that a filter names what does not exist."""


class UnknownPage(LookupError):
    """Say that a page's number is none that a list can have."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Hold one choice; slugs name districts, makers and kinds, "" chooses all."""

    q: str = ""
    district: str = ""
    cooperative: str = ""
    category: str = ""
    stars: int = 0
    season: bool = False
    price: str = ""
    sort: str = SORTS[0]
    page: int = 1

    @classmethod
    def read(cls, typed: Mapping[str, str]) -> Self:
        """Read a choice from an address; a season or order that nobody offers is ignored.

        Raises UnknownPage, and UnknownFilter for stars or prices that nobody offers.
        """
        return cls(
            q=clean_line(typed.get("q", "")[:LONGEST_QUERY]),
            district=typed.get("district", ""),
            cooperative=typed.get("cooperative", ""),
            category=typed.get("category", ""),
            stars=_only({str(stars): stars for stars in STARS}, typed.get("stars"), 0),
            season=typed.get("season") in YES,
            price=_only({band: band for band in PRICE_BANDS}, typed.get("price"), ""),
            sort=_one_of({sort: sort for sort in SORTS}, typed.get("sort"), SORTS[0]),
            page=_page(typed.get("page", "1")),
        )

    def choosing(self, **changes: Any) -> Self:
        """Return this choice with some of it changed, from its first page on."""
        return replace(self, **{"page": 1, **changes})

    def to_query(self) -> dict[str, str]:
        """Return what an address must carry to choose the same."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        usual = Selection()
        return {
            name: YES[0] if value is True else str(value)
            for name, value in values.items()
            if value != getattr(usual, name)
        }

    @property
    def filters(self) -> tuple[str, ...]:
        """Return the names of the filters that are set."""
        names = ("district", "cooperative", "category", "stars", "season", "price")
        return tuple(name for name in names if getattr(self, name))

    def without_filters(self) -> Self:
        """Return the same words and order with no filter."""
        return self.choosing(
            district="", cooperative="", category="", stars=0, season=False, price=""
        )


def price_limits(band: str) -> tuple[int, int | None]:
    """Return a price band's limits in đồng: from the first on, under the second."""
    low, _, high = band.partition("-")
    return int(low), int(high) if high else None


def _one_of(known: Mapping[str, Value], typed: str | None, usual: Value) -> Value:
    return usual if typed is None else known.get(typed, usual)


def _only(known: Mapping[str, Value], typed: str | None, usual: Value) -> Value:
    if not typed:
        return usual
    if typed not in known:
        raise UnknownFilter(typed)
    return known[typed]


def _page(typed: str) -> int:
    if not typed:
        return 1
    if not (typed.isascii() and typed.isdigit()) or len(typed) > len(str(LAST_PAGE)):
        raise UnknownPage(typed)
    number = int(typed)
    if not 1 <= number <= LAST_PAGE:
        raise UnknownPage(typed)
    return number
