"""A made-up showcase that is on now, at which the sample maker stands; nothing of it is stored."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import g

from storefront import clock
from storefront.accounts.models import User
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.leads.models import Lead, MeetingBooking, MeetingSlot
from storefront.promotions.models import EventPrice
from storefront.showcase.models import (
    ACCEPTED,
    PUBLISHED,
    Booth,
    BoothProduct,
    FloorMark,
    ProgrammeSession,
    Showcase,
    ShowcaseDay,
    ShowcasePartner,
)
from storefront.showcase.page_codes import ensure_codes
from storefront.styleguide.desk_samples import SIGNED_IN
from storefront.styleguide.samples import Samples

MEETINGS, MEETING_MINUTES = 3, 20


@dataclass(frozen=True, slots=True)
class ShowcaseSamples:
    """Hold a showcase, the sample maker's booth, a free one, and a business that asked."""

    showcase: Showcase
    booth: Booth
    free: Booth
    lead: Lead


def the_showcase(shown: Samples) -> ShowcaseSamples:
    """Return the showcase, made the first time that a page shows something of it."""
    if "showcase_samples" not in g:
        g.showcase_samples = _made(shown.page.product)
    found: ShowcaseSamples = g.showcase_samples
    return found


@contextmanager
def at_the_organisers_desk(shown: Samples) -> Iterator[ShowcaseSamples]:
    """Let the showcase's organiser be signed in meanwhile."""
    found = the_showcase(shown)
    before = g.get(SIGNED_IN)
    setattr(g, SIGNED_IN, found.showcase.organiser)
    try:
        yield found
    finally:
        setattr(g, SIGNED_IN, before)


def _made(product: Product) -> ShowcaseSamples:
    now = clock.now().replace(second=0, microsecond=0)
    showcase = _showcase(now)
    booth = _booth(showcase, "A1", product)
    free = Booth(number="A2", slug="a2", sort_key="A2", floor_column=4, floor_row=2)
    showcase.booths.append(free)
    db.session.add(showcase)
    db.session.flush()
    ensure_codes(showcase)
    variant = next(variant for variant in product.variants if variant.is_active)
    price = (variant.price(demo=True) or 2) * 9 // 10
    db.session.add(EventPrice(booth=booth, variant=variant, price_vnd=price, quantity_limit=50))
    lead = _lead(booth, product)
    for number in range(MEETINGS):
        starts = now + timedelta(hours=2, minutes=number * MEETING_MINUTES)
        slot = MeetingSlot(
            booth=booth,
            cooperative=product.cooperative,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=MEETING_MINUTES),
        )
        slot.bookings = [MeetingBooking(lead=lead)] if number == 0 else []
        db.session.add(slot)
    db.session.flush()
    return ShowcaseSamples(showcase, booth, free, lead)


def _showcase(now: datetime) -> Showcase:
    name = secrets.token_hex(8)
    host = User(
        identifier=f"specimen-{name}@example.com",
        name="Ban tổ chức",
        password_hash="",
        role="organiser",
    )
    hours = ((-2, -1, "Khai mạc", "Opening"), (-1, 1, "Nếm cam", "Tasting"), (1, 2, "Ký kết", ""))
    return Showcase(
        slug=f"specimen-{name}",
        organiser=host,
        title_vi="Ẩm thực xứ Mường",
        title_en="Food of the Mường land",
        theme_vi="Nếm, trò chuyện và đặt hàng",
        theme_en="Taste, talk and order",
        place_vi="Sân vận động Ỷ La",
        state=PUBLISHED,
        published_at=now,
        shows_counts=True,
        grid_columns=6,
        grid_rows=3,
        is_sample=True,
        days=[_day(now)],
        sessions=[
            ProgrammeSession(
                title_vi=vi,
                title_en=en,
                hall_vi="Sân khấu",
                hall_en="Stage",
                speakers_vi="Ông Ất, bà Ấm",
                starts_at=now + timedelta(hours=starts),
                ends_at=now + timedelta(hours=ends),
            )
            for starts, ends, vi, en in hours
        ],
        marks=[FloorMark(kind="stage", floor_column=1, floor_row=1, floor_width=4)],
        partners=[ShowcasePartner(kind="organiser", name_vi="Liên minh Hợp tác xã")],
    )


def _day(now: datetime) -> ShowcaseDay:
    return ShowcaseDay(
        day=now.astimezone(clock.MARKET_ZONE).date(),
        opens_at=now - timedelta(hours=2),
        closes_at=now + timedelta(hours=5),
    )


def _booth(showcase: Showcase, number: str, product: Product) -> Booth:
    return Booth(
        showcase=showcase,
        number=number,
        slug=number.lower(),
        sort_key=number,
        cooperative=product.cooperative,
        state=ACCEPTED,
        answered_at=showcase.published_at,
        answer="Ở gần sân khấu được không?",
        host="Bà Ấm",
        words_vi="Mời nếm thử, ưng thì đặt giao tận nhà.",
        floor_column=1,
        floor_row=2,
        products=[BoothProduct(product=product)],
    )


def _lead(booth: Booth, product: Product) -> Lead:
    lead = Lead(
        sent_key=secrets.token_hex(16),
        cooperative=product.cooperative,
        showcase=booth.showcase,
        booth=booth,
        product=product,
        firm="Bếp Ẩm Thực Phố Cổ",
        contact="Ông Ất",
        phone="+84912345678",
        monthly="300 kg",
        language="vi",
        consent_version="specimen",
        remind_on=clock.today(),
    )
    db.session.add(lead)
    db.session.flush()
    return lead
