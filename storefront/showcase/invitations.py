"""Inviting cooperatives to booths; they accept, decline, or leave later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from storefront import clock
from storefront.accounts.models import User
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.search.matching import Query, finds, names
from storefront.search.models import SearchDocument
from storefront.showcase.models import (
    ACCEPTED,
    DECLINED,
    FREE,
    INVITED,
    LEFT,
    PUBLISHED,
    Booth,
    Showcase,
    ShowcaseDay,
)
from storefront.showcase.page_codes import ensure_codes
from storefront.showcase.queries import no_stray_sample
from storefront.showcase.standing import Closed, hold, still_to_come, touched

MOST_FOUND = 200
HELD = (INVITED, ACCEPTED)


class BoothTaken(Exception):
    """Say that another cooperative is invited to a booth or stands there."""


class AlreadyHere(Exception):
    """Say that a cooperative has another booth at the same showcase."""

    def __init__(self, booth: Booth) -> None:
        super().__init__(booth.number)
        self.booth = booth


class ElsewhereThen(Exception):
    """Say at which other showcases a cooperative stands on one of these days."""

    def __init__(self, showcases: Sequence[Showcase]) -> None:
        super().__init__(", ".join(showcase.slug for showcase in showcases))
        self.showcases = showcases


class NotInvited(Exception):
    """Say that there is nothing to answer: the invitation was withdrawn or answered already."""


@dataclass(frozen=True, slots=True)
class Uninvited:
    """Hold a cooperative that could not be invited with the others, and why."""

    shop: Cooperative
    why: Exception


@dataclass(frozen=True, slots=True)
class Invited:
    """Hold what became of inviting several at once."""

    booths: Sequence[Booth]
    left_out: Sequence[Uninvited]


class NoFreeBooth(Exception):
    """Say that every booth is held by somebody."""


def find_makers(words: str) -> Sequence[Cooperative]:
    """Return the makers that sell here, those that words name, with marks or without."""
    wanted = (
        select(Cooperative)
        .join(Cooperative.district)
        .where(Cooperative.status == "open")
        .order_by(Cooperative.sort_key, Cooperative.id)
        .limit(MOST_FOUND)
        .options(contains_eager(Cooperative.district))
    )
    query = Query.read(words)
    if query:
        wanted = wanted.join(SearchDocument, SearchDocument.owner_id == Cooperative.id).where(
            SearchDocument.kind == "cooperative", finds(query.loosely()), names(query.loosely())
        )
    return db.session.scalars(wanted).all()


def makers_by_id(ids: Iterable[int]) -> Sequence[Cooperative]:
    """Return the makers with these ids that sell here, in the alphabet's order."""
    return db.session.scalars(
        select(Cooperative)
        .where(Cooperative.id.in_(list(ids)), Cooperative.status == "open")
        .order_by(Cooperative.sort_key, Cooperative.id)
    ).all()


def booths_by_shop(showcase: Showcase) -> dict[int, Booth]:
    """Return the booth at which each cooperative is invited or stands, by the cooperative's id."""
    return {
        booth.cooperative_id: booth
        for booth in showcase.booths
        if booth.state in HELD and booth.cooperative_id is not None
    }


def elsewhere_then(showcase: Showcase, shop: Cooperative) -> Sequence[Showcase]:
    """Return the other published showcases that a cooperative has accepted for one of these days.

    Drafts of other organisers are nobody's business.
    """
    return db.session.scalars(
        select(Showcase)
        .where(
            Showcase.id != showcase.id,
            Showcase.state == PUBLISHED,
            no_stray_sample(),
            Showcase.id.in_(
                select(Booth.showcase_id).where(
                    Booth.cooperative_id == shop.id, Booth.state == ACCEPTED
                )
            ),
            Showcase.id.in_(
                select(ShowcaseDay.showcase_id).where(
                    ShowcaseDay.day.in_([day.day for day in showcase.days])
                )
            ),
        )
        .order_by(Showcase.id)
        .options(joinedload(Showcase.organiser))
    ).all()


