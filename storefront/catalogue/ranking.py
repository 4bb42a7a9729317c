"""The order in which goods stand when the visitor asks for no other: published as it is here.

Law 122/2025/QH15 on e-commerce wants the main ranking criteria on the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from flask_babel import lazy_gettext as _
from sqlalchemy import BigInteger, ColumnElement, ColumnExpressionArgument, Subquery, cast

# A prime greater than any number of goods, and any large number. Chance is dealt by arithmetic
# that every database does alike: spread the goods out, shift them by the day, square, and take
# the rest.
TURNS = 2_147_483_647
SPREAD = 1_103_515_245

Order = tuple[ColumnExpressionArgument[object], ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """Hold one criterion in words, and the order of facts it stands for on a day."""

    words: str
    order: Callable[[Subquery, date], Order]


def turn_of_the_day(facts: Subquery, day: date) -> ColumnElement[int]:
    """Return a product's place among equals on a day."""
    digest = blake2b(day.isoformat().encode(), digest_size=8).digest()
    shift = int.from_bytes(digest, "big") % TURNS
    spread = cast(facts.c.id, BigInteger) * cast(SPREAD, BigInteger) % TURNS
    shifted = (spread + cast(shift, BigInteger)) % TURNS
    return shifted * shifted % TURNS


RANKING = (
    Criterion(
        _(
            "When you search: goods whose own name says it, before those whose maker, place or"
            " description does."
        ),
        lambda facts, _day: (facts.c.relevance.desc(),) if "relevance" in facts.c else (),
    ),
    Criterion(
        _("Goods that can be bought now, before those that are sold out or have no price yet."),
        lambda facts, _day: (facts.c.can_be_bought.desc(),),
    ),
    Criterion(
        _("Goods whose season is now, before those of the whole year."),
        lambda facts, _day: (facts.c.season.desc(),),
    ),
    Criterion(
        _("Goods with a valid OCOP certificate, more stars first."),
        lambda facts, _day: (facts.c.stars.desc(),),
    ),
    Criterion(
        _(
            "Equal goods take turns: chance deals them a new order every day, the same for all"
            " visitors."
        ),
        lambda facts, day: (turn_of_the_day(facts, day), facts.c.id),
    ),
)


def ranking_criteria() -> list[str]:
    """Return the criteria in the page's language, the most important first."""
    return [str(criterion.words) for criterion in RANKING]


def recommended_order(facts: Subquery, day: date) -> Order:
    """Return the order that the criteria make."""
    return tuple(part for criterion in RANKING for part in criterion.order(facts, day))
