"""Vouchers: found as they are typed, judged, taken and given back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.i18n.bilingual import Bilingual
from storefront.promotions.models import Voucher, VoucherUse, window_of
from storefront.promotions.services import EARLY, HOLDS, OVER, live_booths, standing_at
from storefront.showcase.models import Booth, Showcase
from storefront.showcase.queries import seen_by_visitors
from storefront.text import clean_line, fold

LONGEST_CODE = 24
_NOT_IN_A_KEY = re.compile(r"[^A-Z0-9]+")


@dataclass(frozen=True, slots=True)
class VoucherOffer:
    """Hold a voucher as it stands at a moment; amounts in đồng, `left` None without a limit."""

    voucher_id: int
    code: str
    cooperative_id: int
    title: Bilingual
    kind: str
    value: int
    min_goods_vnd: int
    left: int | None
    starts_at: datetime
    ends_at: datetime
    standing: str


@dataclass(frozen=True, slots=True)
class TakenVoucher:
    """Hold that an order wants to use a voucher of these terms once."""

    voucher_id: int
    kind: str
    value: int
    order_id: int


def voucher_key(text: str | None) -> str:
    """Return a code as it is compared: without case, blanks, signs and accents."""
    return _NOT_IN_A_KEY.sub("", fold(clean_line(text or "")).upper())[:LONGEST_CODE]


def find_vouchers(text: str | None, now: datetime | None = None) -> list[VoucherOffer]:
    """Return the vouchers of all makers that a typed code may mean, those that hold first.

    What hangs at a showcase that visitors may not see yet is known to nobody.
    """
    key = voucher_key(text)
    if not key:
        return []
    offers = _offers((Voucher.key == key) & seen_by_visitors(), now)
    rank = {HOLDS: 0, EARLY: 1, OVER: 3}
    return sorted(offers, key=lambda offer: (rank.get(offer.standing, 2), -offer.voucher_id))


def voucher_offers(
    voucher_ids: Collection[int], now: datetime | None = None
) -> dict[int, VoucherOffer]:
    """Return vouchers by their ids, as they stand at a moment; over, once their maker has left."""
    if not voucher_ids:
        return {}
    return {offer.voucher_id: offer for offer in _offers(Voucher.id.in_(voucher_ids), now)}


def makers_of(offers: Iterable[VoucherOffer]) -> list[Cooperative]:
    """Return the makers whose vouchers these are."""
    ids = {offer.cooperative_id for offer in offers}
    return list(db.session.scalars(select(Cooperative).where(Cooperative.id.in_(ids))))


def take_vouchers(wanted: Iterable[TakenVoucher], now: datetime | None = None) -> set[int]:
    """Use vouchers, and return those that have changed, ended or run out meanwhile.

    After an answer that is not empty the caller must roll back.
    """
    missing: set[int] = set()
    for use in sorted(wanted, key=lambda use: use.voucher_id):
        if not _counted(use):
            missing.add(use.voucher_id)
            continue
        moment = now or clock.now()
        db.session.add(
            VoucherUse(voucher_id=use.voucher_id, order_id=use.order_id, taken_at=moment)
        )
    db.session.flush()
    return missing


def give_voucher_back(order_id: int, now: datetime | None = None) -> None:
    """Give back the voucher that an order used, if it did; once only."""
    voucher_id = db.session.scalar(
        update(VoucherUse)
        .where(VoucherUse.order_id == order_id, VoucherUse.given_back_at.is_(None))
        .values(given_back_at=now or clock.now())
        .returning(VoucherUse.voucher_id)
        .execution_options(synchronize_session=False)
    )
    if voucher_id is not None:
        db.session.execute(
            update(Voucher)
            .where(Voucher.id == voucher_id)
            .values(used=Voucher.used - 1)
            .execution_options(synchronize_session=False)
        )


def _offers(condition: ColumnElement[bool], now: datetime | None) -> Iterable[VoucherOffer]:
    moment = now or clock.now()
    stands = live_booths() & (Booth.cooperative_id == Voucher.cooperative_id)
    rows = db.session.execute(
        select(Voucher, func.coalesce(stands, False).label("live"))
        .join(Voucher.booth)
        .join(Booth.showcase)
        .where(condition)
        .options(joinedload(Voucher.booth).joinedload(Booth.showcase).selectinload(Showcase.days))
        .execution_options(populate_existing=True)
    )
    offers = (_offer(voucher, moment, live=bool(live)) for voucher, live in rows)
    return [offer for offer in offers if offer is not None]


def _offer(voucher: Voucher, moment: datetime, *, live: bool) -> VoucherOffer | None:
    showcase = voucher.booth.showcase
    window = window_of(showcase, voucher.starts_at, voucher.ends_at)
    if window is None:
        return None
    starts, ends = window
    ends = min(ends, voucher.ended_at or ends)
    left = None if voucher.use_limit is None else voucher.use_limit - voucher.used
    return VoucherOffer(
        voucher_id=voucher.id,
        code=voucher.code,
        cooperative_id=voucher.cooperative_id,
        title=showcase.title,
        kind=voucher.kind,
        value=voucher.value,
        min_goods_vnd=voucher.min_goods_vnd,
        left=left,
        starts_at=starts,
        ends_at=ends,
        standing=standing_at(moment, starts, ends, left) if live else OVER,
    )


def _counted(use: TakenVoucher) -> bool:
    """Count one use of a voucher that still gives what was promised."""
    taken = (
        update(Voucher)
        .where(
            Voucher.id == use.voucher_id,
            Voucher.kind == use.kind,
            Voucher.value == use.value,
            Voucher.ended_at.is_(None),
            or_(Voucher.use_limit.is_(None), Voucher.used < Voucher.use_limit),
        )
        .values(used=Voucher.used + 1)
        .returning(Voucher.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(taken) is not None