def invite(booth: Booth, shop: Cooperative, user: User, *, sure: bool = False) -> bool:
    """Invite a cooperative to a booth; return whether it was not invited there already.

    Raises Closed, BoothTaken, AlreadyHere, and ElsewhereThen unless somebody is sure.
    """
    showcase = booth.showcase
    hold(showcase, booth)
    still_to_come(showcase)
    if booth.state in HELD:
        if booth.cooperative_id == shop.id:
            return False
        raise BoothTaken
    other = booths_by_shop(showcase).get(shop.id)
    if other is not None:
        raise AlreadyHere(other)
    elsewhere = elsewhere_then(showcase, shop)
    if elsewhere and not sure:
        raise ElsewhereThen(elsewhere)
    if booth.cooperative_id != shop.id:
        _clear(booth)
    booth.cooperative, booth.state, booth.answer = shop, INVITED, ""
    booth.invited_at, booth.answered_at = clock.now(), None
    _note(booth, user, "booth.invited", shop)
    return True


def invite_several(showcase: Showcase, shops: Sequence[Cooperative], user: User) -> Invited:
    """Invite cooperatives to the free booths, in the order of their numbers.

    Who cannot be invited, or finds no free booth, is left out and told of. Raises Closed.
    """
    hold(showcase)
    still_to_come(showcase)
    free = [booth for booth in showcase.booths if booth.state == FREE]
    booths: list[Booth] = []
    left_out: list[Uninvited] = []
    for shop in shops:
        if not free:
            left_out.append(Uninvited(shop, NoFreeBooth()))
            continue
        try:
            invite(free[0], shop, user)
        except (AlreadyHere, ElsewhereThen) as refused:
            left_out.append(Uninvited(shop, refused))
        else:
            booths.append(free.pop(0))
    return Invited(booths, left_out)


def withdraw(booth: Booth, user: User) -> Cooperative | None:
    """Take a booth back from whoever holds it or held it; return who that was.

    What they had chosen for it goes with them.
    """
    hold(booth.showcase, booth)
    shop = booth.cooperative
    if shop is None:
        return None
    _note(booth, user, "booth.withdrawn", shop)
    _clear(booth)
    booth.cooperative, booth.state, booth.answer = None, FREE, ""
    booth.invited_at = booth.answered_at = None
    db.session.flush()
    return shop


def accept(booth: Booth, shop: Cooperative, user: User) -> bool:
    """Accept an invitation, also one declined before; return whether that is new.

    Raises Closed, NotInvited, and AlreadyHere where the cooperative has another booth by now.
    """
    _hold_own(booth, shop)
    if booth.state == ACCEPTED:
        return False
    if booth.state not in (INVITED, DECLINED):
        raise NotInvited
    other = booths_by_shop(booth.showcase).get(shop.id)
    if other is not None and other is not booth:
        raise AlreadyHere(other)
    _answer(booth, ACCEPTED, "")
    ensure_codes(booth.showcase)
    _note(booth, user, "booth.accepted", shop)
    return True


def decline(booth: Booth, shop: Cooperative, user: User, word: str) -> bool:
    """Decline an invitation, with a word; return whether that is new.

    Raises Closed, and NotInvited where it was accepted already: who stands there leaves.
    """
    _hold_own(booth, shop)
    if booth.state == DECLINED:
        return False
    if booth.state != INVITED:
        raise NotInvited
    _answer(booth, DECLINED, word)
    _note(booth, user, "booth.declined", shop)
    return True


def leave(booth: Booth, shop: Cooperative, user: User, word: str) -> bool:
    """Leave a booth; return whether that is new. Its codes go on leading to what it has become.

    Raises Closed, and NotInvited where the cooperative does not stand there.
    """
    _hold_own(booth, shop)
    if booth.state == LEFT:
        return False
    if booth.state != ACCEPTED:
        raise NotInvited
    _answer(booth, LEFT, word)
    _note(booth, user, "booth.left", shop)
    return True


def _hold_own(booth: Booth, shop: Cooperative) -> None:
    """Keep a booth as it is; it may have been taken back since it was looked up."""
    hold(booth.showcase, booth)
    if booth.cooperative_id != shop.id:
        raise NotInvited
    try:
        still_to_come(booth.showcase)
    except Closed:
        if booth.state in (INVITED, ACCEPTED, DECLINED):
            raise


def _answer(booth: Booth, state: str, word: str) -> None:
    booth.state, booth.answer, booth.answered_at = state, word, clock.now()
    booth.revision += 1
    db.session.flush()


def _clear(booth: Booth) -> None:
    """Take away what the cooperative before had said and chosen."""
    booth.host = booth.words_vi = booth.words_en = ""
    booth.products = []
    booth.revision += 1
    db.session.flush()


def _note(booth: Booth, user: User, verb: str, shop: Cooperative) -> None:
    db.session.flush()
    touched(booth.showcase, user, verb, shop=shop, booth=booth.number)
