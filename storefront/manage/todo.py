"""What a shop has to do now: one short list for each kind of thing, in one query each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from storefront import clock
from storefront.catalogue.english import english_is_missing
from storefront.catalogue.models import Certificate, Product, Variant
from storefront.cooperatives.models import Cooperative, StoryBlock
from storefront.database import db
from storefront.handling.inbox import tab_named
from storefront.handling.transfers import waiting_transfers
from storefront.leads.models import Lead
from storefront.leads.queries import leads_of_shop, waiting
from storefront.market.services import in_demo_mode
from storefront.ordering.models import Order
from storefront.payments.models import BankTransaction, Payment
from storefront.showcase.models import ARCHIVED, INVITED, Booth, Showcase, ShowcaseDay
from storefront.showcase.queries import no_stray_sample
from storefront.stock.models import StockRecord

SHOWN = 4  # of each kind; the rest is a tap away
FEW_PACKS = 3
CERTIFICATE_DAYS = 90

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Short(Generic[Thing]):
    """Hold the first things of a list, and how many there are in all."""

    first: Sequence[Thing]
    count: int


@dataclass(frozen=True, slots=True)
class Todo:
    """Hold all that waits; a list with nothing in it is falsy by its count."""

    call: Short[Order]
    pack: Short[Order]
    hand_over: Short[Order]
    settle: Short[Order]
    paid: Short[Payment]
    transfers: Short[BankTransaction]
    scarce: Short[StockRecord]
    untranslated: Short[Product]
    page_lacks_english: bool
    certificates: Short[Certificate]
    invitations: Short[Booth]
    leads: Short[Lead]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing waits; money that came is news, and no work."""
        waiting = (
            self.call, self.pack, self.hand_over, self.settle, self.transfers, self.scarce,
            self.untranslated, self.certificates, self.invitations, self.leads,
        )  # fmt: skip
        return not (self.page_lacks_english or any(short.count for short in waiting))


def todo_of(shop: Cooperative, now: datetime | None = None) -> Todo:
    """Return what a shop has to do now, in a number of queries that does not grow."""
    moment = now or clock.now()
    return Todo(
        call=_orders(shop, "confirm"),
        pack=_orders(shop, "pack"),
        hand_over=_orders(shop, "hand_over"),
        settle=_orders(shop, "settle"),
        paid=_paid(shop, moment),
        transfers=_short(waiting_transfers(shop)),
        scarce=_scarce(shop),
        untranslated=_untranslated(shop),
        page_lacks_english=_page_lacks_english(shop),
        certificates=_certificates(shop, moment),
        invitations=_invitations(shop, moment),
        leads=_short(waiting(leads_of_shop(shop), moment.astimezone(clock.MARKET_ZONE).date())),
    )


def _orders(shop: Cooperative, name: str) -> Short[Order]:
    tab = tab_named(name)
    return _short(
        select(Order)
        .join(Order.purchase)
        .where(Order.cooperative_id == shop.id, tab.condition)
        .options(contains_eager(Order.purchase))
        .order_by(tab.order, Order.id)
    )


def _paid(shop: Cooperative, now: datetime) -> Short[Payment]:
    """Return the money that came since yesterday began, the newest first."""
    today = now.astimezone(clock.MARKET_ZONE).date()
    yesterday = datetime.combine(today - timedelta(days=1), time(), tzinfo=clock.MARKET_ZONE)
    return _short(
        select(Payment)
        .join(Payment.order)
        .where(
            Order.cooperative_id == shop.id,
            Payment.amount_vnd > 0,
            Payment.received_at >= yesterday,
        )
        .options(contains_eager(Payment.order).joinedload(Order.purchase))
        .order_by(Payment.received_at.desc(), Payment.id.desc())
    )


def _scarce(shop: Cooperative) -> Short[StockRecord]:
    """Return the pack sizes on sale of which few or none can be sold, the scarcest first."""
    left = StockRecord.on_hand - StockRecord.reserved
    few: ColumnElement[bool] = left <= FEW_PACKS
    if not in_demo_mode():
        few = or_(few, StockRecord.is_sample)
    return _short(
        select(StockRecord)
        .join(StockRecord.variant)
        .join(Variant.product)
        .where(*_on_sale(shop), Variant.is_active, Variant.price_vnd.is_not(None), few)
        .options(contains_eager(StockRecord.variant).contains_eager(Variant.product))
        .order_by(left, StockRecord.variant_id)
    )


def _untranslated(shop: Cooperative) -> Short[Product]:
    wanted = select(Product).where(*_on_sale(shop), english_is_missing())
    return _short(wanted.order_by(Product.sort_key_vi))


def _page_lacks_english(shop: Cooperative) -> bool:
    pairs = (
        (shop.name_vi, shop.name_en),
        (shop.summary_vi, shop.summary_en),
        (shop.story_vi, shop.story_en),
    )
    if any(vietnamese and not english for vietnamese, english in pairs):
        return True
    block = select(StoryBlock.id).where(
        StoryBlock.cooperative_id == shop.id, StoryBlock.body_vi != "", StoryBlock.body_en == ""
    )
    return db.session.scalar(block.limit(1)) is not None


def _certificates(shop: Cooperative, now: datetime) -> Short[Certificate]:
    """Return the certificates that hold today and end within 90 days, the first to end first."""
    today = now.astimezone(clock.MARKET_ZONE).date()
    ending = [
        Certificate.expires_on > today,
        Certificate.expires_on <= today + timedelta(days=CERTIFICATE_DAYS),
    ]
    if not in_demo_mode():
        ending.append(Certificate.is_sample.is_(False))
    return _short(
        select(Certificate)
        .join(Certificate.product)
        .where(*_on_sale(shop), *ending)
        .options(contains_eager(Certificate.product))
        .order_by(Certificate.expires_on, Certificate.id)
    )


def _invitations(shop: Cooperative, now: datetime) -> Short[Booth]:
    """Return the booths to which a shop is invited and has not answered, save for past days."""
    over = (
        select(ShowcaseDay.showcase_id)
        .group_by(ShowcaseDay.showcase_id)
        .having(func.max(ShowcaseDay.closes_at) <= now)
    )
    return _short(
        select(Booth)
        .join(Booth.showcase)
        .where(
            Booth.cooperative_id == shop.id,
            Booth.state == INVITED,
            Showcase.state != ARCHIVED,
            Showcase.id.not_in(over),
            no_stray_sample(),
        )
        .options(contains_eager(Booth.showcase))
        .order_by(Booth.invited_at, Booth.id)
    )


def _on_sale(shop: Cooperative) -> tuple[ColumnElement[bool], ...]:
    return (Product.cooperative_id == shop.id, Product.status == "published")


def _short(wanted: Select[Any]) -> Short[Any]:
    """Read the first things and their number at once."""
    rows = db.session.execute(wanted.add_columns(func.count().over()).limit(SHOWN)).all()
    return Short([row[0] for row in rows], rows[0][1] if rows else 0)
