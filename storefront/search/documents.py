"""The words that each product, maker and district can be found by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, Select, select

from storefront.catalogue.models import Category, Product
from storefront.cooperatives.models import Cooperative, District, DistrictCommune, StoryBlock
from storefront.database import db
from storefront.text import marked_tokens, tokens

# People search for a maker by what it is, also where its registered name says it otherwise.
KIND_WORDS = {
    "cooperative": "hợp tác xã htx cooperative",
    "company": "công ty company",
    "household": "hộ kinh doanh household",
    "workshop": "cơ sở xưởng workshop",
    "group": "tổ hợp tác nhóm group",
}

Document = dict[str, Any]
Words = Select[*tuple[Any, ...]]


def product_documents(ids: Collection[int] | None) -> Iterator[Document]:
    """Return the words of products; all of them for None."""
    for row in _rows(_product_words(), Product.id, ids):
        yield _document("product", row.id, row[1:3], row[3:])


def cooperative_documents(ids: Collection[int] | None) -> Iterator[Document]:
    """Return the words of makers; all of them for None."""
    told: dict[int, list[str]] = {}
    for maker_id, *words in _rows(_block_words(), StoryBlock.cooperative_id, ids):
        told.setdefault(maker_id, []).extend(words)
    for row in _rows(_cooperative_words(), Cooperative.id, ids):
        words = [*row[4:], *told.get(row.id, []), KIND_WORDS[row.maker_kind]]
        yield _document("cooperative", row.id, row[2:4], words)


def district_documents(ids: Collection[int] | None) -> Iterator[Document]:
    """Return the words of districts; all of them for None."""
    communes: dict[int, list[str]] = {}
    names = select(
        DistrictCommune.district_id,
        DistrictCommune.name_vi,
        DistrictCommune.name_en,
        DistrictCommune.merged_from_vi,
    ).order_by(DistrictCommune.code)
    for district_id, *words in db.session.execute(names):
        communes.setdefault(district_id, []).extend(words)
    columns = select(
        District.id, District.name_vi, District.name_en, District.intro_vi, District.intro_en
    )
    for row in _rows(columns, District.id, ids):
        words = [*row[3:], *communes.get(row.id, [])]
        yield _document("district", row.id, row[1:3], words)


def _product_words() -> Words:
    return (
        select(
            Product.id,
            Product.name_vi,
            Product.name_en,
            Cooperative.name_vi,
            Cooperative.name_en,
            District.name_vi,
            District.name_en,
            Cooperative.old_commune_vi,
            DistrictCommune.name_vi,
            DistrictCommune.name_en,
            Category.name_vi,
            Category.name_en,
            Product.description_vi,
            Product.description_en,
        )
        .join(Cooperative, Cooperative.id == Product.cooperative_id)
        .join(District, District.id == Cooperative.district_id)
        .join(Category, Category.id == Product.category_id)
        .outerjoin(DistrictCommune, DistrictCommune.code == Cooperative.commune_code)
    )


def _cooperative_words() -> Words:
    return (
        select(
            Cooperative.id,
            Cooperative.maker_kind,
            Cooperative.name_vi,
            Cooperative.name_en,
            District.name_vi,
            District.name_en,
            Cooperative.old_commune_vi,
            DistrictCommune.name_vi,
            DistrictCommune.name_en,
            Cooperative.summary_vi,
            Cooperative.summary_en,
            Cooperative.story_vi,
            Cooperative.story_en,
        )
        .join(District, District.id == Cooperative.district_id)
        .outerjoin(DistrictCommune, DistrictCommune.code == Cooperative.commune_code)
    )


def _block_words() -> Words:
    return select(
        StoryBlock.cooperative_id,
        StoryBlock.heading_vi,
        StoryBlock.heading_en,
        StoryBlock.body_vi,
        StoryBlock.body_en,
    )


def _rows(
    statement: Words, key: Any, ids: Collection[int] | None
) -> Iterator[Row[*tuple[Any, ...]]]:
    if ids is not None:
        statement = statement.where(key.in_(ids))
    return iter(db.session.execute(statement.order_by(key)))


def _document(
    kind: str, owner_id: int, names: Sequence[str | None], context: Sequence[str | None]
) -> Document:
    name_text, context_text = _joined(names), _joined(context)
    return {
        "kind": kind,
        "owner_id": owner_id,
        "names_marked": " ".join(marked_tokens(name_text)),
        "names_folded": " ".join(tokens(name_text)),
        "context_marked": " ".join(marked_tokens(context_text)),
        "context_folded": " ".join(tokens(context_text)),
    }


def _joined(texts: Sequence[str | None]) -> str:
    return "\n".join(text for text in texts if text)
