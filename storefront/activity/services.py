"""Writing the log, in the same transaction as what it tells of, and reading it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from storefront.accounts.models import User
from storefront.activity.models import Activity
from storefront.cooperatives.models import Cooperative
from storefront.database import Model, db

PAGE = 50


def note(
    shop: Cooperative | None,
    user: User | None,
    verb: str,
    subject: Model | None = None,
    subject_name: str = "",
    **details: object,
) -> Activity:
    """Write one line; `verb` is one of those that `wording.py` can say, such as "price.changed"."""
    line = Activity(
        cooperative_id=shop.id if shop else None,
        user_id=user.id if user else None,
        actor=called(user) if user else "",
        verb=verb,
        subject_kind=type(subject).__tablename__ if subject is not None else "",
        subject_id=getattr(subject, "id", None),
        subject=subject_name,
        details=details,
    )
    db.session.add(line)
    return line


def called(user: User) -> str:
    """Return what the log calls somebody: the name, or how they sign in."""
    return user.name or user.identifier


def actors_in(shop: Cooperative) -> Sequence[User]:
    """Return everybody who has a line in a cooperative's log, also those who left."""
    named = select(Activity.user_id).where(Activity.cooperative_id == shop.id)
    return db.session.scalars(
        select(User).where(User.id.in_(named)).order_by(User.role, User.name, User.id)
    ).all()


def log_of(
    shop: Cooperative,
    *,
    user_id: int | None = None,
    verbs: Collection[str] = (),
    before_id: int | None = None,
) -> Sequence[Activity]:
    """Return a page of a cooperative's log, newest first; `before_id` goes on from a page's end.

    `verbs` are beginnings, such as "goods.": a line that starts with any of them is wanted.
    """
    wanted = select(Activity).where(Activity.cooperative_id == shop.id)
    if user_id is not None:
        wanted = wanted.where(Activity.user_id == user_id)
    if verbs:
        wanted = wanted.where(
            or_(*(Activity.verb.startswith(verb, autoescape=True) for verb in verbs))
        )
    if before_id is not None:
        wanted = wanted.where(Activity.id < before_id)
    newest = wanted.options(joinedload(Activity.user)).order_by(Activity.id.desc())
    return db.session.scalars(newest.limit(PAGE)).all()


def log_about(subject: Model, *, before_id: int | None = None) -> Sequence[Activity]:
    """Return a page of what was done with one thing, whoever did it, newest first."""
    wanted = select(Activity).where(
        Activity.subject_kind == type(subject).__tablename__,
        Activity.subject_id == getattr(subject, "id", None),
    )
    if before_id is not None:
        wanted = wanted.where(Activity.id < before_id)
    newest = wanted.options(joinedload(Activity.user)).order_by(Activity.id.desc())
    return db.session.scalars(newest.limit(PAGE)).all()
