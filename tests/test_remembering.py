"""A page that many open at once is made once a second; nobody is shown another's."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from flask import Flask

from storefront import remembering
from storefront.cooperatives.models import District
from storefront.database import db
from tests.client import ShopClient
from tests.factories import make_cooperative, make_product
from tests.factories.showcases import make_showcase
from tests.shopping import put_in_cart
from tests.shops import reopened, visitor

PAGE = "/vi/districts/cao-phong"


@pytest.fixture
def busy(app: Flask) -> Iterator[Flask]:
    """Open the shop as it is when it is no test."""
    with app.app_context():
        maker = make_cooperative()
        maker.district.slug = "cao-phong"
        make_product(cooperative=maker, name_vi="Cam")
        db.session.commit()
    opened = reopened(app)
    opened.testing = False
    yield opened
    opened.testing = True


def rename(app: Flask, name: str) -> None:
    with app.app_context():
        db.session.scalars(db.select(District).filter_by(slug="cao-phong")).one().name_vi = name
        db.session.commit()


def seen(client: ShopClient, path: str = PAGE, **options: object) -> str:
    answer = client.get(path, **options)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_a_page_is_remembered_for_a_second_and_no_longer(busy: Flask) -> None:
    assert "Huyện Mới" not in seen(visitor(busy))
    rename(busy, "Huyện Mới")
    assert "Huyện Mới" not in seen(visitor(busy))
    time.sleep(remembering.SECONDS + 0.05)
    assert "Huyện Mới" in seen(visitor(busy))


def test_what_is_remembered_is_answered_in_full(busy: Flask) -> None:
    first, second = (visitor(busy).get(PAGE) for _time in (1, 2))
    assert first.data == second.data
    for name in ("Cache-Control", "ETag", "Vary", "Content-Security-Policy", "Content-Type"):
        assert first.headers[name] == second.headers[name], name
    again = visitor(busy).get(PAGE, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_a_file_keeps_its_name_and_its_language(busy: Flask) -> None:
    with busy.app_context():
        slug = make_showcase().slug
        db.session.commit()
    address = f"/vi/showcases/{slug}/calendar.ics"
    first, second = (visitor(busy).get(address) for _time in (1, 2))
    assert first.data == second.data
    assert slug in first.headers["Content-Disposition"]
    ignored = ("X-Request-ID",)
    kept = [{n: v for n, v in each.headers if n not in ignored} for each in (first, second)]
    assert kept[0] == kept[1]


def test_languages_queries_and_parts_are_pages_of_their_own(busy: Flask) -> None:
    client = visitor(busy)
    whole = seen(client)
    assert seen(client, "/en/districts/cao-phong") != whole
    part = {"HX-Request": "true", "HX-Request-Type": "partial"}
    list_page = "/vi/products"
    assert seen(client, list_page) != seen(client, list_page, headers=part)
    assert seen(client, list_page) != seen(client, f"{list_page}?q=cam")


def test_whoever_brings_a_cookie_is_never_shown_what_is_remembered(busy: Flask) -> None:
    seen(visitor(busy))
    buyer = visitor(busy)
    with busy.app_context():
        put_in_cart(buyer, make_product())
    rename(busy, "Huyện Mới")
    assert "Huyện Mới" in seen(buyer)
    assert buyer.get(PAGE).headers["Cache-Control"] == "private, no-cache"


def test_no_more_is_kept_than_fits(busy: Flask) -> None:
    client = visitor(busy)
    for number in range(remembering.MOST_PAGES + 5):
        client.get(f"/vi/districts/cao-phong?n={number}")
    assert len(busy.extensions["pages"]._pages) == remembering.MOST_PAGES
