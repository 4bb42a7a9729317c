"""Keeping the words of everything true."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice

from sqlalchemy import delete, insert, select

from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.search.documents import (
    Document,
    cooperative_documents,
    district_documents,
    product_documents,
)
from storefront.search.models import SearchDocument

ROWS_AT_ONCE = 500
Ids = Collection[int] | None

_WRITERS: dict[str, Callable[[Ids], Iterator[Document]]] = {
    "district": district_documents,
    "cooperative": cooperative_documents,
    "product": product_documents,
}


def reindex(kind: str | None = None, ids: Ids = None) -> None:
    """Write the words of some products, makers or districts anew, or of all.

    Goods are found by the names of their maker and district, and makers by their district's,
    so theirs are written anew with them. Raises KeyError for an unknown kind.
    """
    db.session.flush()
    if kind is None:
        for each in _WRITERS:
            _rewrite(each, None)
        return
    _rewrite(kind, ids)
    if kind == "district":
        reindex("cooperative", _children(Cooperative.id, Cooperative.district_id, ids))
    elif kind == "cooperative":
        reindex("product", _children(Product.id, Product.cooperative_id, ids))


def _children(child: object, parent: object, ids: Ids) -> Ids:
    if ids is None:
        return None
    return db.session.scalars(select(child).where(parent.in_(ids))).all()  # type: ignore[attr-defined, call-overload]


def _rewrite(kind: str, ids: Ids) -> None:
    old = delete(SearchDocument).where(SearchDocument.kind == kind)
    if ids is not None:
        old = old.where(SearchDocument.owner_id.in_(ids))
    documents = _WRITERS[kind](ids)
    db.session.execute(old.execution_options(synchronize_session=False))
    for batch in _batches(documents):
        db.session.execute(insert(SearchDocument), batch)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := list(islice(rest, ROWS_AT_ONCE)):
        yield batch
