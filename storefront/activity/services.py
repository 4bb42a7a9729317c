"""Writing the log, in the same transaction as what it tells of, and reading it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

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
        actor=(user.name or user.identifier) if user else "",
        verb=verb,
        subject_kind=type(subject).__tablename__ if subject is not None else "",
        subject_id=getattr(subject, "id", None),
        subject=subject_name,
        details=details,
    )
    db.session.add(line)
    return line


def log_of(
    shop: Cooperative, *, user_id: int | None = None, verb: str = "", before_id: int | None = None
) -> Sequence[Activity]:
    """Return a page of a cooperative's log, newest first; `before_id` goes on from a page's end."""
    wanted = select(Activity).where(Activity.cooperative_id == shop.id)
    if user_id is not None:
        wanted = wanted.where(Activity.user_id == user_id)
    if verb:
        wanted = wanted.where(Activity.verb.startswith(verb, autoescape=True))
    if before_id is not None:
        wanted = wanted.where(Activity.id < before_id)
    return db.session.scalars(wanted.order_by(Activity.id.desc()).limit(PAGE)).all()
