"""Taking what a business asks, and finding out from where it came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.activity.services import note
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.leads.models import Lead
from storefront.showcase.models import ACCEPTED, LEFT, Booth, Showcase
from storefront.showcase.queries import seen_by_visitors
from storefront.showcase.signs import find_code

CONSENT_VERSION = "2026-11"  # to be raised with every change of what the box says


@dataclass(frozen=True, slots=True)
class Whence:
    """Hold from where a business came: a booth at a showcase, and the code of the sign."""

    booth: Booth | None = None
    source: str = ""

    @property
    def showcase(self) -> Showcase | None:
        """Return the showcase, whose organiser reads the lead too."""
        return self.booth.showcase if self.booth else None


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold what was typed; the phone number as E.164, `key` is the form's own."""

    key: str
    firm: str
    contact: str
    phone: str
    language: str
    email: str = ""
    tax_code: str = ""
    product_id: int | None = None
    wanted: str = ""
    monthly: str = ""
    begins: str = ""
    words: str = ""

    def sent_key(self, *about: object) -> str:
        """Return a key that only the same form with the same words has."""
        return sha256(repr((astuple(self), about)).encode()).hexdigest()


def whence(maker: Cooperative, *, at: str = "", showcase: str = "") -> Whence:
    """Return from where a visitor came, by a sign's code or else by a showcase's slug.

    What leads to no booth of this maker says nothing; one that the maker has left still does.
    """
    code = find_code(at)
    if code is not None:
        booth = _booth(maker, Showcase.id == code.showcase_id)
        if booth is not None:
            return Whence(booth, code.code)
    return Whence(_booth(maker, Showcase.slug == showcase)) if showcase else Whence()


def goods_to_ask_for(maker: Cooperative) -> Sequence[Product]:
    """Return the goods that a business can choose from."""
    return db.session.scalars(
        select(Product)
        .where(Product.cooperative_id == maker.id, Product.status == "published")
        .order_by(Product.sort_key_vi, Product.id)
    ).all()


def receive_lead(
    maker: Cooperative, asked: Asked, came: Whence, now: datetime | None = None
) -> tuple[Lead, bool]:
    """Store what a business asks; return the lead and whether it is new.

    The same form sent twice, even at the same moment, is one lead.
    """
    key = asked.sent_key(maker.id, came.booth.id if came.booth else None)
    known = lead_sent(key)
    if known is not None:
        return known, False
    try:
        with db.session.begin_nested():
            lead = new_lead(key, maker, asked, came, now or clock.now())
    except IntegrityError:  # the second tap of the same thumb was quicker
        return db.session.scalars(select(Lead).where(Lead.sent_key == key)).one(), False
    note(maker, None, "lead.received", lead, lead.reference)
    return lead, True


def lead_sent(key: str) -> Lead | None:
    """Return the lead that a form has made before."""
    return db.session.scalar(select(Lead).where(Lead.sent_key == key))


def new_lead(key: str, maker: Cooperative, asked: Asked, came: Whence, now: datetime) -> Lead:
    """Add a lead that nobody has read yet."""
    lead = Lead(
        sent_key=key,
        cooperative=maker,
        showcase=came.showcase,
        booth=came.booth,
        product_id=asked.product_id,
        source=came.source,
        firm=asked.firm,
        tax_code=asked.tax_code,
        contact=asked.contact,
        phone=asked.phone,
        email=asked.email,
        wanted=asked.wanted,
        monthly=asked.monthly,
        begins=asked.begins,
        words=asked.words,
        language=asked.language,
        consent_version=CONSENT_VERSION,
        received_at=now,
        touched_at=now,
    )
    db.session.add(lead)
    db.session.flush()
    return lead


def _booth(maker: Cooperative, at: ColumnElement[bool]) -> Booth | None:
    found = db.session.scalars(
        select(Booth)
        .join(Booth.showcase)
        .where(
            at, Booth.cooperative_id == maker.id, Booth.state.in_((ACCEPTED, LEFT)),
            seen_by_visitors(),
        )
        .order_by(Booth.state, Booth.id)  # "accepted" comes before "left"
    )  # fmt: skip
    return found.first()
