"""Finding showcases and booths, by those who may see them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import joinedload, selectinload

from storefront.accounts.models import User
from storefront.catalogue.conditions import offered
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.showcase.models import (
    ACCEPTED,
    DECLINED,
    DRAFT,
    INVITED,
    LEFT,
    Booth,
    BoothProduct,
    Showcase,
)
from storefront.slugs import is_slug


def seen_by_visitors() -> ColumnElement[bool]:
    """Return the condition that visitors may see a showcase; samples in demo mode only."""
    return and_(Showcase.state != DRAFT, no_stray_sample())


def no_stray_sample() -> ColumnElement[bool]:
    """Return the condition that a showcase is none of a demonstration that is over."""
    return true() if in_demo_mode() else Showcase.is_sample.is_(False)


def public_showcases() -> Sequence[Showcase]:
    """Return what visitors may see, the one that ends last first; samples in demo mode only."""
    found = db.session.scalars(
        select(Showcase).where(seen_by_visitors()).options(selectinload(Showcase.days))
    ).all()
    return sorted(
        (showcase for showcase in found if showcase.days),
        key=lambda showcase: showcase.days[-1].closes_at,
        reverse=True,
    )


def public_showcase(slug: str) -> Showcase | None:
    """Return a showcase that visitors may see, with all that its page shows."""
    if not is_slug(slug):
        return None
    return db.session.scalar(
        select(Showcase)
        .where(Showcase.slug == slug, seen_by_visitors())
        .options(
            joinedload(Showcase.picture),
            selectinload(Showcase.days),
            selectinload(Showcase.partners),
            selectinload(Showcase.sessions),
            selectinload(Showcase.marks),
            selectinload(Showcase.booths)
            .joinedload(Booth.cooperative)
            .joinedload(Cooperative.district),
        )
    )


def booth_at(showcase: Showcase, slug: str) -> Booth | None:
    """Return a booth of a showcase loaded for its page, by its slug."""
    return next((booth for booth in showcase.booths if booth.slug == slug), None)


def goods_of_booths(showcase: Showcase, booth: Booth | None = None) -> dict[int, list[int]]:
    """Return, by booth, the ids of the goods that can be shown there, in the maker's order.

    What has left the shop, or whose maker has closed, is left out.
    """
    wanted = (
        select(BoothProduct.booth_id, BoothProduct.product_id)
        .join(BoothProduct.booth)
        .join(BoothProduct.product)
        .join(Cooperative, Cooperative.id == Product.cooperative_id)
        .where(Booth.showcase_id == showcase.id, Booth.state == ACCEPTED, offered())
        .order_by(BoothProduct.position, BoothProduct.id)
    )
    if booth is not None:
        wanted = wanted.where(Booth.id == booth.id)
    found: dict[int, list[int]] = {}
    for booth_id, product_id in db.session.execute(wanted):
        found.setdefault(booth_id, []).append(product_id)
    return found


def own_showcases(organiser: User) -> Sequence[Showcase]:
    """Return an organiser's showcases, the newest first."""
    return db.session.scalars(
        select(Showcase)
        .where(Showcase.organiser_id == organiser.id)
        .order_by(Showcase.id.desc())
        .options(selectinload(Showcase.days))
    ).all()


def own_showcase(organiser: User, showcase_id: int) -> Showcase | None:
    """Return a showcase if it is this organiser's."""
    return db.session.scalar(
        select(Showcase).where(Showcase.id == showcase_id, Showcase.organiser_id == organiser.id)
    )


def booths_of(shop: Cooperative) -> Sequence[Booth]:
    """Return the booths that a cooperative is invited to or stands at, the newest first."""
    return db.session.scalars(
        select(Booth)
        .join(Booth.showcase)
        .where(
            Booth.cooperative_id == shop.id, Booth.state.in_((INVITED, ACCEPTED)), no_stray_sample()
        )
        .order_by(Booth.id.desc())
        .options(joinedload(Booth.showcase).selectinload(Showcase.days))
    ).all()


def given_up_by(shop: Cooperative) -> Sequence[Booth]:
    """Return the booths that a cooperative declined or left, the newest first."""
    return db.session.scalars(
        select(Booth)
        .join(Booth.showcase)
        .where(
            Booth.cooperative_id == shop.id, Booth.state.in_((DECLINED, LEFT)), no_stray_sample()
        )
        .order_by(Booth.id.desc())
        .options(joinedload(Booth.showcase).selectinload(Showcase.days))
    ).all()


def own_booth(shop: Cooperative, booth_id: int) -> Booth | None:
    """Return a booth if it is this cooperative's, whatever became of it."""
    return db.session.scalar(
        select(Booth).where(Booth.id == booth_id, Booth.cooperative_id == shop.id)
    )
