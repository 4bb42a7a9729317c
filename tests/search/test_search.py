"""Searching: with and without marks, in both languages, the same on every database."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from storefront import create_app
from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.search.services import look_up, reindex
from tests.catalogue.pages import by_class, card_names, page_words, tree, words
from tests.databases import KINDS, Databases, settings_for
from tests.factories import (
    make_category,
    make_cooperative,
    make_district,
    make_market,
    make_product,
)
from tests.shops import visitor

NAMES = {
    "mat-ong": ("Mật ong rừng", "Forest honey"),
    "mat-mia": ("Mật mía", "Cane syrup"),
    "nuoc-mat": ("Nước rửa mắt", "Eye bath"),
    "cam": ("Cam Cao Phong", "Cao Phong oranges"),
    "ruou-cam": ("Rượu cam", "Orange wine"),
    "tho-cam": ("Thổ cẩm", "Brocade"),
    "ca-phe": ("Cà phê", "Coffee"),
    "ca-lang": ("Cá lăng", "Catfish"),
    "buoi": ("Bưởi Diễn", "Dien pomelo"),
    "duong": ("Đường phên", "Block sugar"),
}


@pytest.fixture
def market(app: Flask) -> Flask:
    """Give ten products whose names try the marks."""
    with app.app_context():
        make_market()
        district = make_district(
            slug="mai-chau", name_vi="Huyện Mai Châu", name_en="Mai Chau District"
        )
        maker = make_cooperative(
            slug="nha-det", district=district, name_vi="HTX Hoa Ban", name_en="Hoa Ban Cooperative",
            old_commune_vi="Chiềng Châu", story_vi="Khung cửi của bà kể chuyện trống đồng.",
            story_en="The loom tells of bronze drums.",
        )  # fmt: skip
        kind = make_category(slug="all", name_vi="Hàng phiên", name_en="Market goods")
        for slug, (vi, en) in NAMES.items():
            make_product(slug=slug, name_vi=vi, name_en=en, cooperative=maker, category=kind)
        pork = make_product(
            slug="thit", name_vi="Thịt gác bếp", name_en="Smoked meat",
            description_vi="Hun khói trên bếp củi nhãn.", description_en="Smoked over longan wood.",
        )  # fmt: skip
        pork.cooperative.name_vi = "Hộ Bùi Văn Chung"
        reindex()
        db.session.commit()
    return app


def found(app: Flask, typed: str, language: str = "vi") -> list[str]:
    """Return the slugs of the goods that a search finds, in their order."""
    answer = visitor(app).get(f"/{language}/products", query_string={"q": typed})
    assert answer.status_code == 200
    links = tree(answer).xpath('//a[@class="card__name"]')
    return [str(link.get("href")).rpartition("/")[2] for link in links]


FIRST_FOUND = {
    "ca phe": "ca-phe",
    "CÀ PHÊ": "ca-phe",
    "Ca\u0300 phe\u0302": "ca-phe",
    "buoi dien": "buoi",
    "Bưởi Diễn": "buoi",
    "dien buoi": "buoi",
    "duong": "duong",
    "đường": "duong",
    "ĐƯỜNG PHÊN": "duong",
    "pomelo": "buoi",
    "pomelos": "buoi",
    "orange": "cam",
    "bưở": "buoi",
    "cá": "ca-lang",
}


def test_names_are_found_with_and_without_marks_in_both_languages(market: Flask) -> None:
    assert {typed: found(market, typed)[0] for typed in FIRST_FOUND} == FIRST_FOUND


def test_true_marks_stand_above_folded_ones(market: Flask) -> None:
    assert found(market, "mật")[:2] != found(market, "mắt")[:2]
    assert set(found(market, "mật")[:2]) == {"mat-ong", "mat-mia"}
    assert found(market, "mắt")[0] == "nuoc-mat"
    assert set(found(market, "mắt")) == {"nuoc-mat", "mat-ong", "mat-mia"}, "the others follow"
    assert set(found(market, "mat")) == {"nuoc-mat", "mat-ong", "mat-mia"}


def test_whole_words_stand_above_beginnings(market: Flask) -> None:
    order = found(market, "ca")
    assert {"ca-phe", "ca-lang"} == set(order[:2])
    assert {"cam", "ruou-cam", "tho-cam"} <= set(order)


def test_a_marked_word_is_no_beginning_of_words_with_other_marks(market: Flask) -> None:
    assert set(found(market, "cá")) == {"ca-lang", "ca-phe"}


def test_a_name_that_begins_with_the_words_comes_first(market: Flask) -> None:
    assert found(market, "cam") == ["cam", "ruou-cam", "tho-cam"]


def test_all_words_must_be_found(market: Flask) -> None:
    assert found(market, "mật cam") == []


def test_goods_are_found_by_maker_place_and_kind(market: Flask) -> None:
    for typed in ("Hoa Ban", "mai chau", "Mai Châu District", "chieng chau", "hang phien", "goods"):
        assert set(NAMES) <= set(found(market, typed)), typed


def test_goods_are_found_by_their_description(market: Flask) -> None:
    for typed in ("longan", "cui nhan", "củi nhãn"):
        assert found(market, typed) == ["thit"], typed


def test_a_story_leads_to_its_maker_and_the_makers_goods(market: Flask) -> None:
    for typed in ("trống đồng", "trong dong", "bronze drums"):
        answer = visitor(market).get("/en/products", query_string={"q": typed})
        assert "the goods of the makers whose story does" in page_words(answer)
        assert by_class(answer, "hits")[0].xpath('.//a[@href="/en/cooperatives/nha-det"]')
        assert set(found(market, typed)) == set(NAMES)


def test_districts_and_makers_stand_above_the_goods(market: Flask) -> None:
    answer = visitor(market).get("/en/products?q=mai+chau")
    above = by_class(answer, "hits")[0]
    assert above.xpath('.//a[@href="/en/districts/mai-chau"]')
    body = answer.get_data(as_text=True)
    assert body.index("chips") < body.index("card__name")


def test_raw_telex_is_read_only_when_nothing_else_is_found(market: Flask) -> None:
    answer = visitor(market).get("/en/products?q=maatj+ong")
    assert card_names(answer) == ["Forest honey"]
    assert "Showing results for “mật ong”" in page_words(answer)
    plain = visitor(market).get("/en/products?q=cam")
    assert "Showing results" not in page_words(plain)


def test_found_words_are_marked_and_nothing_else_is_markup(market: Flask) -> None:
    with market.app_context():
        make_product(slug="tricky", name_vi="<b>Mật</b> ong & co", name_en="")
        reindex()
        db.session.commit()
    answer = visitor(market).get("/vi/products?q=mat+ong")
    marked = {words(mark) for mark in tree(answer).xpath("//mark")}
    assert marked == {"Mật ong", "Mật", "ong"}
    assert not tree(answer).xpath('//*[@id="listing"]//b')


def test_search_and_filters_work_together(market: Flask) -> None:
    answer = visitor(market).get("/vi/products?q=mat&district=mai-chau&sort=name")
    assert card_names(answer) == ["Mật mía", "Mật ong rừng", "Nước rửa mắt"]


ODD = (
    '"', '""', "'", "*", "cam*", "AND", "cam AND", "OR OR", "NOT cam", "NEAR(cam, 2)",
    "names_folded:cam", "{a b}: c", "^cam", "cam + phe", "-", "--", "(", "cam)", "%", "_", "%%%",
    "\\", "cam:*", "cam & phe", "cam | phe", "!cam", "<->", "\x00", "cam\x00", "\x01\x02\x1f",
    "\u202e\u200b", "🍊", "🍊 cam", "漢字", "1e5", "3.14", "a@b.vn", "http://x/y?z",
    "'; DROP TABLE x", "a" * 10_000, "cam " * 2_500, "đ" * 300, "\ud7ff", "ʼn", "ſ", "١٢٣",
    "a\u0301" * 50, "ß", "İ",
)  # fmt: skip


def test_no_query_is_an_error(market: Flask) -> None:
    client = visitor(market)
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    for typed in ODD:
        query = {"q": typed}
        page = client.get("/vi/products", query_string=query)
        suggested = client.get("/vi/search/suggestions", query_string=query, headers=headers)
        assert (page.status_code, suggested.status_code) == (200, 200), typed[:40]


def test_signs_between_words_do_not_matter(market: Flask) -> None:
    assert found(market, "cam, cao-phong!") == ["cam"]


def test_hidden_goods_and_closed_makers_are_not_found(market: Flask) -> None:
    with market.app_context():
        product = db.session.query(Product).filter_by(slug="thit").one()
        product.cooperative.status = "closed"
        db.session.query(Product).filter_by(slug="cam").one().status = "hidden"
        db.session.commit()
    assert found(market, "cam") == ["ruou-cam", "tho-cam"]
    answer = visitor(market).get("/vi/products?q=bui+van+chung")
    assert not tree(answer).xpath('//*[@id="listing"]//a[contains(@href, "/cooperatives/")]')


QUERIES = (
    "cam", "cá", "ca", "mat ong", "mật", "mắt", "buoi", "tra", "trà", "che shan tuyet",
    "rượu", "ruou can", "mai chau", "cao phong", "htx", "hop tac xa", "cong ty", "orange", "honey",
    "tea", "brocade", "fish", "chicken", "luong son", "Đà Bắc", "da bac", "xa", "ha", "3t",
    "gói quà",
)  # fmt: skip


def test_the_shipped_market_answers_alike_on_every_database(
    databases: Databases, tmp_path: Path
) -> None:
    answers = [
        _answers(create_app(settings_for(tmp_path / kind, databases.copy_of(kind, "market"))))
        for kind in KINDS
    ]
    assert all(any(parts) for parts in answers[0].values()), "each query finds something"
    for other in answers[1:]:
        assert other == answers[0]


Answers = dict[str, tuple[list[str], list[str], list[str]]]


def _answers(app: Flask) -> Answers:
    with app.test_request_context("/vi/products"):
        standing = Standing.now()
        slugs = dict(db.session.execute(db.select(Product.id, Product.slug)).all())
        answers = {}
        for typed in QUERIES:
            finding = look_up(typed, standing)
            ids = page_of_ids(Filters(finding.scope), standing, slice(0, 200))
            places = finding.places
            answers[typed] = (
                [slugs[product_id] for product_id in ids],
                [district.slug for district in places.districts],
                [maker.slug for maker in (*places.makers, *places.others)],
            )
        db.session.remove()
        db.engine.dispose()
    return answers
