"""The vouchers of a cooperative's booth: made, looked at, ended early."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.promotions.models import Voucher
from storefront.promotions.vouchers import voucher_key
from storefront.showcase.models import ACCEPTED, Booth
from storefront.showcase.standing import Closed, hold


class CodeTaken(ValueError):
    """Say that the booth has a voucher of this code already."""


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """Hold the terms of a voucher to be made; amounts in đồng."""

    code: str
    kind: str
    value: int
    min_goods_vnd: int = 0
    use_limit: int | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None


def vouchers_of(booth: Booth) -> Sequence[Voucher]:
    """Return the vouchers that whoever holds a booth gave there, the newest first."""
    return db.session.scalars(
        select(Voucher).where(*_of_holder(booth)).order_by(Voucher.id.desc())
    ).all()


def own_voucher(booth: Booth, voucher_id: int) -> Voucher | None:
    """Return a voucher if whoever holds this booth gave it there."""
    return db.session.scalar(select(Voucher).where(Voucher.id == voucher_id, *_of_holder(booth)))


def make_voucher(booth: Booth, shop: Cooperative, user: User, wished: NewVoucher) -> Voucher:
    """Give a voucher at a cooperative's booth. Raises Closed or CodeTaken."""
    hold(booth.showcase, booth)
    if booth.cooperative_id != shop.id or booth.state != ACCEPTED:
        raise Closed
    voucher = Voucher(
        booth_id=booth.id,
        cooperative_id=shop.id,
        code=wished.code,
        key=voucher_key(wished.code),
        kind=wished.kind,
        value=wished.value,
        min_goods_vnd=wished.min_goods_vnd,
        use_limit=wished.use_limit,
        starts_at=wished.starts_at,
        ends_at=wished.ends_at,
    )
    try:
        with db.session.begin_nested():
            db.session.add(voucher)
    except IntegrityError as error:
        raise CodeTaken(wished.code) from error
    note(shop, user, "voucher.made", voucher, voucher.code)
    return voucher


def end_voucher(voucher: Voucher, shop: Cooperative, user: User) -> bool:
    """End a voucher now, and tell whether it had not ended; orders placed with it stand."""
    db.session.refresh(voucher, with_for_update={"of": Voucher})
    if voucher.ended_at is not None:
        return False
    voucher.ended_at = clock.now()
    db.session.flush()
    note(shop, user, "voucher.ended", voucher, voucher.code)
    return True


def _of_holder(booth: Booth) -> tuple[ColumnElement[bool], ...]:
    return Voucher.booth_id == booth.id, Voucher.cooperative_id == booth.cooperative_id
