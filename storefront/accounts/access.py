"""Links that let somebody in: invitations into a cooperative, and new passwords.

A link is its secret and nothing else: only its hash is stored, it serves once, and it ends.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, select, update

from storefront import clock
from storefront.accounts.models import AccessLink, User
from storefront.accounts.services import AccountRefused, create_user, hashed, long_enough
from storefront.accounts.sign_ins import end_all_sign_ins
from storefront.activity.services import called, note
from storefront.cooperatives.models import Cooperative
from storefront.database import db

INVITATION_LASTS = timedelta(days=7)
RESET_LASTS = timedelta(hours=24)
SECRET_BYTES = 24


class LinkEnded(LookupError):
    """Tell that a link is unknown, was used already, or is too old."""


def invite_member(
    cooperative: Cooperative, member_role: str, issued_by: User | None
) -> tuple[AccessLink, str]:
    """Make an invitation into a cooperative; return it and its secret, which is shown once."""
    note(cooperative, issued_by, "member.invited", role=member_role)
    return _issue(
        AccessLink(
            kind="invitation",
            cooperative=cooperative,
            member_role=member_role,
            issued_by=issued_by,
            expires_at=clock.now() + INVITATION_LASTS,
        )
    )


def issue_reset(user: User, issued_by: User | None) -> tuple[AccessLink, str]:
    """Make a link to choose a new password; earlier ones of the account end."""
    db.session.execute(
        update(AccessLink)
        .where(AccessLink.user_id == user.id, AccessLink.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
    if issued_by is not None:
        note(user.cooperative, issued_by, "password.reset_issued", user, called(user))
    return _issue(
        AccessLink(
            kind="reset", user=user, issued_by=issued_by, expires_at=clock.now() + RESET_LASTS
        )
    )


def find_link(kind: str, secret: str) -> AccessLink:
    """Return the link with this secret; raise LinkEnded when it opens nothing any more."""
    link = db.session.scalar(
        select(AccessLink).where(
            AccessLink.kind == kind, AccessLink.secret_hash == _hash_of(secret), _open_now()
        )
    )
    if link is None:
        raise LinkEnded
    return link


def accept_invitation(secret: str, identifier: str, name: str, password: str) -> User:
    """Make the account of an invited member.

    Raises LinkEnded, or AccountRefused when no account can be made of what was typed; then the
    invitation stays open.
    """
    link = find_link("invitation", secret)
    role = link.member_role or "member"
    user = create_user(
        identifier, password, "cooperative", link.cooperative, member_role=role, name=name
    )
    _use(link)
    user.invited_by_id = link.issued_by_id
    note(link.cooperative, user, "member.joined", user, called(user), role=role)
    return user


def choose_password(secret: str, password: str) -> User:
    """Set a new password by a reset link, and sign the account out everywhere.

    Raises LinkEnded, or AccountRefused when the password is too short.
    """
    link = find_link("reset", secret)
    user = link.user
    if user is None or user.left_at is not None:
        raise LinkEnded
    if not long_enough(password):
        raise AccountRefused("short")
    _use(link)
    user.password_hash = hashed(password)
    end_all_sign_ins(user)
    return user


def open_invitations(cooperative: Cooperative) -> Sequence[AccessLink]:
    """Return the invitations into a cooperative that nobody has used yet, newest first."""
    return db.session.scalars(
        select(AccessLink)
        .where(AccessLink.cooperative_id == cooperative.id, _open_now())
        .order_by(AccessLink.issued_at.desc(), AccessLink.id.desc())
    ).all()


def withdraw_invitation(cooperative: Cooperative, link_id: int, by: User) -> bool:
    """End an open invitation of a cooperative; tell whether there was such a one."""
    ended = db.session.execute(
        update(AccessLink)
        .where(AccessLink.id == link_id, AccessLink.cooperative_id == cooperative.id, _open_now())
        .values(ended_at=clock.now())
        .returning(AccessLink.id)
    )
    if ended.first() is None:
        return False
    note(cooperative, by, "member.invitation_withdrawn")
    return True


def _issue(link: AccessLink) -> tuple[AccessLink, str]:
    secret = secrets.token_urlsafe(SECRET_BYTES)
    link.secret_hash = _hash_of(secret)
    db.session.add(link)
    db.session.flush()
    return link, secret


def _use(link: AccessLink) -> None:
    """Spend a link; of two who come at once the second finds it ended."""
    spent = db.session.execute(
        update(AccessLink)
        .where(AccessLink.id == link.id, AccessLink.ended_at.is_(None))
        .values(ended_at=clock.now())
        .returning(AccessLink.id)
    )
    if spent.first() is None:
        raise LinkEnded


def _open_now() -> ColumnElement[bool]:
    return AccessLink.ended_at.is_(None) & (AccessLink.expires_at > clock.now())


def _hash_of(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
