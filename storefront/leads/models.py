"""Trade leads with their notes, and the times at which booths can be met."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.accounts.models import User
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.showcase.models import Booth, Showcase

NEW, TALKED, SAMPLE, CONTRACT, CLOSED = "new", "talked", "sample", "contract", "closed"
STATES = (NEW, TALKED, SAMPLE, CONTRACT, CLOSED)


def new_secret() -> str:
    """Return the secret part of a booking's address."""
    return secrets.token_urlsafe(24)


class Lead(Model):
    """Hold what a business asked of a cooperative, and how far it has come.

    `sent_key` makes the same form sent twice one lead. `monthly` and `begins` stand as they were
    typed. With `forgotten_at` who it was and what was written is gone; the rest is for counting.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('new', 'talked', 'sample', 'contract', 'closed')", name="state_known"
        ),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed_known"),
        CheckConstraint("booth_id IS NULL OR showcase_id IS NOT NULL", name="booth_at_a_showcase"),
        Index("ix_lead_shop", "cooperative_id", "state"),
        Index("ix_lead_showcase", "showcase_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sent_key: Mapped[str] = mapped_column(unique=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    showcase_id: Mapped[int | None] = mapped_column(ForeignKey("showcase.id"))
    booth_id: Mapped[int | None] = mapped_column(ForeignKey("booth.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    source: Mapped[str] = mapped_column(default="")
    firm: Mapped[str]
    tax_code: Mapped[str] = mapped_column(default="")
    contact: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    wanted: Mapped[str] = mapped_column(default="")
    monthly: Mapped[str] = mapped_column(default="")
    begins: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    consent_version: Mapped[str]
    state: Mapped[str] = mapped_column(default=NEW)
    remind_on: Mapped[date | None]
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    touched_at: Mapped[datetime] = mapped_column(default=clock.now)
    closed_at: Mapped[datetime | None]
    forgotten_at: Mapped[datetime | None]

    cooperative: Mapped[Cooperative] = relationship()
    showcase: Mapped[Showcase | None] = relationship()
    booth: Mapped[Booth | None] = relationship()
    product: Mapped[Product | None] = relationship()
    notes: Mapped[list[LeadNote]] = relationship(
        back_populates="lead", order_by="LeadNote.id.desc()", cascade="all, delete-orphan"
    )
    booking: Mapped[MeetingBooking | None] = relationship(back_populates="lead")

    @property
    def reference(self) -> str:
        """Return what the lead is called where nobody's name may stand."""
        return f"DN{self.id}"  # doanh nghiệp


class LeadNote(Model):
    """Hold what a member or the organiser noted of a lead; the name stands as it was then."""

    id: Mapped[int] = mapped_column(primary_key=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    actor: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)

    lead: Mapped[Lead] = relationship(back_populates="notes")
    user: Mapped[User] = relationship()


class MeetingSlot(Model):
    """Hold a time at which a business can meet a cooperative at its booth.

    It is the cooperative's, not the booth's: who takes the booth over begins without any.
    """

    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="times_in_order"),
        Index(
            "uq_meeting_slot_start",
            "booth_id",
            "cooperative_id",
            "starts_at",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"))
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    booth: Mapped[Booth] = relationship()
    cooperative: Mapped[Cooperative] = relationship()
    bookings: Mapped[list[MeetingBooking]] = relationship(
        back_populates="slot", order_by="MeetingBooking.id"
    )

    @property
    def booking(self) -> MeetingBooking | None:
        """Return the booking that stands."""
        return next((each for each in self.bookings if each.cancelled_at is None), None)


class MeetingBooking(Model):
    """Hold a slot that a business took; `secret` is the address by which it is seen and given up.

    Only one booking of a slot can stand at a time, whoever comes first.
    """

    __table_args__ = (
        CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by = '')"
            " AND cancelled_by IN ('', 'business', 'maker', 'organiser')",
            name="cancelled_by_somebody",
        ),
        Index(
            "uq_meeting_booking_open",
            "slot_id",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("meeting_slot.id"), index=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"), unique=True)
    secret: Mapped[str] = mapped_column(unique=True, default=new_secret)
    booked_at: Mapped[datetime] = mapped_column(default=clock.now)
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str] = mapped_column(default="")

    slot: Mapped[MeetingSlot] = relationship(back_populates="bookings")
    lead: Mapped[Lead] = relationship(back_populates="booking")
