"""Making accounts and checking passwords."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from storefront.accounts.models import ROLES, User
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.phones import InvalidPhone, parse_phone
from storefront.text import clean_line

SHORTEST_PASSWORD = 10

# OWASP's least cost for Argon2id (19 MiB, two passes): some 40 ms, small enough for several
# sign-ins at once on a small machine.
hasher = PasswordHasher(memory_cost=19_456, time_cost=2, parallelism=1)


class AccountRefused(ValueError):
    """Tell why an account cannot be made."""


def normal_identifier(text: str) -> str:
    """Return a phone number as E.164 or an e-mail address in lower case.

    Raises AccountRefused when it is neither.
    """
    line = clean_line(text)
    try:
        if "@" in line:
            return validate_email(line, check_deliverability=False).normalized.lower()
        return parse_phone(line)
    except (InvalidPhone, EmailNotValidError) as error:
        raise AccountRefused(f"{line!r} is neither a phone number nor an e-mail address") from error


def find_user(identifier: str) -> User | None:
    """Return the account of a phone number or e-mail address, if there is one."""
    try:
        wanted = normal_identifier(identifier)
    except AccountRefused:
        return None
    return db.session.scalar(select(User).where(User.identifier == wanted))


def create_user(  # noqa: PLR0913 - as many as an account has sides
    identifier: str,
    password: str,
    role: str,
    cooperative: Cooperative | None = None,
    *,
    member_role: str = "manager",
    name: str = "",
) -> User:
    """Create an account; raise AccountRefused with the reason when that is not possible.

    `member_role` counts only for members of a cooperative.
    """
    wanted = normal_identifier(identifier)
    if role not in ROLES:
        raise AccountRefused(f"{role!r} is no role; one of {', '.join(ROLES)}")
    if (role == "cooperative") != (cooperative is not None):
        raise AccountRefused("a cooperative account, and no other, belongs to a cooperative")
    if not long_enough(password):
        raise AccountRefused(f"the password needs {SHORTEST_PASSWORD} characters or more")
    if find_user(wanted) is not None:
        raise AccountRefused(f"{wanted} has an account already")
    user = User(
        identifier=wanted,
        name=clean_line(name),
        role=role,
        cooperative=cooperative,
        member_role=member_role if cooperative else None,
        password_hash=hashed(password),
    )
    db.session.add(user)
    db.session.flush()
    return user


def long_enough(password: str) -> bool:
    """Tell whether a password may be used (NIST SP 800-63B: length, and no other rule)."""
    return len(clean_line(password)) >= SHORTEST_PASSWORD


def hashed(password: str) -> str:
    """Hash a password with Argon2id, as NFC so that every keyboard types the same."""
    return hasher.hash(clean_line(password))


def password_fits(user: User | None, password: str) -> bool:
    """Check a password, in the same time whether or not there is such an account."""
    if user is not None and not counts(user):
        user = None
    try:
        hasher.verify(user.password_hash if user else _nobodys_hash(), clean_line(password))
    except VerificationError:
        return False
    return user is not None


def counts(user: User) -> bool:
    """Tell whether an account may be used: those of the demonstration end with it."""
    return user.left_at is None and (in_demo_mode() or not user.is_sample)


@cache
def _nobodys_hash() -> str:
    """Return a hash to check where there is no account; made late, for it takes its time."""
    return hasher.hash("nobody's password")
