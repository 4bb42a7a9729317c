"""What the front page shows: people and places first, then the season's goods."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storefront import clock
from storefront.catalogue.cards import Card, cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.cooperatives.models import Cooperative
from storefront.cooperatives.queries import KnownDistrict, districts_with_counts
from storefront.showcase.showing import KnownShowcase, showcases_ahead
from storefront.stories.queries import stories_of_the_day

ROW, STORIES = 5, 4
PICTURED = 2 * ROW
"""How many goods stand on the page: its pictures are most of what a first visit loads."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """Hold the parts of the front page."""

    districts: Sequence[KnownDistrict]
    in_season: Sequence[Card]
    starred: Sequence[Card]
    newest: Sequence[Card]
    stories: Sequence[Cooperative]
    showcases: Sequence[KnownShowcase] = ()

    @property
    def makers(self) -> int:
        """Return how many makers sell here."""
        return sum(district.makers for district in self.districts)

    @property
    def goods(self) -> int:
        """Return how many goods stand in the shop."""
        return sum(district.goods for district in self.districts)


def front_page(standing: Standing) -> FrontPage:
    """Return what the front page shows on a day; no product stands on it twice."""
    seasonal = page_of_ids(Filters(in_season=True), standing, slice(0, ROW))
    starred = page_of_ids(Filters(stars=3, without=tuple(seasonal)), standing, slice(0, ROW))
    room = min(ROW, PICTURED - len(seasonal) - len(starred))
    newest = page_of_ids(Filters(without=(*seasonal, *starred)), standing, slice(0, room), "newest")
    found = {card.id: card for card in cards([*seasonal, *starred, *newest], standing)}
    return FrontPage(
        districts=districts_with_counts(),
        in_season=[found[i] for i in seasonal],
        starred=[found[i] for i in starred],
        newest=[found[i] for i in newest],
        stories=stories_of_the_day(standing.day, STORIES),
        showcases=showcases_ahead(clock.now()),
    )
