"""Accounts of those who sign in; buyers have none."""

from __future__ import annotations

import secrets
from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.cooperatives.models import Cooperative
from storefront.database import Model

ROLES = ("operator", "cooperative", "organiser")
MEMBER_ROLES = ("manager", "member")


class User(Model, UserMixin):
    """Hold one account; `identifier` is an E.164 phone number or an e-mail address.

    A member of a cooperative is its manager, who also invites others, or a plain member;
    `invited_by_id` is who let them in.
    """

    __table_args__ = (
        CheckConstraint("role IN ('operator', 'cooperative', 'organiser')", name="role_known"),
        CheckConstraint(
            "(role = 'cooperative') = (cooperative_id IS NOT NULL)", name="cooperative_role"
        ),
        CheckConstraint(
            "(role = 'cooperative') = (member_role IS NOT NULL)"
            " AND coalesce(member_role, 'member') IN ('manager', 'member')",
            name="member_role_known",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    identifier: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    role: Mapped[str]
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperative.id"), index=True)
    member_role: Mapped[str | None]
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    left_at: Mapped[datetime | None]

    cooperative: Mapped[Cooperative | None] = relationship()

    # The sign-in by which this request came; no column.
    sign_in_key = ""

    @property
    def is_manager(self) -> bool:
        """Tell whether this is one who runs a cooperative's shop and its team."""
        return self.member_role == "manager"

    def get_id(self) -> str:
        """Return what the session remembers: the key of one sign-in, which can be ended alone."""
        return self.sign_in_key


class SignIn(Model):
    """Hold one place where somebody is signed in; without its row the cookie is worth nothing."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(24))
    device: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship()


class AccessLink(Model):
    """Hold a link that lets its bearer choose a password once: an invitation, or a reset.

    Only the hash of its secret is kept, so that nobody who reads the database can use it.
    """

    __table_args__ = (
        CheckConstraint("kind IN ('invitation', 'reset')", name="kind_known"),
        CheckConstraint("(kind = 'reset') = (user_id IS NOT NULL)", name="reset_has_account"),
        CheckConstraint(
            "(kind = 'invitation') = (cooperative_id IS NOT NULL)", name="invitation_has_shop"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    secret_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperative.id"), index=True)
    member_role: Mapped[str | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    issued_by: Mapped[User | None] = relationship(foreign_keys=[issued_by_id])
    cooperative: Mapped[Cooperative | None] = relationship()
