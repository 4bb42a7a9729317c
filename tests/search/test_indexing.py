"""The index stays true: after changes of products, makers and districts, and by itself."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from storefront.catalogue.conditions import Standing
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.database import db
from storefront.search.models import SearchDocument
from storefront.search.services import look_up, reindex
from tests.factories import make_cooperative, make_market, make_product


def goods(typed: str) -> list[int]:
    """Return the ids of the goods that words find."""
    finding = look_up(typed, Standing.now())
    return list(page_of_ids(Filters(finding.scope), Standing.now(), slice(0, 99)))


def test_a_new_name_is_found_and_the_old_one_is_not(app: Flask) -> None:
    with app.test_request_context("/vi/"):
        make_market()
        product = make_product(name_vi="Hạt dổi", name_en="Doi seeds")
        reindex()
        assert goods("hat doi") == [product.id]
        product.name_vi, product.name_en = "Măng khô", "Dried shoots"
        reindex("product", [product.id])
        assert goods("hat doi") == []
        assert goods("mang kho") == [product.id]


def test_goods_follow_the_new_name_of_their_maker_and_district(app: Flask) -> None:
    with app.test_request_context("/vi/"):
        make_market()
        product = make_product()
        reindex()
        product.cooperative.name_vi = "Tổ ươm tơ"
        reindex("cooperative", [product.cooperative_id])
        assert goods("uom to") == [product.id]
        product.cooperative.district.name_vi = "Huyện Mường Lay"
        reindex("district", [product.cooperative.district_id])
        assert goods("muong lay") == [product.id]


def test_indexing_again_changes_nothing(app: Flask) -> None:
    with app.test_request_context("/vi/"):
        make_market()
        make_product(cooperative=make_cooperative(story_vi="Chuyện nhà", story_en="A story"))
        reindex()
        before = _documents()
        reindex()
        reindex("district")
        reindex("cooperative")
        assert _documents() == before


def test_the_index_follows_the_table_by_itself(app: Flask) -> None:
    with app.test_request_context("/vi/"):
        make_market()
        product = make_product(name_vi="Hạt dổi", name_en="Doi seeds")
        reindex()
        document = db.session.scalars(
            select(SearchDocument).where(SearchDocument.owner_id == product.id)
            .where(SearchDocument.kind == "product")
        ).one()  # fmt: skip
        document.names_folded = document.names_marked = "khac"
        db.session.flush()
        assert (goods("hat doi"), goods("khac")) == ([], [product.id])
        db.session.delete(document)
        db.session.flush()
        assert goods("khac") == []


def test_both_spellings_of_a_tone_are_one_word(app: Flask) -> None:
    with app.test_request_context("/vi/"):
        make_market()
        product = make_product(name_vi="Bánh Hoà Bình", name_en="Cake")
        reindex()
        assert goods("bánh Hòa Bình") == goods("bánh Hoà Bình") == [product.id]


def _documents() -> list[tuple[object, ...]]:
    columns = [column for column in SearchDocument.__table__.columns if column.name != "id"]
    return sorted(tuple(row) for row in db.session.execute(select(*columns)))
