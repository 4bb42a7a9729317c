"""Event prices: which hold now, and the only code that counts their packs.

The rules are those of the stock: a limit is taken by one conditional UPDATE, rows are touched in
the order of their ids, and what is given back is given back once. Whoever also locks a cart or an
order does so before, and touches vouchers and then the stock after.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.catalogue.models import Variant
from storefront.database import db
from storefront.i18n.bilingual import Bilingual
from storefront.market.services import in_demo_mode
from storefront.promotions.models import EventPrice, EventPriceUse, window_of
from storefront.showcase.models import ACCEPTED, DRAFT, Booth, Showcase

# Where an offer stands: it holds, it has not begun, it is over, or all of it is used.
HOLDS, EARLY, OVER, USED_UP = "holds", "early", "over", "used_up"


@dataclass(frozen=True, slots=True)
class EventOffer:
    """Hold the event price of a variant at a showcase; amounts in đồng.

    `left` is how many packs are left at it, None without a limit; `standing` is HOLDS, EARLY,
    OVER or USED_UP. Only while it holds does anybody pay `price_vnd`, else `regular_vnd`.
    """

    event_price_id: int
    variant_id: int
    showcase_id: int
    title: Bilingual
    price_vnd: int
    regular_vnd: int
    left: int | None
    starts_at: datetime
    ends_at: datetime
    standing: str

    def holds_for(self, packs: int) -> bool:
        """Tell whether so many packs can be had at the event price: all of them, or none."""
        return self.standing == HOLDS and (self.left is None or packs <= self.left)


@dataclass(frozen=True, slots=True)
class TakenPrice:
    """Hold packs to be taken at a promised event price, for one line.

    The line is that of an order, or of a quick sale, named by a key that no other line has.
    """

    event_price_id: int
    price_vnd: int
    packs: int
    line_item_id: int | None = None
    sale_key: str | None = None


def event_price_now(
    showcase_id: int, variant_ids: Collection[int], now: datetime | None = None
) -> dict[int, EventOffer]:
    """Return the event prices that hold at a moment, by variant; the rest are sold regularly.

    They hold for whoever comes through this showcase. Alcohol has none (Law 44/2019/QH14), nor
    has a booth whose maker has not accepted or has left.
    """
    offers = event_offers(showcase_id, variant_ids, now)
    return {variant: offer for variant, offer in offers.items() if offer.standing == HOLDS}


def event_offers(
    showcase_id: int, variant_ids: Collection[int], now: datetime | None = None
) -> dict[int, EventOffer]:
    """Return the event prices of a showcase by variant, also those to come and those over."""
    if not variant_ids:
        return {}
    moment, demo = now or clock.now(), in_demo_mode()
    offers = (_offer(price, moment, demo=demo) for price in _prices(showcase_id, variant_ids))
    return {offer.variant_id: offer for offer in offers if offer is not None}


def take(wanted: Iterable[TakenPrice], now: datetime | None = None) -> set[int]:
    """Take packs at event prices, and return the event prices that could not be taken.

    Those have changed, ended or run out meanwhile; the answer is empty when all was taken. After
    an answer that is not empty the caller must roll back.
    """
    missing: set[int] = set()
    for line in sorted(wanted, key=lambda line: line.event_price_id):
        if not _counted(line):
            missing.add(line.event_price_id)
            continue
        db.session.add(
            EventPriceUse(
                event_price_id=line.event_price_id,
                line_item_id=line.line_item_id,
                sale_key=line.sale_key,
                packs=line.packs,
                taken_at=now or clock.now(),
            )
        )
    db.session.flush()
    return missing


def give_back(
    line_item_ids: Collection[int] = (),
    sale_keys: Collection[str] = (),
    now: datetime | None = None,
) -> None:
    """Give back what lines have taken; what was given back already stays so."""
    of_lines = or_(
        EventPriceUse.line_item_id.in_(line_item_ids), EventPriceUse.sale_key.in_(sale_keys)
    )
    uses = db.session.execute(
        update(EventPriceUse)
        .where(of_lines, EventPriceUse.given_back_at.is_(None))
        .values(given_back_at=now or clock.now())
        .returning(EventPriceUse.event_price_id, EventPriceUse.packs)
        .execution_options(synchronize_session=False)
    )
    packs: Counter[int] = Counter()
    for event_price_id, number in uses:
        packs[event_price_id] += number
    for event_price_id in sorted(packs):
        db.session.execute(
            update(EventPrice)
            .where(EventPrice.id == event_price_id)
            .values(used=EventPrice.used - packs[event_price_id])
            .execution_options(synchronize_session=False)
        )


def standing_at(moment: datetime, starts_at: datetime, ends_at: datetime, left: int | None) -> str:
    """Say where an offer stands at a moment."""
    if moment >= ends_at:
        return OVER
    if moment < starts_at:
        return EARLY
    return USED_UP if left is not None and left <= 0 else HOLDS


def live_booths() -> ColumnElement[bool]:
    """Return the condition on booths and showcases that a maker stands there, in public.

    Samples are public in demo mode only.
    """
    live = (Booth.state == ACCEPTED) & (Showcase.state != DRAFT)
    return live if in_demo_mode() else live & Showcase.is_sample.is_(False)


def _prices(showcase_id: int, variant_ids: Collection[int]) -> Iterable[EventPrice]:
    of_booth = joinedload(EventPrice.booth).joinedload(Booth.showcase)
    return db.session.scalars(
        select(EventPrice)
        .join(EventPrice.booth)
        .join(Booth.showcase)
        .where(
            live_booths(),
            Booth.showcase_id == showcase_id,
            EventPrice.variant_id.in_(variant_ids),
        )
        .options(
            of_booth.selectinload(Showcase.days),
            joinedload(EventPrice.variant).joinedload(Variant.product),
        )
        .execution_options(populate_existing=True)
    )


def _offer(price: EventPrice, moment: datetime, *, demo: bool) -> EventOffer | None:
    """Return what an event price offers; nothing where it is none, or none that may be."""
    showcase, variant = price.booth.showcase, price.variant
    regular = variant.price(demo=demo)
    window = window_of(showcase, price.starts_at, price.ends_at)
    its_own = variant.product.cooperative_id == price.booth.cooperative_id
    if window is None or regular is None or price.price_vnd >= regular:
        return None
    if variant.product.is_alcohol or not its_own:
        return None
    starts, ends = window
    ends = min(ends, price.ended_at or ends)
    left = None if price.quantity_limit is None else price.quantity_limit - price.used
    return EventOffer(
        event_price_id=price.id,
        variant_id=variant.id,
        showcase_id=showcase.id,
        title=showcase.title,
        price_vnd=price.price_vnd,
        regular_vnd=regular,
        left=left,
        starts_at=starts,
        ends_at=ends,
        standing=standing_at(moment, starts, ends, left),
    )


def _counted(line: TakenPrice) -> bool:
    """Count packs of an event price that still is the one that was promised."""
    used = EventPrice.used + line.packs
    taken = (
        update(EventPrice)
        .where(
            EventPrice.id == line.event_price_id,
            EventPrice.price_vnd == line.price_vnd,
            EventPrice.ended_at.is_(None),
            or_(EventPrice.quantity_limit.is_(None), used <= EventPrice.quantity_limit),
        )
        .values(used=used)
        .returning(EventPrice.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(taken) is not None
