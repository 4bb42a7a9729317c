"""Where money goes and what came in; the shop itself holds none."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.accounts.models import User
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.ordering.models import Order

TRANSACTION_STATES = ("unmatched", "matched", "duplicate", "short", "over", "late", "ignored")
OPEN_CHANGES = ("asked", "approved")

_IS_OPEN = text("state IN ('asked', 'approved')")


class BankAccount(Model):
    """Hold the account a maker is paid into, its bank named by BIN."""

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"), unique=True)
    bank_bin: Mapped[str]
    number: Mapped[str] = mapped_column(index=True)
    holder: Mapped[str]
    is_sample: Mapped[bool] = mapped_column(default=False)
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    cooperative: Mapped[Cooperative] = relationship()


class AccountChange(Model):
    """Hold another account that a maker wants to be paid into, from the wish to its end.

    Until `effective_at` has come and the change is done, the old account stays the live one. A
    maker has at most one change that is asked for or approved.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('asked', 'approved', 'stopped', 'done', 'refused')", name="state_known"
        ),
        CheckConstraint(
            "(state NOT IN ('approved', 'done') OR approved_at IS NOT NULL)"
            " AND (approved_at IS NULL) = (effective_at IS NULL)",
            name="approved_before_done",
        ),
        CheckConstraint("approved_by_id <> asked_by_id", name="two_people"),
        CheckConstraint(
            "(state IN ('stopped', 'done', 'refused')) = (ended_at IS NOT NULL)", name="end_known"
        ),
        Index(
            "uq_account_change_open",
            "cooperative_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("ix_account_change_shop", "cooperative_id", "id"),
        Index("ix_account_change_due", "state", "effective_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    bank_bin: Mapped[str]
    number: Mapped[str]
    holder: Mapped[str]
    state: Mapped[str] = mapped_column(default="asked")
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_at: Mapped[datetime | None]
    effective_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    cooperative: Mapped[Cooperative] = relationship()
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    approved_by: Mapped[User | None] = relationship(foreign_keys=[approved_by_id])
    ended_by: Mapped[User | None] = relationship(foreign_keys=[ended_by_id])

    @property
    def is_open(self) -> bool:
        """Tell whether it may still come to pass."""
        return self.state in OPEN_CHANGES


class BankTransaction(Model):
    """Hold one line of a bank statement, unique by its checksum.

    The payer's words and name are sensitive and may be blanked once matched; the checksum
    stays.
    """

    __table_args__ = (
        CheckConstraint(
            "state IN ('unmatched', 'matched', 'duplicate', 'short', 'over', 'late', 'ignored')",
            name="state_known",
        ),
        Index("ix_bank_transaction_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    checksum: Mapped[str] = mapped_column(unique=True)
    account_number: Mapped[str] = mapped_column(index=True)
    amount_vnd: Mapped[int]
    booked_on: Mapped[date]
    reference: Mapped[str] = mapped_column(default="")
    memo: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="unmatched")
    order_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), index=True)
    imported_at: Mapped[datetime] = mapped_column(default=clock.now)

    order: Mapped[Order | None] = relationship()


class Payment(Model):
    """Record money received (or, negative, given back) for one order, in đồng."""

    __table_args__ = (CheckConstraint("amount_vnd <> 0", name="amount_not_zero"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    amount_vnd: Mapped[int]
    method: Mapped[str]
    bank_transaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("bank_transaction.id"), unique=True
    )
    actor: Mapped[str]
    received_at: Mapped[datetime] = mapped_column(default=clock.now)

    order: Mapped[Order] = relationship()
    bank_transaction: Mapped[BankTransaction | None] = relationship()
