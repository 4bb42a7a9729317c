"""What other pages show of leads and meetings."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext, ngettext

from storefront import clock
from storefront.leads.models import MeetingSlot
from storefront.leads.queries import count_of, due, leads_at_showcase, unanswered
from storefront.leads.slots import free_slots
from storefront.showcase.models import Booth, Showcase


def meeting_times(booth: Booth) -> Sequence[MeetingSlot]:
    """Return the times at which a booth can still be met."""
    return free_slots(booth, clock.now())


def new_leads(showcase: Showcase) -> int:
    """Return how many leads of a showcase nobody has answered."""
    return count_of(unanswered(leads_at_showcase(showcase)))


def lead_door_words(showcase: Showcase) -> str:
    """Say what waits behind the door to the leads."""
    fresh = new_leads(showcase)
    waiting = count_of(due(leads_at_showcase(showcase), clock.today()))
    told = []
    if fresh:
        told.append(ngettext("%(num)s is new", "%(num)s are new", fresh))
    if waiting:
        told.append(ngettext("%(num)s to be done today", "%(num)s to be done today", waiting))
    return ", ".join(told) or gettext("Businesses that want to buy")
