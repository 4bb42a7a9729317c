"""Each cooperative reads the report of its own booth, and nothing of any other."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from storefront import clock
from storefront.accounts.services import create_user
from storefront.database import db
from storefront.showcase.models import Booth
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market
from tests.factories.showcases import make_organiser, make_showcase
from tests.manage.desk import MANAGER, PASSWORD, STRANGER, signed_in
from tests.organise.test_report import ASKERS, BUYERS, CAM, CHE, page_of, words_of
from tests.showcase_report.fairs import asked, booked, goods_of, ordered, seen, sold, stand

# What the other booth has in numbers that nothing else comes to.
THEIRS = ("B77", CHE, "Chè búp ướp sen", "77.700", "155.400", "4.321", "8.642")


@dataclass(frozen=True, slots=True)
class Side:
    """Hold a booth of ours beside another's, and our manager."""

    app: Flask
    client: ShopClient
    booth_id: int
    other_id: int

    def address(self, suffix: str = "", language: str = "vi") -> str:
        """Return where the report of our booth is."""
        return f"/{language}/manage/booths/{self.booth_id}/report{suffix}"


@pytest.fixture
def side(app: Flask) -> Side:
    """Give a booth that sold 100,000 đồng beside one that sold 233,100."""
    with app.app_context():
        make_market()
        shop, other = make_cooperative(name_vi=CAM), make_cooperative(name_vi=CHE)
        create_user(MANAGER, PASSWORD, "cooperative", shop)
        create_user(STRANGER, PASSWORD, "cooperative", other)
        showcase = make_showcase(make_organiser())
        ours = stand(showcase, shop, price=25_000)
        theirs = stand(showcase, other, price=77_700, number="B77")
        goods_of(ours).name_vi, goods_of(theirs).name_vi = "Cam lòng vàng", "Chè búp ướp sen"
        now = clock.now()
        ordered(ours, now, 3, by=theirs)
        sold(ours, now)
        ordered(theirs, now)
        sold(theirs, now, 2)
        seen(showcase, 17, now, ours)
        seen(showcase, 4_321, now, theirs)
        seen(showcase, 8_642, now, theirs, sign="booth_card")
        asked(ours, now)
        for _ in range(3):
            booked(theirs, now)
        db.session.commit()
        ids = ours.id, theirs.id
    return Side(app, signed_in(app, MANAGER), *ids)


def cells_of(client: ShopClient, address: str) -> list[object]:
    book = load_workbook(BytesIO(client.get(address).data))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]


def test_a_booth_reads_its_own_figures(side: Side) -> None:
    for text in (page_of(side.client, side.address()), words_of(side.client, side.address(".pdf"))):
        for told in ("100.000 ₫", "75.000 ₫", "25.000 ₫", "Cam lòng vàng", "17"):
            assert told in text
    cells = cells_of(side.client, side.address(".xlsx"))
    assert {100_000, 75_000, 25_000, 17, "Cam lòng vàng"} <= set(cells)


def test_nothing_of_another_booth_is_in_page_paper_or_tables(side: Side) -> None:
    texts = [
        page_of(side.client, side.address()),
        words_of(side.client, side.address(".pdf")),
        " ".join(str(cell) for cell in cells_of(side.client, side.address(".xlsx"))),
    ]
    bare = tuple(word.replace(".", "") for word in THEIRS)
    for text in texts:
        for word in (*THEIRS, *bare, *BUYERS, *ASKERS):
            assert word not in text, word


def test_the_workbook_of_a_booth_has_no_sheet_of_booths(side: Side) -> None:
    book = load_workbook(BytesIO(side.client.get(side.address(".xlsx", "en")).data))
    assert book.sheetnames == ["Overview", "Hours", "Signs", "Goods", "Trade leads"]


def test_the_report_of_another_booth_is_not_there(side: Side) -> None:
    for suffix in ("", ".pdf", ".xlsx"):
        address = f"/vi/manage/booths/{side.other_id}/report{suffix}"
        assert side.client.get(address).status_code == 404
        assert signed_in(side.app, STRANGER).get(address).status_code == 200


def test_who_never_had_a_booth_before_is_told_so(side: Side) -> None:
    with side.app.app_context():
        organiser = db.session.get_one(Booth, side.booth_id).showcase.organiser
        earlier = make_showcase(organiser, days_ahead=-90)
        assert earlier.starts_at
        sold(stand(earlier, price=654_321), earlier.starts_at)
        db.session.commit()
    page = page_of(side.client, side.address("", "en"))
    assert "You had no booth at an earlier showcase of this organiser" in page
    assert "654,321" not in page


def test_a_cooperative_that_left_still_reads_what_its_booth_came_to(side: Side) -> None:
    with side.app.app_context():
        db.session.get_one(Booth, side.booth_id).state = "left"
        db.session.commit()
    assert "100.000 ₫" in page_of(side.client, side.address())


def test_it_goes_on_by_itself_while_the_showcase_is_open(side: Side) -> None:
    assert f'data-hx-get="{side.address()}" data-hx-trigger="every 60s"' in page_of(
        side.client, side.address()
    )
