"""Whose line of the report something belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.showcase.models import ACCEPTED, Booth, Showcase
from storefront.showcase_report.figures import Stand

Key = tuple[int | None, int | None]
"""The ids of a booth and of a cooperative; see `Stand`."""

ITSELF: Key = (None, None)


class Stands:
    """Know the booths of a showcase and who holds them."""

    def __init__(self, booths: Iterable[Booth]) -> None:
        """Take all booths of a showcase, or only those of one cooperative."""
        self._booths = {booth.id: booth for booth in booths}
        # Of several the one that it accepted, else the newest: last in this order.
        ordered = sorted(self._booths.values(), key=lambda b: (b.state == ACCEPTED, b.id))
        self._of_maker = {booth.cooperative_id: booth.id for booth in ordered}

    def of_booth(self, booth_id: int | None) -> Key:
        """Return where a page or a sign belongs; those without a booth to the showcase itself."""
        if booth_id is None or booth_id not in self._booths:
            return ITSELF
        return booth_id, self._booths[booth_id].cooperative_id

    def of_maker(self, cooperative_id: int, booth_id: int | None = None) -> Key:
        """Return where a cooperative's sale or lead belongs.

        To the booth where it was made while that is the cooperative's, else to the one it has;
        without any to the cooperative alone.
        """
        booth = self._booths.get(booth_id) if booth_id is not None else None
        if booth is not None and booth.cooperative_id == cooperative_id:
            return booth.id, cooperative_id
        return self._of_maker.get(cooperative_id), cooperative_id

    def ordered(self, keys: Iterable[Key]) -> list[tuple[Key, Stand]]:
        """Return keys with what they stand for, booths by number first, the showcase last."""
        wanted = set(keys)
        found: list[tuple[Key, Stand]] = [
            ((booth.id, booth.cooperative_id), Stand(booth, booth.cooperative))
            for booth in sorted(self._booths.values(), key=lambda b: (b.sort_key, b.id))
            if (booth.id, booth.cooperative_id) in wanted
        ]
        gone = {maker for booth, maker in wanted if booth is None and maker is not None}
        found += [((None, maker.id), Stand(None, maker)) for maker in _makers(gone)]
        return found + [(ITSELF, Stand())] * (ITSELF in wanted)

    def held(self) -> set[Key]:
        """Return the booths that somebody holds."""
        held = (self.of_booth(booth.id) for booth in self._booths.values())
        return {key for key in held if key[1] is not None}


def stands_of(showcase: Showcase, maker: Cooperative | None = None) -> Stands:
    """Return the booths of a showcase, or those that one cooperative holds there."""
    wanted = (
        select(Booth).where(Booth.showcase_id == showcase.id).options(joinedload(Booth.cooperative))
    )
    if maker is not None:
        wanted = wanted.where(Booth.cooperative_id == maker.id)
    return Stands(db.session.scalars(wanted).all())


def _makers(ids: set[int]) -> list[Cooperative]:
    if not ids:
        return []
    found = select(Cooperative).where(Cooperative.id.in_(ids)).order_by(Cooperative.id)
    return list(db.session.scalars(found))
