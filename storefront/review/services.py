"""The one place that everything a cooperative publishes passes."""

from __future__ import annotations

from dataclasses import dataclass

from storefront.accounts.models import User
from storefront.cooperatives.models import Cooperative

KINDS = ("page", "product", "certificate", "showcase")


@dataclass(frozen=True, slots=True)
class Decision:
    """Hold who asked to publish what in which shop, and whether it may be shown now.

    A showcase belongs to no shop.
    """

    kind: str
    shop_id: int | None
    asked_by_id: int
    approved: bool


def approve(kind: str, shop: Cooperative | None, user: User) -> Decision:
    """Decide whether a thing may be shown, before it is; a showcase comes without a shop.

    Until operators have a desk to decide at, everything is approved at once. Raises ValueError for
    a kind of thing that nobody reviews.
    """
    if kind not in KINDS:
        raise ValueError(f"nothing of this kind is reviewed: {kind}")
    return Decision(kind, shop.id if shop else None, user.id, approved=True)
