"""The pages that the law wants, in both languages."""

from __future__ import annotations

import pytest
from flask import Flask, g

from storefront.catalogue.ranking import ranking_criteria
from storefront.complaints.services import ANSWER_DAYS, READ_DAYS
from storefront.database import db
from storefront.i18n.bilingual import LANGUAGES
from storefront.pages.contents import PAGES
from storefront.pages.versions import TERMS_VERSION
from tests.client import ShopClient
from tests.factories import make_market

OPERATOR = {
    "operator_vi": "Liên hiệp Hợp tác xã Mường",
    "operator_en": "Mường Union of Cooperatives",
    "operator_address_vi": "Số 1, phường Hòa Bình, tỉnh Phú Thọ",
    "operator_address_en": "1, Hòa Bình ward, Phú Thọ province",
    "representative": "Bùi Thị Mai",
    "business_number": "5400123456",
    "business_number_issued": "01/02/2020, Sở Tài chính tỉnh Phú Thọ",
    "support_phone": "+842183851234",
    "support_email": "hotro@muong.example",
}


def open_market(app: Flask, **values: object) -> None:
    with app.app_context():
        make_market(**{**OPERATOR, "is_sample": False, **values})
        db.session.commit()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", PAGES)
def test_every_page_is_there_with_its_own_title(
    client: ShopClient, language: str, slug: str
) -> None:
    answer = client.get(f"/{language}/pages/{slug}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert text.count("<h1>") == 1
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, no-cache"


def test_pages_are_linked_from_every_page(client: ShopClient) -> None:
    text = client.get("/vi/complaints").get_data(as_text=True)
    for slug in PAGES:
        assert f'href="/vi/pages/{slug}"' in text


def test_unknown_page_is_not_found(client: ShopClient) -> None:
    for slug in ("nothing", "page", "../base", "terms.html"):
        assert client.get(f"/en/pages/{slug}").status_code == 404


def test_about_names_the_operator_as_the_law_wants(app: Flask, client: ShopClient) -> None:
    open_market(app)
    text = client.get("/en/pages/about").get_data(as_text=True)
    for fact in (
        "Mường Union of Cooperatives",
        "1, Hòa Bình ward, Phú Thọ province",
        "Bùi Thị Mai",
        "5400123456",
        "01/02/2020, Sở Tài chính tỉnh Phú Thọ",
        'href="tel:+842183851234"',
        'href="mailto:hotro@muong.example"',
    ):
        assert fact in text
    assert "sample" not in text


def test_sample_operator_says_so_and_cannot_be_called(app: Flask, client: ShopClient) -> None:
    open_market(app, is_sample=True)
    text = client.get("/vi/pages/about").get_data(as_text=True)
    assert "số mẫu" in text
    assert "không có thật" in text
    assert "tel:" not in text
    assert "mailto:" not in text


def test_terms_show_their_version_and_the_times(client: ShopClient) -> None:
    text = client.get("/en/pages/terms").get_data(as_text=True)
    assert TERMS_VERSION in text
    assert "24 hours" in text
    assert "48 hours" in text
    assert "intermediary platform" in text
    assert f"within {READ_DAYS} working day." in text
    assert f"within {ANSWER_DAYS} working days." in text


def test_ranking_page_publishes_the_rule_that_lists_follow(app: Flask, client: ShopClient) -> None:
    text = client.get("/en/pages/ranking").get_data(as_text=True)
    with app.test_request_context("/en/"):
        g.language = "en"
        criteria = ranking_criteria()
    assert criteria
    for words in criteria:
        assert words in text
