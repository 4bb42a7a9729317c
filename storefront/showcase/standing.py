"""Changing a showcase while others do: one at a time, and never over what nobody has seen."""

from __future__ import annotations

import json
from hashlib import sha256

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative
from storefront.database import Model, db
from storefront.showcase.models import ARCHIVED, Showcase


class Moved(Exception):
    """Say that somebody else changed this since it was shown; nothing is changed then."""


class Closed(Exception):
    """Say that a showcase is over or archived, and that this cannot be done any more."""


def fingerprint(values: object) -> str:
    """Return a short text that is another as soon as the values are; they must go into JSON."""
    told = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(told.encode()).hexdigest()[:16]


def hold(showcase: Showcase, *others: Model) -> None:
    """Read a showcase anew and keep others from changing it until this transaction ends."""
    db.session.flush()
    for thing in (*others, showcase):
        db.session.expire(thing)
    db.session.refresh(showcase, with_for_update={"of": Showcase})


def hold_unmoved(showcase: Showcase, seen: str, now: object) -> None:
    """Raise Moved where what was seen is not what stands; `now` is read after `hold`."""
    if fingerprint(now) != seen:
        raise Moved(showcase.slug)


def still_to_come(showcase: Showcase) -> None:
    """Raise Closed for a showcase that is over or archived."""
    if showcase.state == ARCHIVED or showcase.is_over(clock.now()):
        raise Closed(showcase.slug)


def touched(
    showcase: Showcase,
    user: User,
    verb: str,
    shop: Cooperative | None = None,
    **details: object,
) -> None:
    """Count one more edit, and write who did it into the log, also the log of a shop."""
    showcase.revision += 1
    note(shop, user, verb, showcase, showcase.title_vi, **details)
