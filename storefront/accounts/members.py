"""The members of a cooperative."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storefront import clock
from storefront.accounts.models import User
from storefront.accounts.sign_ins import end_all_sign_ins
from storefront.activity.services import called, note
from storefront.cooperatives.models import Cooperative
from storefront.database import db


class LastManager(Exception):
    """Tell that a cooperative would be left without anybody who runs it."""


def members_of(cooperative: Cooperative) -> Sequence[User]:
    """Return who may work for a cooperative, managers first."""
    return db.session.scalars(
        select(User)
        .where(User.cooperative_id == cooperative.id, User.left_at.is_(None))
        .order_by(User.member_role, User.name, User.id)
    ).all()


def find_member(cooperative: Cooperative, member_id: int) -> User | None:
    """Return a member of this cooperative, and of no other."""
    return db.session.scalar(
        select(User).where(
            User.id == member_id,
            User.cooperative_id == cooperative.id,
            User.left_at.is_(None),
        )
    )


def set_role(member: User, role: str, by: User) -> None:
    """Make somebody manager or member; raise LastManager when nobody would be manager."""
    if role != "manager":
        _keep_a_manager(member)
    if member.member_role != role:
        before = member.member_role
        note(
            member.cooperative,
            by,
            "member.role_changed",
            member,
            called(member),
            before=before,
            after=role,
        )
    member.member_role = role
    db.session.flush()


def dismiss(member: User, by: User) -> None:
    """End somebody's access everywhere; raise LastManager when nobody would be manager."""
    _keep_a_manager(member)
    member.left_at = clock.now()
    end_all_sign_ins(member)
    note(member.cooperative, by, "member.left", member, called(member))
    db.session.flush()


def _keep_a_manager(member: User) -> None:
    """Look at all managers under lock, so that two who leave at once cannot both go."""
    managers = db.session.scalars(
        select(User.id)
        .where(
            User.cooperative_id == member.cooperative_id,
            User.member_role == "manager",
            User.left_at.is_(None),
        )
        .order_by(User.id)
        .with_for_update()
    ).all()
    if list(managers) == [member.id]:
        raise LastManager
