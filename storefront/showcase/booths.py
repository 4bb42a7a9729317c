"""Booths: made many at once, their numbers told apart whatever the case, and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storefront.accounts.models import User
from storefront.database import db
from storefront.showcase.models import ACCEPTED, INVITED, Booth, Showcase, SignCode
from storefront.showcase.standing import Moved, fingerprint, hold, touched
from storefront.slugs import slug_of
from storefront.text import clean_line

MOST_BOOTHS = 300
LONGEST_NUMBER = 10
WORDS = ("host", "words_vi", "words_en")
FACTS = ("number", *WORDS)
PRINTED = ("poster", "booth_card", "table_tent", "price_tag")
_NUMBER = re.compile(r"[^\W_]+")
_RANGE = re.compile(
    r"(?P<row>[^\W\d_]*)(?P<first>[0-9]{1,10}) ?[-–—] ?(?P<again>[^\W\d_]*)(?P<last>[0-9]{1,10})"
)
_PARTS = re.compile(r"([0-9]+)")


class UnclearNumbers(ValueError):
    """Say which part of a typed list of booth numbers is none."""


class TooManyBooths(ValueError):
    """Say that there would be more booths than a showcase can have."""


class NumberTaken(Exception):
    """Say which booth numbers are there already; nothing is changed."""

    def __init__(self, numbers: Sequence[str]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = numbers


class BoothInUse(Exception):
    """Say why a booth cannot be removed: "held" by a cooperative, or "printed" on signs."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read_number(text: str) -> str:
    """Read one booth number: letters and digits, at most ten, in capitals.

    Raises UnclearNumbers for everything else.
    """
    number = clean_line(text).upper()
    if not _NUMBER.fullmatch(number) or len(number) > LONGEST_NUMBER or not slug_of(number):
        raise UnclearNumbers(text)
    return number


def read_numbers(text: str) -> list[str]:
    """Read a list such as "A1–A12, B1-4, VIP"; a zero in front is kept: 01-12.

    Raises UnclearNumbers, with the part that is none, and TooManyBooths.
    """
    parts = [clean_line(part) for part in re.split(r"[,;\n]", text)]
    numbers: dict[str, str] = {}
    for part in filter(None, parts):
        for number in _numbers_in(part):
            numbers.setdefault(slug_of(number), number)
            if len(numbers) > MOST_BOOTHS:
                raise TooManyBooths
    if not numbers:
        raise UnclearNumbers(text)
    return list(numbers.values())


def sort_key(number: str) -> str:
    """Return a key that puts A2 before A10."""
    parts = _PARTS.split(number)
    return "".join(part.zfill(LONGEST_NUMBER) if part.isdigit() else part for part in parts)


def make_booths(showcase: Showcase, user: User, numbers: Sequence[str]) -> list[Booth]:
    """Add free booths, all or none. Raises NumberTaken, TooManyBooths."""
    hold(showcase)
    there = {booth.slug for booth in showcase.booths}
    taken = [number for number in numbers if slug_of(number) in there]
    if taken:
        raise NumberTaken(taken)
    if len(there) + len(numbers) > MOST_BOOTHS:
        raise TooManyBooths
    booths = [
        Booth(showcase=showcase, number=number, slug=slug_of(number), sort_key=sort_key(number))
        for number in numbers
    ]
    db.session.add_all(booths)
    db.session.flush()
    touched(showcase, user, "showcase.booths_made", booth=", ".join(numbers[:12]))
    return booths


def find_booth(showcase: Showcase, booth_id: int) -> Booth | None:
    """Return a booth of this showcase."""
    return db.session.scalar(
        select(Booth).where(Booth.id == booth_id, Booth.showcase_id == showcase.id)
    )


def facts_of(booth: Booth) -> dict[str, Any]:
    """Return what the form of a booth asks, by name."""
    return {name: getattr(booth, name) for name in FACTS}


def seen_of(booth: Booth) -> str:
    """Return the fingerprint of what a booth says and is called."""
    return fingerprint(facts_of(booth))


def change_booth(booth: Booth, user: User, facts: Mapping[str, Any], seen: str) -> None:
    """Change what a booth says, and its number where that is among the facts.

    Raises Moved, and NumberTaken where another booth has the number.
    """
    showcase = booth.showcase
    hold(showcase, booth)
    if seen_of(booth) != seen:
        raise Moved
    changed = [name for name in FACTS if name in facts and facts[name] != getattr(booth, name)]
    if not changed:
        return
    if "number" in changed:
        _renumber(booth, str(facts["number"]))
    for name in changed:
        setattr(booth, name, facts[name])
    booth.revision += 1
    db.session.flush()
    touched(
        showcase,
        user,
        "booth.changed",
        shop=booth.cooperative,
        booth=booth.number,
        fields=changed,
    )


def remove_booth(booth: Booth, user: User) -> None:
    """Take away a booth that nobody holds and no printed sign leads to. Raises BoothInUse."""
    showcase = booth.showcase
    hold(showcase, booth)
    if booth.state in (INVITED, ACCEPTED):
        raise BoothInUse("held")
    if has_printed_signs(booth):
        raise BoothInUse("printed")
    try:
        with db.session.begin_nested():
            for code in db.session.scalars(select(SignCode).where(SignCode.booth_id == booth.id)):
                db.session.delete(code)
            db.session.flush()
            db.session.delete(booth)
    except IntegrityError as error:  # visits, orders or leads came by it
        raise BoothInUse("printed") from error
    touched(showcase, user, "showcase.booth_removed", booth=booth.number)


def has_printed_signs(booth: Booth) -> bool:
    """Tell whether signs of a booth were made to be printed: then people carry its code."""
    return (
        db.session.scalar(
            select(SignCode.id)
            .where(SignCode.booth_id == booth.id, SignCode.sign.in_(PRINTED))
            .limit(1)
        )
        is not None
    )


def _numbers_in(part: str) -> Iterator[str]:
    span = _RANGE.fullmatch(part)
    if span is None:
        yield read_number(part)
        return
    first, last = int(span["first"]), int(span["last"])
    if (span["again"] and span["again"].upper() != span["row"].upper()) or last < first:
        raise UnclearNumbers(part)
    if last - first >= MOST_BOOTHS:
        raise TooManyBooths
    width = len(span["first"]) if span["first"].startswith("0") else 0
    for number in range(first, last + 1):
        yield read_number(f"{span['row']}{str(number).zfill(width)}")


def _renumber(booth: Booth, number: str) -> None:
    slug = slug_of(number)
    if any(other.slug == slug and other is not booth for other in booth.showcase.booths):
        raise NumberTaken([number])
    booth.slug, booth.sort_key = slug, sort_key(number)
