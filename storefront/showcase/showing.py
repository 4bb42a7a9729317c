"""What the pages of showcases and booths show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from storefront.catalogue.cards import Card, cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.trail import Step, trail
from storefront.media.showing import photo_of
from storefront.promotions.card_prices import card_prices
from storefront.sharing.posters import ShowcasePoster
from storefront.sharing.subjects import showcase_poster
from storefront.showcase.floor import floor_of
from storefront.showcase.live_counts import live_counts
from storefront.showcase.models import Booth, Showcase
from storefront.showcase.opening import BEFORE, OVER, Opening, now_and_next, opening, programme
from storefront.showcase.page_codes import PAGE, codes_of
from storefront.showcase.queries import goods_of_booths, public_showcases
from storefront.showcase.wording import dates_of

ON_THE_FRONT_PAGE = 2


@dataclass(frozen=True, slots=True)
class Stall:
    """Hold a booth with the cards of the goods on it."""

    booth: Booth
    cards: Sequence[Card]

    @property
    def best(self) -> Card | None:
        """Return the good with the most stars, if any has some."""
        starred = [card for card in self.cards if card.stars]
        return max(starred, key=lambda card: card.stars, default=None)


@dataclass(frozen=True, slots=True)
class KnownShowcase:
    """Hold a showcase in a list, with how it stands."""

    showcase: Showcase
    now: Opening


def stalls(showcase: Showcase, only: Booth | None = None) -> list[Stall]:
    """Return the booths where makers stand, with their goods, by two queries."""
    goods = goods_of_booths(showcase, only)
    found = cards([product for ids in goods.values() for product in ids], Standing.now())
    by_id = {card.id: card for card in found}
    return [
        Stall(booth, [by_id[product] for product in goods.get(booth.id, ()) if product in by_id])
        for booth in ([only] if only else showcase.booths)
        if booth.is_taken
    ]


def live_part(showcase: Showcase, moment: datetime) -> dict[str, Any]:
    """Return what changes by itself while the page stands open."""
    now = opening(showcase, moment)
    days = programme(showcase, now)
    return {"showcase": showcase, "now": now, "days": days, "sessions_now": now_and_next(days)}


def showcase_page(showcase: Showcase, moment: datetime, at: str = "") -> dict[str, Any]:
    """Return what the template of a showcase needs; `at` is the code that its visitor came by."""
    filled = stalls(showcase)
    return {
        **live_part(showcase, moment),
        "stalls": filled,
        "poster": poster_of(showcase, filled),
        "floor": floor_of(showcase),
        "photo": photo_of(showcase.picture),
        "counts": live_counts(showcase) if showcase.shows_counts else None,
        "at": at,
        "steps": steps_to(showcase),
    }


def booth_page(showcase: Showcase, booth: Booth, moment: datetime, at: str = "") -> dict[str, Any]:
    """Return what the template of a booth needs."""
    (stall,) = stalls(showcase, booth)
    taken = [other for other in showcase.booths if other.is_taken]
    place = taken.index(booth)
    code = codes_of(showcase, PAGE).get((booth.id, None), "")
    return {
        **live_part(showcase, moment),
        "booth": booth,
        "maker": booth.cooperative,
        "stall": stall,
        "events": card_prices(showcase.id, [card.id for card in stall.cards]),
        "floor": floor_of(showcase) if booth.floor_column is not None else None,
        "at": at,
        "order_at": at or code,
        "before": taken[place - 1] if place else None,
        "after": taken[place + 1] if place + 1 < len(taken) else None,
        "steps": steps_to(showcase, booth),
    }


def absent_page(showcase: Showcase, booth: Booth, moment: datetime) -> dict[str, Any]:
    """Return what stands where nobody does: whoever left, and those who are there."""
    return {
        **live_part(showcase, moment),
        "booth": booth,
        "stalls": stalls(showcase),
        "steps": steps_to(showcase, booth),
    }


def poster_of(showcase: Showcase, filled: Sequence[Stall]) -> ShowcasePoster:
    """Return the poster of a showcase from its booths: the first good of each of the first few."""
    drawings = [stall.cards[0].drawing for stall in filled if stall.cards]
    return showcase_poster(showcase, drawings, dates_of(showcase), len(filled))


def known_showcases(moment: datetime) -> list[KnownShowcase]:
    """Return what visitors may see, those to come soonest first, then the newest of the rest."""
    return [KnownShowcase(found, opening(found, moment)) for found in public_showcases()]


def by_time(known: Sequence[KnownShowcase]) -> dict[str, Any]:
    """Part showcases into those on now, to come, and past; the nearest to today first."""
    ahead = [found for found in reversed(known) if found.now.state == BEFORE]
    return {
        "on_now": [found for found in known if found.now.state not in (BEFORE, OVER)],
        "to_come": sorted(ahead, key=lambda found: found.now.waits),
        "past": [found for found in known if found.now.is_over],
    }


def showcases_ahead(moment: datetime) -> list[KnownShowcase]:
    """Return the few that the front page shows: on now, then the next ones."""
    parted = by_time(known_showcases(moment))
    return [*parted["on_now"], *parted["to_come"]][:ON_THE_FRONT_PAGE]


def steps_to(showcase: Showcase | None = None, booth: Booth | None = None) -> list[Step]:
    """Return the way to the list of showcases, to one, or to a booth."""
    steps = [*trail(), (_("Showcases"), url_for("showcase.showcases"))]
    if showcase:
        steps.append((showcase.title, url_for("showcase.showcase", slug=showcase.slug)))
    if showcase and booth:
        path = url_for("showcase.booth", slug=showcase.slug, booth=booth.slug)
        steps.append((_("Booth %(number)s", number=booth.number), path))
    return steps
