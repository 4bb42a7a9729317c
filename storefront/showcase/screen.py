"""The deck of slides that a screen at a showcase walks through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from markupsafe import Markup

from storefront.catalogue.cards import Card
from storefront.clock import MARKET_ZONE
from storefront.promotions.card_prices import card_prices
from storefront.showcase.live_counts import live_counts
from storefront.showcase.models import Booth, ProgrammeSession, Showcase
from storefront.showcase.opening import opening
from storefront.showcase.page_codes import SCREEN, Thing, codes_of
from storefront.showcase.showing import Stall, stalls
from storefront.templating import public_url

SLIDE_SECONDS, REFRESH_SECONDS = 12, 120
SHORTEST, LONGEST = 1, 600
GOODS_OF_A_BOOTH, PICTURES = 3, 4
QUIET_ZONE = 2  # the card around the code is as white, and wider


@dataclass(frozen=True, slots=True)
class Slide:
    """Hold one slide: a good at its booth, a booth, or without either the showcase."""

    key: str
    code: str
    booth: Booth | None = None
    good: Card | None = None
    cards: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Pace:
    """Hold after how many seconds the next slide comes, and a fresh deck is asked for."""

    slide: int = SLIDE_SECONDS
    refresh: int = REFRESH_SECONDS

    @classmethod
    def read(cls, slide: int | None, refresh: int | None) -> Pace:
        """Return what an address asks for, within reason."""
        return cls(_within(slide, SLIDE_SECONDS), _within(refresh, REFRESH_SECONDS))


def _within(seconds: int | None, usual: int) -> int:
    return usual if seconds is None else max(SHORTEST, min(seconds, LONGEST))


def deck(showcase: Showcase) -> list[Slide]:
    """Return all slides: the showcase itself, then each booth with some of its goods."""
    codes = codes_of(showcase, SCREEN)
    welcome = Slide("showcase", codes.get((None, None), ""))
    return [welcome, *(slide for stall in stalls(showcase) for slide in _of(stall, codes))]


def _of(stall: Stall, codes: dict[Thing, str]) -> Iterator[Slide]:
    booth = stall.booth
    code = codes.get((booth.id, None), "")
    yield Slide(f"booth-{booth.id}", code, booth, cards=tuple(stall.cards[:PICTURES]))
    for card in stall.cards[:GOODS_OF_A_BOOTH]:
        own = codes.get((booth.id, card.id), code)
        yield Slide(f"booth-{booth.id}-{card.id}", own, booth, card)


def screen_page(showcase: Showcase, moment: datetime, number: int) -> dict[str, Any]:
    """Return what the template of the screen needs; `number` counts from 1 and goes round."""
    slides = deck(showcase)
    return {
        "showcase": showcase,
        "now": opening(showcase, moment),
        "slides": slides,
        "events": card_prices(showcase.id, [slide.good.id for slide in slides if slide.good]),
        "shown": (number - 1) % len(slides),
        "sessions": _sessions_of_the_day(showcase, moment),
        "counts": live_counts(showcase) if showcase.shows_counts else None,
    }


def _sessions_of_the_day(showcase: Showcase, moment: datetime) -> list[ProgrammeSession]:
    """Return the sessions of this day that are not over."""
    today = moment.astimezone(MARKET_ZONE).date()
    return [
        session
        for session in showcase.sessions
        if session.ends_at > moment and session.starts_at.astimezone(MARKET_ZONE).date() == today
    ]


def qr_of(code: str) -> Markup:
    """Draw the QR code of a sign's code as SVG that grows with its box; "" for no code.

    The address is in capitals: QR's alphanumeric mode holds it in fewer, larger modules.
    """
    if not code:
        return Markup("")
    symbol = segno.make_qr(public_url(f"/q/{code}").upper(), error="m", boost_error=False)
    drawn = symbol.svg_inline(border=QUIET_ZONE, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn)  # noqa: S704 — segno writes nothing but the shape of the code
