"""Showcases for tests: one that is on today, with booths."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from storefront import clock
from storefront.accounts.models import User
from storefront.accounts.services import create_user
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.showcase.models import (
    ACCEPTED,
    FREE,
    PUBLISHED,
    Booth,
    BoothProduct,
    ProgrammeSession,
    Showcase,
    ShowcaseDay,
)
from tests.factories import make_cooperative

_numbers = count(1)


def make_organiser(**values: Any) -> User:
    """Add somebody who runs showcases."""
    identifier = values.pop("identifier", f"organiser-{next(_numbers)}@example.com")
    return create_user(identifier, "mật khẩu của chợ", "organiser", **values)


def make_showcase(organiser: User | None = None, *, days_ahead: int = 0, **values: Any) -> Showcase:
    """Add a published showcase of two days, the first of them so many days ahead of today.

    Each day is open from midnight to midnight, so that the first of `days_ahead=0` is on now.
    """
    number = next(_numbers)
    showcase = Showcase(
        **{
            "slug": f"showcase-{number}",
            "organiser": organiser or make_organiser(),
            "title_vi": f"Hương vị xứ Mường {number}",
            "title_en": f"Taste of the Mường land {number}",
            "place_vi": "Làng Văn hóa, Sơn Tây",
            "place_en": "Culture Village, Sơn Tây",
            "state": PUBLISHED,
            "published_at": clock.now(),
            **values,
        }
    )
    for later in (0, 1):
        day = clock.today() + timedelta(days=days_ahead + later)
        opens = datetime.combine(day, time(0), tzinfo=clock.MARKET_ZONE)
        showcase.days.append(
            ShowcaseDay(day=day, opens_at=opens, closes_at=opens + timedelta(days=1))
        )
    db.session.add(showcase)
    db.session.flush()
    return showcase


def make_session(showcase: Showcase, *, hours: float = 1, **values: Any) -> ProgrammeSession:
    """Add a session that begins when the showcase opens."""
    starts = values.pop("starts_at", showcase.days[0].opens_at)
    session = ProgrammeSession(
        **{
            "showcase": showcase,
            "title_vi": "Khai mạc",
            "title_en": "Opening",
            "hall_vi": "Sân khấu",
            "hall_en": "Stage",
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=hours),
            **values,
        }
    )
    db.session.add(session)
    db.session.flush()
    return session


def make_booth(
    showcase: Showcase,
    shop: Cooperative | None = None,
    *products: Product,
    free: bool = False,
    **values: Any,
) -> Booth:
    """Add a booth that a cooperative has accepted and brings some goods to, or a free one."""
    number = values.pop("number", f"A{len(showcase.booths) + 1}")
    booth = Booth(
        **{
            "showcase": showcase,
            "number": number,
            "slug": number.lower(),
            "sort_key": number,
            "cooperative": None if free else shop or make_cooperative(),
            "state": FREE if free else ACCEPTED,
            **values,
        }
    )
    booth.products = [
        BoothProduct(product=product, position=place) for place, product in enumerate(products)
    ]
    db.session.add(booth)
    db.session.flush()
    return booth
