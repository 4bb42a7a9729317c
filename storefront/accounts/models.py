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


class User(Model, UserMixin):
    """Hold one account; `identifier` is an E.164 phone number or an e-mail address."""

    __table_args__ = (
        CheckConstraint("role IN ('operator', 'cooperative', 'organiser')", name="role_known"),
        CheckConstraint(
            "(role = 'cooperative') = (cooperative_id IS NOT NULL)", name="cooperative_role"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    identifier: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    role: Mapped[str]
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperative.id"))
    session_key: Mapped[str] = mapped_column(unique=True, default=lambda: secrets.token_urlsafe(24))
    is_sample: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    cooperative: Mapped[Cooperative | None] = relationship()

    def get_id(self) -> str:
        """Return what the session remembers: a key that can be changed to end all sessions."""
        return self.session_key
