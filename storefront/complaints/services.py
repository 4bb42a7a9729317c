"""Receiving a complaint and giving it a number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from storefront import clock
from storefront.complaints.models import Complaint
from storefront.database import db
from storefront.ordering.codes import PREFIX, new_code, normalise_code
from storefront.ordering.models import Order
from storefront.ordering.retention import KEEP_BUYERS

# Law 19/2023/QH15 on consumers' rights gives a seller seven working days to take up a complaint.
READ_DAYS = 1
ANSWER_DAYS = 7
NUMBER_PREFIX = "KN"  # khiếu nại
SAME_WITHIN = timedelta(minutes=30)


class UnknownOrder(ValueError):
    """Say that no order has the code that was typed."""


@dataclass(frozen=True, slots=True)
class Grievance:
    """Hold what somebody tells; the phone number as E.164, the order code as it was typed."""

    full_name: str
    phone: str
    text: str
    language: str
    email: str = ""
    order_code: str = ""


def receive_complaint(told: Grievance, now: datetime | None = None) -> Complaint:
    """Store a complaint under a fresh number; the same one told again is the first one.

    Raises UnknownOrder when an order code is given that no order has.
    """
    order = _order(told.order_code) if told.order_code else None
    now = now or clock.now()
    known = _told_before(told, order, now - SAME_WITHIN)
    if known is not None:
        return known
    complaint = Complaint(
        number=_new_number(),
        order=order,
        full_name=told.full_name,
        phone=told.phone,
        email=told.email,
        text=told.text,
        language=told.language,
        received_at=now,
    )
    db.session.add(complaint)
    db.session.flush()
    return complaint


def forget_complainants(now: datetime) -> int:
    """Blank who complained and what they wrote after as long as an order is kept."""
    blanked = db.session.scalars(
        update(Complaint)
        .where(Complaint.received_at < now - KEEP_BUYERS, Complaint.phone != "")
        .values(full_name="", phone="", email="", text="")
        .returning(Complaint.id)
        .execution_options(synchronize_session=False)
    )
    return len(blanked.all())


def find_complaint(number: str) -> Complaint | None:
    """Return the complaint with a number, however it was typed."""
    typed = number.strip().upper()
    if not typed.startswith(NUMBER_PREFIX):
        return None
    code = normalise_code(PREFIX + typed.removeprefix(NUMBER_PREFIX))
    if code is None:
        return None
    wanted = NUMBER_PREFIX + code.removeprefix(PREFIX)
    return db.session.scalar(select(Complaint).where(Complaint.number == wanted))


def _order(typed: str) -> Order:
    code = normalise_code(typed)
    order = db.session.scalar(select(Order).where(Order.code == code)) if code else None
    if order is None:
        raise UnknownOrder(typed)
    return order


def _told_before(told: Grievance, order: Order | None, since: datetime) -> Complaint | None:
    return db.session.scalar(
        select(Complaint)
        .where(
            Complaint.phone == told.phone,
            Complaint.text == told.text,
            Complaint.order_id == (order.id if order else None),
            Complaint.received_at >= since,
        )
        .order_by(Complaint.id)
    )


def _new_number() -> str:
    return NUMBER_PREFIX + new_code().removeprefix(PREFIX)
