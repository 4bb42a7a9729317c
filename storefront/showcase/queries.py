"""Finding showcases and booths, by those who may see them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from storefront.accounts.models import User
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.showcase.models import (
    ACCEPTED,
    DRAFT,
    INVITED,
    Booth,
    BoothProduct,
    Showcase,
)


def public_showcases() -> Sequence[Showcase]:
    """Return what visitors may see, the one that ends last first; samples in demo mode only."""
    wanted = select(Showcase).where(Showcase.state != DRAFT).options(selectinload(Showcase.days))
    if not in_demo_mode():
        wanted = wanted.where(Showcase.is_sample.is_(False))
    found = db.session.scalars(wanted).all()
    return sorted(
        (showcase for showcase in found if showcase.days),
        key=lambda showcase: showcase.days[-1].closes_at,
        reverse=True,
    )


def public_showcase(slug: str) -> Showcase | None:
    """Return a showcase that visitors may see, with all that its page shows."""
    found = db.session.scalar(
        select(Showcase)
        .where(Showcase.slug == slug, Showcase.state != DRAFT)
        .options(
            selectinload(Showcase.days),
            selectinload(Showcase.partners),
            selectinload(Showcase.sessions),
            selectinload(Showcase.marks),
            selectinload(Showcase.booths).joinedload(Booth.cooperative),
        )
    )
    return None if found is None or (found.is_sample and not in_demo_mode()) else found


def booth_at(showcase: Showcase, slug: str) -> Booth | None:
    """Return a booth of a showcase with the goods that its maker brings."""
    return db.session.scalar(
        select(Booth)
        .where(Booth.showcase_id == showcase.id, Booth.slug == slug)
        .options(
            joinedload(Booth.cooperative).joinedload(Cooperative.district),
            selectinload(Booth.products)
            .joinedload(BoothProduct.product)
            .selectinload(Product.variants),
        )
    )


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
        .where(Booth.cooperative_id == shop.id, Booth.state.in_((INVITED, ACCEPTED)))
        .order_by(Booth.id.desc())
        .options(joinedload(Booth.showcase).selectinload(Showcase.days))
    ).all()


def own_booth(shop: Cooperative, booth_id: int) -> Booth | None:
    """Return a booth if it is this cooperative's, whatever became of it."""
    return db.session.scalar(
        select(Booth).where(Booth.id == booth_id, Booth.cooperative_id == shop.id)
    )
