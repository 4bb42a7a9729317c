"""The organiser's report: on the page, on paper and as tables, with no buyer in any of them."""

from __future__ import annotations

import html
from io import BytesIO

import html5lib
import pypdfium2
import pytest
from flask import Flask
from openpyxl import load_workbook

from storefront import clock
from storefront.database import db
from storefront.showcase.models import Showcase
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market
from tests.factories.showcases import make_organiser, make_showcase
from tests.manage.desk import HOST, signed_in
from tests.shops import visitor
from tests.showcase_report.fairs import asked, booked, goods_of, ordered, seen, sold, stand

BUYERS = ("Nguyễn Thị Hoa", "912345670", "0912 345 670", "Xóm Má")
ASKERS = ("Công ty Bí Mật", "Ông Kín", "987654321", "0987 654 321")
CAM, CHE = "HTX Cam Đường Cánh", "HTX Chè Shan Tuyết"


@pytest.fixture
def showcase_id(app: Flask) -> int:
    """Make a showcase that is on, with two booths; of 190,000 đồng in all."""
    with app.app_context():
        make_market()
        host = make_organiser(identifier=HOST)
        showcase = make_showcase(host, title_vi="Hương vị xứ Mường", title_en="Taste of Mường")
        cam = stand(showcase, make_cooperative(name_vi=CAM), price=50_000)
        che = stand(showcase, make_cooperative(name_vi=CHE), price=30_000)
        goods_of(cam).name_vi, goods_of(che).name_vi = "Cam lòng vàng", "Chè búp ướp sen"
        now = clock.now()
        ordered(cam, now, 2)
        ordered(cam, now, 7, status="placed")
        sold(che, now, 3)
        seen(showcase, 31, now, cam)
        seen(showcase, 12, now, cam, sign="booth_card")
        seen(showcase, 9, now, sign="poster")
        asked(cam, now, state="sample")
        booked(che, now)
        db.session.commit()
        return showcase.id


@pytest.fixture
def host(app: Flask, showcase_id: int) -> ShopClient:
    assert showcase_id
    return signed_in(app, HOST)


def plain(text: str) -> str:
    return " ".join(html.unescape(text).replace("\u00a0", " ").split())


