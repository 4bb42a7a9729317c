"""Setting up the sample showcase, once, for a demonstration."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from storefront import clock
from storefront.accounts.models import User
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES
from storefront.importing.reading import Row
from storefront.leads.models import MeetingSlot
from storefront.sampling.offers import add_offers
from storefront.sampling.reading import read_showcase
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

FOLDER = "showcase"
BOOTHS_TO_MEET, MEETINGS = 3, 6
MEETING, BETWEEN = timedelta(minutes=20), timedelta(minutes=30)


def load_sample_showcase(market: Path, organiser: User) -> Showcase | None:
    """Set up the showcase of a market's folder as a sample that opens today.

    None where the folder has none, it stands already, or the shop is another market. Goods and
    makers that are not in the shop are left out. Raises ImportRefused for faulty files.
    """
    folder = market / FOLDER
    if not folder.is_dir():
        return None
    rows = read_showcase(folder)
    told = rows["showcase.csv"][0]
    if db.session.scalar(select(Showcase.id).where(Showcase.slug == told["slug"])):
        return None
    makers = _makers(rows["booths.csv"])
    if not makers:
        return None
    days = max(row["day"] for row in rows["programme.csv"])
    showcase = _showcase(told, organiser, days)
    showcase.sessions = [_session(row) for row in rows["programme.csv"]]
    showcase.marks = [FloorMark(kind=row["kind"], **_floor(row)) for row in rows["floor.csv"]]
    db.session.add(showcase)
    for row in rows["booths.csv"]:
        if row["cooperative_slug"] in makers:
            _add_booth(showcase, row, makers[row["cooperative_slug"]])
    db.session.flush()
    _add_meetings(showcase)
    add_offers(showcase, rows)
    ensure_codes(showcase)
    return showcase


def _showcase(row: Row, organiser: User, days: int) -> Showcase:
    both = ("title", "theme", "words", "place", "address")
    showcase = Showcase(
        slug=row["slug"],
        organiser=organiser,
        state=PUBLISHED,
        published_at=clock.now(),
        is_sample=True,
        shows_counts=True,
        grid_columns=row["grid_columns"],
        grid_rows=row["grid_rows"],
        **_columns(row, both),
    )
    for later in range(days):
        day = _day(later + 1)
        showcase.days.append(
            ShowcaseDay(day=day, opens_at=_at(day, row["opens"]), closes_at=_at(day, row["closes"]))
        )
    showcase.partners.append(
        ShowcasePartner(
            kind="organiser", name_vi=row["organiser_vi"], name_en=row["organiser_en"], position=1
        )
    )
    return showcase


def _session(row: Row) -> ProgrammeSession:
    day = _day(row["day"])
    return ProgrammeSession(
        starts_at=_at(day, row["starts"]),
        ends_at=_at(day, row["ends"]),
        **_columns(row, ("title", "words", "speakers", "hall")),
    )


def _makers(rows: list[Row]) -> dict[str, Cooperative]:
    slugs = [row["cooperative_slug"] for row in rows]
    found = db.session.scalars(select(Cooperative).where(Cooperative.slug.in_(slugs)))
    return {maker.slug: maker for maker in found}


def _add_booth(showcase: Showcase, row: Row, maker: Cooperative) -> None:
    goods = {
        product.slug: product
        for product in db.session.scalars(
            select(Product).where(
                Product.cooperative_id == maker.id, Product.slug.in_(row["products"].split())
            )
        )
    }
    booth = Booth(
        showcase=showcase,
        number=row["number"],
        slug=row["number"].lower(),
        sort_key=row["number"],
        cooperative=maker,
        state=ACCEPTED,
        host=row["host"],
        answered_at=clock.now(),
        **_floor(row),
        **_columns(row, ("words",)),
    )
    chosen = [goods[slug] for slug in row["products"].split() if slug in goods]
    booth.products = [
        BoothProduct(product=product, position=place) for place, product in enumerate(chosen)
    ]
    db.session.add(booth)


def _add_meetings(showcase: Showcase) -> None:
    """Let businesses book a few booths in the last hours of the last day."""
    for booth in showcase.booths[:BOOTHS_TO_MEET]:
        first = showcase.days[-1].closes_at - MEETINGS * BETWEEN
        for number in range(MEETINGS):
            starts = first + number * BETWEEN
            db.session.add(
                MeetingSlot(
                    booth=booth,
                    cooperative=booth.cooperative,
                    starts_at=starts,
                    ends_at=starts + MEETING,
                )
            )
    db.session.flush()


def _columns(row: Row, names: tuple[str, ...]) -> dict[str, str]:
    columns = [f"{name}_{language}" for name in names for language in LANGUAGES]
    return {column: row[column] for column in columns}


def _floor(row: Row) -> dict[str, int]:
    return {f"floor_{name}": row[name] for name in ("column", "row", "width", "height")}


def _day(number: int) -> date:
    return clock.today() + timedelta(days=number - 1)


def _at(day: date, moment: time) -> datetime:
    return datetime.combine(day, moment, tzinfo=clock.MARKET_ZONE)
