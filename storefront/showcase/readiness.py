"""What a showcase and each of its booths still lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from storefront.database import db
from storefront.media.models import READY, Picture
from storefront.showcase.booths import PRINTED
from storefront.showcase.models import (
    ACCEPTED,
    DECLINED,
    FREE,
    INVITED,
    LEFT,
    Booth,
    BoothProduct,
    Showcase,
    SignCode,
)
from storefront.showcase.programme import all_doubts

NEEDED = ("place", "days")
"""Without these nothing is published; the rest is told of."""


@dataclass(frozen=True, slots=True)
class BoothStanding:
    """Hold a booth, what it lacks by name, and whether signs of it were printed."""

    booth: Booth
    lacks: Sequence[str]
    has_signs: bool

    @property
    def is_trouble(self) -> bool:
        """Tell whether somebody gave the booth up, which the organiser has to settle."""
        return self.booth.state in (DECLINED, LEFT)


@dataclass(frozen=True, slots=True)
class Readiness:
    """Hold what must be there before publishing, what should be, and how the booths stand."""

    needed: Sequence[str]
    wanted: Sequence[str]
    booths: Sequence[BoothStanding]

    @property
    def trouble(self) -> list[BoothStanding]:
        """Return the booths that were given up."""
        return [standing for standing in self.booths if standing.is_trouble]

    def count(self, state: str) -> int:
        """Return how many booths are in a state."""
        return sum(standing.booth.state == state for standing in self.booths)


def readiness_of(showcase: Showcase) -> Readiness:
    """Return how far a showcase is, in a number of queries that does not grow."""
    booths = booth_standings(showcase)
    return Readiness(
        [name for name in NEEDED if not _has(showcase, name)],
        _wanted(showcase),
        booths,
    )


def booth_standings(showcase: Showcase) -> list[BoothStanding]:
    """Return each booth with what it lacks, in the order of their numbers."""
    booths = db.session.scalars(
        select(Booth)
        .where(Booth.showcase_id == showcase.id)
        .order_by(Booth.sort_key, Booth.id)
        .options(
            joinedload(Booth.cooperative),
            selectinload(Booth.products).joinedload(BoothProduct.product),
        )
    ).all()
    photos = _products_with_photo(booths)
    signs = set(
        db.session.scalars(
            select(SignCode.booth_id).where(
                SignCode.showcase_id == showcase.id, SignCode.sign.in_(PRINTED)
            )
        )
    )
    return [BoothStanding(booth, _lacks(booth, photos), booth.id in signs) for booth in booths]


def _lacks(booth: Booth, photos: set[int]) -> list[str]:
    lacks = []
    if booth.state != ACCEPTED:
        lacks.append({FREE: "maker", INVITED: "answer"}.get(booth.state, booth.state))
    else:
        goods = [chosen.product for chosen in booth.products]
        if not goods:
            lacks.append("goods")
        elif any(product.status != "published" for product in goods):
            lacks.append("hidden")
        if any(product.id not in photos for product in goods):
            lacks.append("photo")
        if not booth.words_vi:
            lacks.append("words")
        if not booth.host:
            lacks.append("host")
        if (booth.words_vi and not booth.words_en) or any(not each.name_en for each in goods):
            lacks.append("english")
    if booth.floor_column is None:
        lacks.append("floor")
    return lacks


def _products_with_photo(booths: Sequence[Booth]) -> set[int]:
    ids = [chosen.product_id for booth in booths for chosen in booth.products]
    found = db.session.scalars(
        select(Picture.product_id).where(Picture.product_id.in_(ids), Picture.state == READY)
    )
    return {product_id for product_id in found if product_id is not None}


def _has(showcase: Showcase, name: str) -> bool:
    return bool(showcase.days) if name == "days" else bool(showcase.place_vi)


def _wanted(showcase: Showcase) -> list[str]:
    """Name what visitors would miss, and what they should not find."""
    pairs = (
        (showcase.title_vi, showcase.title_en),
        (showcase.theme_vi, showcase.theme_en),
        (showcase.words_vi, showcase.words_en),
        (showcase.place_vi, showcase.place_en),
        (showcase.address_vi, showcase.address_en),
    )
    lacking = {
        "theme": not showcase.theme_vi,
        "words": not showcase.words_vi,
        "picture": showcase.picture is None,
        "alt": showcase.picture is not None and not showcase.picture.alt_vi,
        "english": any(vietnamese and not english for vietnamese, english in pairs),
        "address": not showcase.address_vi,
        "partners": not showcase.partners,
        "programme": not showcase.sessions,
        "doubts": bool(all_doubts(showcase)),
        "booths": not showcase.booths,
    }
    return [name for name, is_lacking in lacking.items() if is_lacking]