def page_of(client: ShopClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return plain(answer.get_data(as_text=True))


def words_of(client: ShopClient, address: str) -> str:
    """Return all that can be selected in a PDF."""
    answer = client.get(address)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    document = pypdfium2.PdfDocument(answer.data)
    sizes = {tuple(round(side) for side in page.get_size()) for page in document}
    assert sizes == {(595, 842)}
    return plain(" ".join(page.get_textpage().get_text_range() for page in document))


def test_the_page_tells_what_came_of_every_booth(host: ShopClient, showcase_id: int) -> None:
    page = page_of(host, f"/vi/organise/{showcase_id}/report")
    for told in ("190.000 ₫", "100.000 ₫", "90.000 ₫", "350.000 ₫", CAM, CHE, "Cam lòng vàng"):
        assert told in page
    assert not any(word in page for word in (*BUYERS, *ASKERS))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_chart_is_named_and_has_its_table(
    host: ShopClient, showcase_id: int, language: str
) -> None:
    page = host.get(f"/{language}/organise/{showcase_id}/report").get_data(as_text=True)
    root = html5lib.parse(page, namespaceHTMLElements=False)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    pictures = [element for element in root.iter() if element.get("role") == "img"]
    assert len(pictures) == 7
    for table in root.iter("table"):
        assert len({len(list(row)) for row in table.iter("tr")}) == 1
    assert "style=" not in page


def test_the_figures_go_on_by_themselves_while_it_is_open(
    app: Flask, host: ShopClient, showcase_id: int
) -> None:
    address = f"/vi/organise/{showcase_id}/report"
    assert f'data-hx-get="{address}" data-hx-trigger="every 60s"' in page_of(host, address)
    part = host.get(address, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert "<h1" not in part.get_data(as_text=True)
    assert 'id="report"' in part.get_data(as_text=True)
    with app.app_context():
        db.session.get_one(Showcase, showcase_id).state = "archived"
        db.session.commit()
    assert "every 60s" not in page_of(host, address)


def test_the_paper_tells_the_same_in_words_that_can_be_selected(
    host: ShopClient, showcase_id: int
) -> None:
    words = words_of(host, f"/vi/organise/{showcase_id}/report.pdf")
    for told in ("Hương vị xứ Mường", "190.000 ₫", "350.000 ₫", CAM, CHE, "Chè búp ướp sen"):
        assert told in words
    assert not any(word in words for word in (*BUYERS, *ASKERS))
    english = words_of(host, f"/en/organise/{showcase_id}/report.pdf")
    for told in ("Taste of Mường", "₫190,000", "Trade leads by state", "Night"):
        assert (told in english) == (told != "Night")


def test_the_paper_turns_its_pages_for_many_booths(
    app: Flask, host: ShopClient, showcase_id: int
) -> None:
    with app.app_context():
        showcase = db.session.get_one(Showcase, showcase_id)
        maker = "HTX sản xuất, chế biến và tiêu thụ nông sản sạch bản Mường số"
        for number in range(40):
            booth = stand(showcase, make_cooperative(name_vi=f"{maker} {number}"))
            sold(booth, clock.now(), number + 1)
        db.session.commit()
    words = words_of(host, f"/vi/organise/{showcase_id}/report.pdf")
    assert all(f"số {number}" in words for number in range(40))
    assert f"{190_000 + 50_000 * 820:,}".replace(",", ".") in words


def test_the_workbook_holds_numbers_that_add_up(host: ShopClient, showcase_id: int) -> None:
    answer = host.get(f"/en/organise/{showcase_id}/report.xlsx")
    assert "attachment; filename=" in answer.headers["Content-Disposition"]
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["Overview", "Hours", "By booth", "Signs", "Goods", "Trade leads"]
    sheets = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    overview = {str(row[0]): row[1] for row in sheets["Overview"]}
    for name in ("Hours", "By booth"):
        heads, *rows = sheets[name]
        assert all(type(cell) is int for row in rows for cell in row[1:])
        for place, head in enumerate(heads[1:], 1):
            assert sum(int(str(row[place])) for row in rows) == overview[str(head)], (name, head)
    assert sum(int(str(row[-1])) for row in sheets["Goods"][1:]) == 190_000
    assert sum(int(str(row[2])) for row in sheets["Signs"][1:]) == overview["Visits"] == 31
    assert sum(int(str(row[3])) for row in sheets["Signs"][1:]) == overview["Scans"] == 21
    assert sum(int(str(row[1])) for row in sheets["Trade leads"][1:]) == 2
    cells = [str(cell) for rows in sheets.values() for row in rows for cell in row]
    assert not any(word in cell for cell in cells for word in (*BUYERS, *ASKERS))


def test_it_is_compared_with_the_showcase_before_or_says_there_is_none(
    app: Flask, host: ShopClient, showcase_id: int
) -> None:
    address = f"/en/organise/{showcase_id}/report"
    assert "There is no earlier showcase to compare with." in page_of(host, address)
    assert "There is no earlier showcase" in words_of(host, f"{address}.pdf")
    with app.app_context():
        organiser = db.session.get_one(Showcase, showcase_id).organiser
        earlier = make_showcase(organiser, days_ahead=-365, title_en="Last year's")
        assert earlier.starts_at
        sold(stand(earlier, price=38_000), earlier.starts_at, 10)
        db.session.commit()
    for text in (page_of(host, address), words_of(host, f"{address}.pdf")):
        assert "Last year's" in text
        for told in ("₫380,000", "-₫190,000", "-50%"):
            assert told in text
    book = load_workbook(BytesIO(host.get(f"{address}.xlsx").data))
    rows = list(book["Overview"].iter_rows(values_only=True))
    assert rows[1][1:] == (190_000, 380_000, -190_000, -50)


def test_a_showcase_without_anything_says_so(app: Flask, showcase_id: int) -> None:
    assert showcase_id
    with app.app_context():
        empty = make_showcase(make_organiser(identifier="new@example.com")).id
        db.session.commit()
    client = signed_in(app, "new@example.com")
    page = page_of(client, f"/vi/organise/{empty}/report")
    assert page.count('class="empty"') == 7
    assert "<table" not in page
    assert words_of(client, f"/vi/organise/{empty}/report.pdf")
    assert client.get(f"/vi/organise/{empty}/report.xlsx").status_code == 200


def test_another_organiser_finds_nothing_here(app: Flask, showcase_id: int) -> None:
    with app.app_context():
        make_organiser(identifier="other@example.com")
        db.session.commit()
    stranger = signed_in(app, "other@example.com")
    for suffix in ("", ".pdf", ".xlsx"):
        assert stranger.get(f"/vi/organise/{showcase_id}/report{suffix}").status_code == 404


def test_visitors_see_a_few_figures_only_where_the_organiser_wants(
    app: Flask, host: ShopClient, showcase_id: int
) -> None:
    assert host
    with app.app_context():
        showcase = db.session.get_one(Showcase, showcase_id)
        address = f"/en/showcases/{showcase.slug}"
        assert "Sales at the booths" not in page_of(visitor(app), address)
        showcase.shows_counts = True
        db.session.commit()
    page = page_of(visitor(app), address)
    assert '<dt>Visits</dt><dd class="figures">31</dd>' in page
    assert '<dt>Orders</dt><dd class="figures">1</dd>' in page
    assert '<dt>Sales at the booths</dt><dd class="figures">1</dd>' in page
