"""Changing a maker's terms; orders placed before keep what they promised."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.delivery.models import DeliveryTerms
from storefront.delivery.services import terms_of
from storefront.delivery.wording import TERMS


class TermsMoved(Exception):
    """Say that somebody else changed the terms meanwhile; `fields` are what they differ in."""

    def __init__(self, fields: tuple[str, ...] = ()) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def terms_in_force(shop: Cooperative) -> DeliveryTerms:
    """Return the terms that buyers see now, the market's usual ones where the shop stated none."""
    return terms_of([shop])[shop.id]


def values_of(terms: DeliveryTerms) -> dict[str, Any]:
    """Return what can be set, by name."""
    return {name: getattr(terms, name) for name in TERMS}


def fingerprint(terms: DeliveryTerms) -> str:
    """Return a short text that is another as soon as any of the terms is."""
    told = json.dumps(values_of(terms), ensure_ascii=False, sort_keys=True)
    return sha256(told.encode()).hexdigest()[:16]


def change_terms(shop: Cooperative, user: User, values: Mapping[str, Any], seen: str) -> None:
    """Set a shop's terms; `seen` is the fingerprint of those that the typist saw.

    Raises TermsMoved when they are others by now; nothing is changed then.
    """
    stored = db.session.get(DeliveryTerms, shop.id, with_for_update=True, populate_existing=True)
    before = terms_in_force(shop)
    differing = tuple(name for name in TERMS if values[name] != getattr(before, name))
    if fingerprint(before) != seen:
        raise TermsMoved(differing)
    if not differing:
        return
    if stored is None:
        stored = DeliveryTerms(cooperative=shop)
    for name in TERMS:
        setattr(stored, name, values[name])
    stored.is_sample = False
    try:
        with db.session.begin_nested():
            db.session.add(stored)
    except IntegrityError as error:
        raise TermsMoved from error
    note(shop, user, "delivery.changed", fields=list(differing))
