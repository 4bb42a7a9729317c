"""Showing a showcase to visitors, putting it away, and taking it up again."""

from __future__ import annotations

from collections.abc import Sequence

from storefront import clock
from storefront.accounts.models import User
from storefront.review.services import approve
from storefront.showcase.models import ARCHIVED, PUBLISHED, Showcase
from storefront.showcase.page_codes import ensure_codes
from storefront.showcase.readiness import NEEDED, readiness_of
from storefront.showcase.standing import hold, touched


class NotReady(Exception):
    """Say what must be there before visitors see a showcase."""

    def __init__(self, needed: Sequence[str]) -> None:
        super().__init__(", ".join(needed))
        self.needed = needed


class NotApproved(Exception):
    """Say that the market does not want this shown."""


class WrongState(Exception):
    """Say that a showcase is not, or no longer, in the state from which this can be done."""


def publish(showcase: Showcase, user: User) -> bool:
    """Let visitors see a draft; return whether they could not before.

    Raises NotReady, NotApproved, and WrongState for one that was archived.
    """
    hold(showcase)
    if showcase.state == PUBLISHED:
        return False
    if showcase.state == ARCHIVED:
        raise WrongState
    needed = [name for name in NEEDED if name in readiness_of(showcase).needed]
    if needed:
        raise NotReady(needed)
    if not approve("showcase", None, user).approved:
        raise NotApproved
    showcase.state = PUBLISHED
    showcase.published_at = showcase.published_at or clock.now()
    ensure_codes(showcase)
    touched(showcase, user, "showcase.published")
    return True


def archive(showcase: Showcase, user: User) -> bool:
    """Close a published showcase; its page stays as a record. Return whether that is new.

    Raises WrongState for a draft, which visitors never saw.
    """
    hold(showcase)
    if showcase.state == ARCHIVED:
        return False
    if showcase.state != PUBLISHED:
        raise WrongState
    showcase.state = ARCHIVED
    touched(showcase, user, "showcase.archived")
    return True


def reopen(showcase: Showcase, user: User) -> bool:
    """Take an archived showcase up again; return whether it was archived."""
    hold(showcase)
    if showcase.state != ARCHIVED:
        return False
    showcase.state = PUBLISHED
    touched(showcase, user, "showcase.reopened")
    return True
