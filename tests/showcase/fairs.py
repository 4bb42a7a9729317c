"""A showcase whose hours are known to the minute, and the moments to look at it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from storefront import clock
from storefront.database import db
from storefront.showcase.models import Booth, Showcase, ShowcaseDay
from storefront.showcase.page_codes import ensure_codes
from tests.factories import make_certificate, make_market, make_product
from tests.factories.showcases import make_booth, make_organiser, make_session

FIRST = date(2026, 12, 5)
ADDRESS = "/en/showcases/hoi-cho"


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """Return a moment of the first day or of one before or after it, by the market's clock."""
    day = datetime(FIRST.year, FIRST.month, FIRST.day, hour, minute, tzinfo=clock.MARKET_ZONE)
    return day + timedelta(days=days)


def look_at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Let the shop's clock stand at a moment."""
    monkeypatch.setattr(clock, "now", lambda: moment)


def make_fair(**values: Any) -> Showcase:
    """Add a showcase of two days from eight to five, with two sessions and no booths."""
    showcase = Showcase(
        **{
            "slug": "hoi-cho",
            "organiser": make_organiser(),
            "title_vi": "Hương vị xứ Mường",
            "title_en": "Taste of the Mường land",
            "theme_vi": "Nếm và đặt hàng",
            "place_vi": "Làng Văn hóa; Sơn Tây, Hà Nội",
            "state": "published",
            "published_at": at(8, days=-30),
            **values,
        }
    )
    showcase.days = [
        ShowcaseDay(
            day=FIRST + timedelta(days=later),
            opens_at=at(8, days=later),
            closes_at=at(17, days=later),
        )
        for later in (0, 1)
    ]
    db.session.add(showcase)
    db.session.flush()
    make_session(showcase, starts_at=at(9), title_en="Opening")
    make_session(
        showcase,
        starts_at=at(10),
        title_vi="Nếm cam; mật ong, chè",
        title_en="",
        hall_vi="Nhà sàn",
        speakers_vi="Người thứ nhất\nNgười thứ hai",
    )
    return showcase


def make_full_booth(showcase: Showcase, **values: Any) -> Booth:
    """Add a booth on the floor whose maker brings a good with a price and stars."""
    product = make_product(slug=f"cam-{len(showcase.booths)}", name_en="Orange")
    make_certificate(product)
    place = len(showcase.booths) + 1
    return make_booth(
        showcase,
        product.cooperative,
        product,
        **{"floor_column": place, "floor_row": 2, "host": "Chị An", **values},
    )


def open_fair(app: Flask, booths: int = 2, **values: Any) -> None:
    """Put the showcase into the shop, with booths and the codes of its pages."""
    with app.app_context():
        make_market()
        showcase = make_fair(**values)
        for _booth in range(booths):
            make_full_booth(showcase)
        make_booth(showcase, free=True, number="Z9", floor_column=9, floor_row=9)
        ensure_codes(showcase)
        db.session.commit()
