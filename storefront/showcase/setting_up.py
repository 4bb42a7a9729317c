"""Setting a showcase up: what it is called, where, on which days, and who stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storefront import clock
from storefront.accounts.models import User
from storefront.database import db
from storefront.showcase.hours import minutes_of, moment_of
from storefront.showcase.models import DRAFT, Showcase, ShowcaseDay, ShowcasePartner
from storefront.showcase.standing import Moved, fingerprint, hold, touched
from storefront.slugs import slug_of

FACTS = (
    "title_vi", "title_en", "theme_vi", "theme_en", "place_vi", "place_en",
    "address_vi", "address_en", "words_vi", "words_en", "shows_counts",
)  # fmt: skip
MOST_DAYS, MOST_PARTNERS = 31, 60
SENT_TWICE_WITHIN = timedelta(minutes=10)
MOST_NAMESAKES = 1000
JUST_BEGUN = 2  # the revision of a draft that nobody has touched since


@dataclass(frozen=True, slots=True)
class DayHours:
    """Hold a day and its hours, in minutes since midnight."""

    day: date
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Partner:
    """Hold one who organises it, or stands by it."""

    kind: str
    name_vi: str
    name_en: str = ""


class NoDays(Exception):
    """Say that visitors can see this showcase, and that it must keep a day."""


def create_showcase(organiser: User, facts: Mapping[str, Any]) -> Showcase:
    """Begin a draft; the same form sent twice in a row makes one."""
    twin = _sent_before(organiser, facts)
    if twin is not None:
        return twin
    showcase = Showcase(organiser=organiser, slug="", **facts)
    for _try in range(MOST_NAMESAKES):
        showcase.slug = free_slug(showcase.title_vi)
        try:
            with db.session.begin_nested():
                db.session.add(showcase)
            break
        except IntegrityError:  # another of the same name came in between
            continue
    touched(showcase, organiser, "showcase.created")
    return showcase


def facts_of(showcase: Showcase) -> dict[str, Any]:
    """Return what the first form asks, by name."""
    return {name: getattr(showcase, name) for name in FACTS}


def change_facts(showcase: Showcase, user: User, facts: Mapping[str, Any], seen: str) -> None:
    """Change what a showcase is called, says and where it is.

    Its address follows the title until it was published. Raises Moved.
    """
    hold(showcase)
    if fingerprint(facts_of(showcase)) != seen:
        raise Moved
    changed = [name for name in FACTS if facts[name] != getattr(showcase, name)]
    if not changed:
        return
    for name in changed:
        setattr(showcase, name, facts[name])
    if "title_vi" in changed and showcase.published_at is None:
        showcase.slug = free_slug(showcase.title_vi, but=showcase.id)
    touched(showcase, user, "showcase.changed", fields=changed)


def days_of(showcase: Showcase) -> list[DayHours]:
    """Return the days with their hours."""
    return [
        DayHours(day.day, minutes_of(day.opens_at, day.day), minutes_of(day.closes_at, day.day))
        for day in showcase.days
    ]


def days_seen(showcase: Showcase) -> str:
    """Return the fingerprint of the days as they stand."""
    return fingerprint([asdict(day) for day in days_of(showcase)])


def set_days(showcase: Showcase, user: User, days: Sequence[DayHours], seen: str) -> None:
    """Set on which days a showcase is open, and when; each day once.

    Raises Moved, and NoDays where visitors would be left without any.
    """
    hold(showcase)
    if days_seen(showcase) != seen:
        raise Moved
    if not days and showcase.state != DRAFT:
        raise NoDays
    if list(days) == days_of(showcase):
        return
    kept = {day.day: day for day in showcase.days}
    wanted = []
    for hours in sorted(days, key=lambda each: each.day):
        day = kept.get(hours.day) or ShowcaseDay(day=hours.day)
        day.opens_at = moment_of(hours.day, hours.opens)
        day.closes_at = moment_of(hours.day, hours.closes)
        wanted.append(day)
    showcase.days = wanted
    db.session.flush()
    touched(showcase, user, "showcase.days_set")


def partners_of(showcase: Showcase) -> list[Partner]:
    """Return who organises it and who stands by it, in their order."""
    return [Partner(each.kind, each.name_vi, each.name_en) for each in showcase.partners]


def partners_seen(showcase: Showcase) -> str:
    """Return the fingerprint of the partners as they stand."""
    return fingerprint([asdict(partner) for partner in partners_of(showcase)])


def set_partners(showcase: Showcase, user: User, partners: Sequence[Partner], seen: str) -> None:
    """Set who organises a showcase and who stands by it; organisers come first. Raises Moved."""
    hold(showcase)
    if partners_seen(showcase) != seen:
        raise Moved
    first = sorted(partners, key=lambda each: each.kind != "organiser")
    if first == partners_of(showcase):
        return
    showcase.partners = [
        ShowcasePartner(**asdict(partner), position=place) for place, partner in enumerate(first)
    ]
    db.session.flush()
    touched(showcase, user, "showcase.partners_set")


def free_slug(title: str, but: int | None = None) -> str:
    """Return an address that no other showcase has, after its title."""
    wanted = slug_of(title) or "showcase"
    taken = set(
        db.session.scalars(
            select(Showcase.slug).where(
                Showcase.slug.startswith(wanted, autoescape=True), Showcase.id != (but or 0)
            )
        )
    )
    number = 1
    slug = wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _sent_before(organiser: User, facts: Mapping[str, Any]) -> Showcase | None:
    last = db.session.scalar(
        select(Showcase)
        .where(
            Showcase.organiser_id == organiser.id,
            Showcase.state == DRAFT,
            Showcase.revision == JUST_BEGUN,
            Showcase.created_at > clock.now() - SENT_TWICE_WITHIN,
        )
        .order_by(Showcase.id.desc())
        .limit(1)
    )
    return last if last is not None and facts_of(last) == dict(facts) else None
