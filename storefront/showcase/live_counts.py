"""What an organiser may let visitors see of how the showcase goes."""

from __future__ import annotations

from dataclasses import dataclass

from storefront.showcase.models import Showcase


@dataclass(frozen=True, slots=True)
class LiveCounts:
    """Hold how many visits of its pages and orders a showcase has had so far."""

    visits: int
    orders: int


def live_counts(showcase: Showcase) -> LiveCounts | None:
    """Return the counts, or None where the organiser keeps them or there are none."""
    return None
