"""Looking up stories: one, all of them, today's few, and those told nearby."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from itertools import groupby

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from storefront.catalogue.conditions import Standing
from storefront.catalogue.models import Certificate, Product
from storefront.catalogue.product_page import certificate_now
from storefront.cooperatives.models import Cooperative, District, StoryBlock
from storefront.cooperatives.queries import find_maker
from storefront.database import db

SMALLEST_STORY = 200

Rating = tuple[Product, Certificate | None]


def told() -> ColumnElement[bool]:
    """Return the condition that a maker has more to tell than its page says in a line."""
    blocks = select(StoryBlock.id).where(StoryBlock.cooperative_id == Cooperative.id)
    return or_(func.length(Cooperative.story_vi) >= SMALLEST_STORY, blocks.exists())


def has_story(maker: Cooperative) -> bool:
    """Tell whether a maker has a story page; most are known to without asking the database."""
    return len(maker.story_vi) >= SMALLEST_STORY or bool(maker.story_blocks)


def find_story(slug: str) -> Cooperative | None:
    """Return a maker who has a story, with its district and commune."""
    maker = find_maker(slug)
    return maker if maker and has_story(maker) else None


def stories_by_district() -> list[tuple[District, list[Cooperative]]]:
    """Return the open makers who have a story, both in the alphabet's order."""
    makers = db.session.scalars(
        select(Cooperative)
        .join(Cooperative.district)
        .where(Cooperative.status == "open", told())
        .order_by(District.sort_key, District.id, Cooperative.sort_key, Cooperative.id)
        .options(contains_eager(Cooperative.district))
    )
    return [(found, list(run)) for found, run in groupby(makers, key=lambda m: m.district)]


def stories_of_the_day(day: date, limit: int) -> Sequence[Cooperative]:
    """Return makers who have a story; others every day, so that all get their turn."""
    with_story = db.session.scalars(
        select(Cooperative.id).where(Cooperative.status == "open", told())
    )
    # A fixed shuffle, through which the days walk: neighbours are of different kinds and places.
    shelf = sorted(with_story, key=lambda maker_id: sha256(b"%d" % maker_id).digest())
    start = day.toordinal() * limit % len(shelf) if shelf else 0
    turn = [*shelf[start:], *shelf[:start]][:limit]
    makers = db.session.scalars(
        select(Cooperative)
        .where(Cooperative.id.in_(turn))
        .options(joinedload(Cooperative.district))
    )
    return sorted(makers, key=lambda maker: turn.index(maker.id))


def stories_nearby(maker: Cooperative, limit: int) -> Sequence[Cooperative]:
    """Return who else tells one: those after this maker in its district, then its neighbours'."""
    around = [maker.district.slug, *maker.district.neighbours.split()]
    return db.session.scalars(
        select(Cooperative)
        .join(Cooperative.district)
        .where(
            Cooperative.status == "open",
            Cooperative.id != maker.id,
            District.slug.in_(around),
            told(),
        )
        .order_by(
            District.id != maker.district_id,
            Cooperative.sort_key < maker.sort_key,
            Cooperative.sort_key,
            Cooperative.id,
        )
        .options(contains_eager(Cooperative.district))
        .limit(limit)
    ).all()


def ratings_of(maker: Cooperative, standing: Standing) -> list[Rating]:
    """Return a maker's goods that are or were rated, each with the certificate that holds now."""
    goods = db.session.scalars(
        select(Product)
        .where(Product.cooperative_id == maker.id, Product.status == "published")
        .order_by(Product.sort_key_vi, Product.id)
        .options(selectinload(Product.certificates))
    )
    rated = [(product, certificate_now(product, standing)) for product in goods]
    return [(product, held) for product, held in rated if held or product.last_stars]
