"""Making the next showcase out of an earlier one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from storefront import clock
from storefront.accounts.models import User
from storefront.database import db
from storefront.showcase.models import (
    ACCEPTED,
    INVITED,
    Booth,
    FloorMark,
    ProgrammeSession,
    Showcase,
    ShowcaseDay,
    ShowcasePartner,
)
from storefront.showcase.setting_up import FACTS, free_slug
from storefront.showcase.standing import touched

FLOOR = ("floor_column", "floor_row", "floor_width", "floor_height")
SESSION_TEXTS = (
    "title_vi", "title_en", "words_vi", "words_en",
    "speakers_vi", "speakers_en", "hall_vi", "hall_en",
)  # fmt: skip


def copy_showcase(
    source: Showcase, user: User, titles: Mapping[str, str], first_day: date, *, invites: bool
) -> Showcase:
    """Make a draft after an earlier showcase, its days and programme moved to a new first day.

    The booths keep number and place; they are free again, or the cooperatives that stood there
    are invited anew. Goods, hosts and words are theirs to choose again.
    """
    facts: dict[str, Any] = {name: getattr(source, name) for name in FACTS} | dict(titles)
    copy = Showcase(
        organiser=user,
        slug=free_slug(facts["title_vi"]),
        grid_columns=source.grid_columns,
        grid_rows=source.grid_rows,
        picture=source.picture,
        copied_from_id=source.id,
        **facts,
    )
    db.session.add(copy)
    _copy_days(source, copy, first_day)
    copy.partners = [
        ShowcasePartner(
            kind=each.kind, name_vi=each.name_vi, name_en=each.name_en, position=each.position
        )
        for each in source.partners
    ]
    copy.marks = [FloorMark(kind=mark.kind, **_place(mark)) for mark in source.marks]
    copy.booths = [_copy_booth(booth, invites=invites) for booth in source.booths]
    db.session.flush()
    touched(copy, user, "showcase.copied")
    for booth in copy.booths:
        if booth.state == INVITED:
            touched(copy, user, "booth.invited", shop=booth.cooperative, booth=booth.number)
    return copy


def _copy_days(source: Showcase, copy: Showcase, first_day: date) -> None:
    """Move days and sessions; Việt Nam keeps one time all year, so days stay 24 hours long."""
    if not source.days:
        return
    later = timedelta(days=(first_day - source.days[0].day).days)
    copy.days = [
        ShowcaseDay(
            day=day.day + later, opens_at=day.opens_at + later, closes_at=day.closes_at + later
        )
        for day in source.days
    ]
    copy.sessions = [
        ProgrammeSession(
            starts_at=session.starts_at + later,
            ends_at=session.ends_at + later,
            **{name: getattr(session, name) for name in SESSION_TEXTS},
        )
        for session in source.sessions
    ]


def _copy_booth(booth: Booth, *, invites: bool) -> Booth:
    copy = Booth(number=booth.number, slug=booth.slug, sort_key=booth.sort_key, **_place(booth))
    shop = booth.cooperative
    if invites and booth.state == ACCEPTED and shop is not None and shop.status == "open":
        copy.cooperative, copy.state, copy.invited_at = shop, INVITED, clock.now()
    return copy


def _place(thing: Booth | FloorMark) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in FLOOR}
