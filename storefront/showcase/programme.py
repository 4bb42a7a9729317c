"""The programme: sessions in halls, none over another in the same hall unnoticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from storefront.accounts.models import User
from storefront.database import db
from storefront.i18n.bilingual import Bilingual
from storefront.showcase.models import ProgrammeSession, Showcase
from storefront.showcase.standing import Moved, fingerprint, hold, touched
from storefront.text import fold

FACTS = (
    "title_vi", "title_en", "starts_at", "ends_at", "hall_vi", "hall_en",
    "speakers_vi", "speakers_en", "words_vi", "words_en",
)  # fmt: skip
MOST_SESSIONS = 300


@dataclass(frozen=True, slots=True)
class Doubts:
    """Hold what speaks against a session: others in its hall, or closed doors."""

    overlapping: Sequence[ProgrammeSession] = ()
    outside: bool = False

    def __bool__(self) -> bool:
        """Tell whether anything does."""
        return bool(self.overlapping) or self.outside


class Doubtful(Exception):
    """Say that a session is kept only if somebody says so; nothing is changed."""

    def __init__(self, doubts: Doubts) -> None:
        super().__init__("a session overlaps another or lies outside the opening hours")
        self.doubts = doubts


class TooManySessions(Exception):
    """Say that a programme is as long as it can be."""


def facts_of(session: ProgrammeSession) -> dict[str, Any]:
    """Return what the form of a session asks, by name."""
    return {name: getattr(session, name) for name in FACTS}


def seen_of(session: ProgrammeSession) -> str:
    """Return the fingerprint of a session as it stands."""
    return fingerprint(facts_of(session))


def find_session(showcase: Showcase, session_id: int) -> ProgrammeSession | None:
    """Return a session of this showcase."""
    return db.session.scalar(
        select(ProgrammeSession).where(
            ProgrammeSession.id == session_id, ProgrammeSession.showcase_id == showcase.id
        )
    )


def add_session(
    showcase: Showcase, user: User, facts: Mapping[str, Any], *, sure: bool
) -> ProgrammeSession:
    """Add a session; the same form sent twice adds one.

    Raises Doubtful where it overlaps another in its hall or lies outside the opening hours and
    nobody said that it is so, TooManySessions where there are 300.
    """
    hold(showcase)
    twin = next((each for each in showcase.sessions if facts_of(each) == dict(facts)), None)
    if twin is not None:
        return twin
    if len(showcase.sessions) >= MOST_SESSIONS:
        raise TooManySessions
    session = ProgrammeSession(**facts)
    _refuse_doubtful(showcase, session, sure=sure)
    session.showcase = showcase
    db.session.add(session)
    db.session.flush()
    touched(showcase, user, "showcase.session_added", session=session.title_vi)
    return session


def change_session(
    session: ProgrammeSession, user: User, facts: Mapping[str, Any], seen: str, *, sure: bool
) -> None:
    """Change a session. Raises Moved, and Doubtful as adding does."""
    showcase = session.showcase
    hold(showcase, session)
    if seen_of(session) != seen:
        raise Moved
    if facts_of(session) == dict(facts):
        return
    _refuse_doubtful(showcase, ProgrammeSession(**facts), sure=sure, instead_of=session)
    for name in FACTS:
        setattr(session, name, facts[name])
    touched(showcase, user, "showcase.session_changed", session=session.title_vi)


def remove_session(session: ProgrammeSession, user: User) -> None:
    """Take a session out of the programme."""
    showcase = session.showcase
    hold(showcase)
    touched(showcase, user, "showcase.session_removed", session=session.title_vi)
    db.session.delete(session)
    db.session.flush()


def doubts_about(
    showcase: Showcase, session: ProgrammeSession, instead_of: ProgrammeSession | None = None
) -> Doubts:
    """Return what speaks against a session in the programme as it stands."""
    return Doubts(
        [
            other
            for other in showcase.sessions
            if other is not (instead_of or session) and _collide(session, other)
        ],
        outside=not any(
            day.opens_at <= session.starts_at and session.ends_at <= day.closes_at
            for day in showcase.days
        ),
    )


def all_doubts(showcase: Showcase) -> dict[int, Doubts]:
    """Return the doubts about each session that has any, by its id."""
    found = {session.id: doubts_about(showcase, session) for session in showcase.sessions}
    return {session_id: doubts for session_id, doubts in found.items() if doubts}


def _refuse_doubtful(
    showcase: Showcase,
    session: ProgrammeSession,
    *,
    sure: bool,
    instead_of: ProgrammeSession | None = None,
) -> None:
    doubts = doubts_about(showcase, session, instead_of)
    if doubts and not sure:
        raise Doubtful(doubts)


def _collide(one: ProgrammeSession, other: ProgrammeSession) -> bool:
    return (
        _same_hall(one.hall, other.hall)
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
    )


def _same_hall(one: Bilingual, other: Bilingual) -> bool:
    """Tell whether two sessions meet in one hall: without a name they do, by either name too."""
    names, others = ({fold(text) for text in (hall.vi, hall.en) if text} for hall in (one, other))
    return (not names and not others) or bool(names & others)
