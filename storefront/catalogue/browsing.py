"""One page of the list of goods: what was chosen, what was found, where one can go from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storefront.catalogue.cards import Card, by_place, cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.facets import Counts, Named, count, filters_for, named
from storefront.catalogue.listing import page_of_ids
from storefront.catalogue.selection import PAGE_SIZE, Selection, UnknownPage
from storefront.search.services import Finding, look_up


@dataclass(frozen=True, slots=True)
class Listing:
    """Hold one page of goods with all that stands around it."""

    selection: Selection
    finding: Finding
    names: Named
    counts: Counts
    cards: Sequence[Card]

    @property
    def total(self) -> int:
        """Return how many goods there are on all pages."""
        return self.counts.total

    @property
    def last_page(self) -> int:
        """Return the number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))

    @property
    def pages_near(self) -> list[int | None]:
        """Return the pages to link to: the first, the last, those around; None for a gap."""
        here, last = self.selection.page, self.last_page
        shown = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
        pages: list[int | None] = []
        for before, page in zip([0, *shown], shown, strict=False):
            if page - before > 1:
                pages.append(None)
            pages.append(page)
        return pages

    @property
    def by_place(self) -> list[tuple[Card, list[tuple[Card, list[Card]]]]]:
        """Return the cards gathered by district and maker."""
        return by_place(self.cards)

    @property
    def read_otherwise(self) -> bool:
        """Tell whether the words were read as Telex, since as typed they found nothing."""
        return self.finding.text != self.selection.q


class PageOutOfRange(UnknownPage):
    """Say that a list has no such page; `listing` is the list without it."""

    def __init__(self, listing: Listing) -> None:
        """Remember the list."""
        super().__init__(str(listing.selection.page))
        self.listing = listing


def browse(selection: Selection, standing: Standing, language: str) -> Listing:
    """Return the page of goods that a visitor chose.

    Raises UnknownFilter, or PageOutOfRange.
    """
    finding = look_up(selection.q, standing)
    names = named(selection, finding.groups)
    filters = filters_for(selection, finding.scope, names)
    counts = count(finding.groups, filters)
    listing = Listing(selection, finding, names, counts, ())
    if selection.page > listing.last_page:
        raise PageOutOfRange(listing)
    ids: Sequence[int] = ()
    if counts.total:
        start = (selection.page - 1) * PAGE_SIZE
        page = slice(start, start + PAGE_SIZE)
        ids = page_of_ids(filters, standing, page, selection.sort, language)
    return Listing(selection, finding, names, counts, cards(ids, standing))
