"""Where accounts are signed in: listed, and ended one by one or all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.accounts.models import SignIn, User
from storefront.accounts.services import counts
from storefront.database import db

NOTED_AGAIN_AFTER = timedelta(minutes=10)
LONGEST_IDLE = timedelta(days=90)

# In this order: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
_BROWSERS = (
    ("Zalo", re.compile(r"Zalo", re.IGNORECASE)),
    ("Cốc Cốc", re.compile(r"coc_coc", re.IGNORECASE)),
    ("Edge", re.compile(r"Edg")),
    ("Opera", re.compile(r"OPR|Opera")),
    ("Samsung Internet", re.compile(r"SamsungBrowser")),
    ("Firefox", re.compile(r"Firefox|FxiOS")),
    ("Chrome", re.compile(r"Chrome|CriOS")),
    ("Safari", re.compile(r"Safari")),
)
_SYSTEMS = (
    ("Android", re.compile(r"Android")),
    ("iPhone", re.compile(r"iPhone|iPad")),
    ("Windows", re.compile(r"Windows")),
    ("Mac", re.compile(r"Macintosh")),
    ("Linux", re.compile(r"Linux")),
)


def begin_sign_in(user: User, user_agent: str) -> SignIn:
    """Sign an account in at one more place."""
    sign_in = SignIn(user=user, device=device_name(user_agent))
    db.session.add(sign_in)
    db.session.flush()
    user.sign_in_key = sign_in.key
    return sign_in


def find_signed_in(key: str) -> User | None:
    """Return the account that a key signs in, while both may be used."""
    sign_in = db.session.scalar(
        select(SignIn).where(SignIn.key == key).options(joinedload(SignIn.user))
    )
    if sign_in is None or not counts(sign_in.user):
        return None
    if clock.now() - sign_in.seen_at > LONGEST_IDLE:
        return None
    sign_in.user.sign_in_key = key
    return sign_in.user


def note_presence(key: str) -> None:
    """Remember that a sign-in was just used, not more often than every few minutes."""
    sign_in = db.session.scalar(select(SignIn).where(SignIn.key == key))
    if sign_in is not None and clock.now() - sign_in.seen_at > NOTED_AGAIN_AFTER:
        sign_in.seen_at = clock.now()


def sign_ins_of(user: User) -> Sequence[SignIn]:
    """Return where an account is signed in, the last used first."""
    return db.session.scalars(
        select(SignIn)
        .where(SignIn.user_id == user.id, SignIn.seen_at > clock.now() - LONGEST_IDLE)
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
    ).all()


def end_sign_in(user: User, key: str) -> None:
    """End the sign-in with this key, if it is the account's own."""
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.key == key))


def end_one_sign_in(user: User, sign_in_id: int) -> bool:
    """End one of an account's sign-ins; tell whether there was such a one."""
    ended = db.session.execute(
        delete(SignIn)
        .where(SignIn.user_id == user.id, SignIn.id == sign_in_id)
        .returning(SignIn.id)
    )
    return ended.first() is not None


def end_all_sign_ins(user: User, but: str = "") -> None:
    """Sign an account out everywhere, but for the sign-in with one key."""
    db.session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.key != but))


def forget_idle_sign_ins(now: datetime) -> int:
    """Remove sign-ins that nobody used for long."""
    idle = db.session.execute(
        delete(SignIn).where(SignIn.seen_at < now - LONGEST_IDLE).returning(SignIn.id)
    )
    return len(idle.all())


def device_name(user_agent: str) -> str:
    """Name a browser and its system in the fewest words, such as "Chrome · Android"."""
    found = [
        next((name for name, sign in kinds if sign.search(user_agent)), "")
        for kinds in (_BROWSERS, _SYSTEMS)
    ]
    return " · ".join(name for name in found if name)
