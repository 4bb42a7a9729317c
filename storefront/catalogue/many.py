"""Many goods made and changed in one go: the rules of `editing`, a few statements for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storefront.accounts.models import User
from storefront.activity.services import note
from storefront.catalogue.editing import (
    GoodsFacts,
    build_goods,
    check_licence,
    check_showable,
    slug_beside,
    write_facts,
)
from storefront.catalogue.models import Product
from storefront.catalogue.packs import PacksPlaced, place_packs
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.search.services import reindex
from storefront.stock.counting import begin_stock

Line = tuple[Product, str, dict[str, object]]


@dataclass(frozen=True, slots=True)
class GoodsWanted:
    """Hold goods as they are to be; new ones have no product, but a key given only once."""

    product: Product | None
    facts: GoodsFacts
    status: str
    key: str = ""


def write_many(
    shop: Cooperative, user: User, wanted: Sequence[GoodsWanted], *, tell: bool
) -> list[Product]:
    """Make and change goods of a maker, and return those that are new.

    The caller has locked the goods and knows them as they are. `tell` writes the lines of the
    log that changes one by one would have written. Raises NeedsLicence, NotApproved, UnknownPack.
    """
    lines: list[Line] = []
    with db.session.no_autoflush:
        taken = set(db.session.scalars(select(Product.slug)))
        placed = [_write(shop, user, goods, taken, lines.append) for goods in wanted]
        db.session.flush()
    begin_stock({variant.id: stock for _, packs in placed for variant, stock in packs.added})
    if tell:
        for product, verb, details in lines:
            note(shop, user, verb, product, product.name_vi, **details)
    found_by = [line[0].id for line in lines if line[1] in ("goods.created", "goods.changed")]
    if found_by:
        reindex("product", found_by)
    return [
        product for (product, _), goods in zip(placed, wanted, strict=True) if goods.product is None
    ]


def _write(
    shop: Cooperative,
    user: User,
    goods: GoodsWanted,
    taken: set[str],
    tell: Callable[[Line], None],
) -> tuple[Product, PacksPlaced]:
    product = goods.product
    if product is None:
        slug = slug_beside(taken, goods.facts.name_vi, shop)
        taken.add(slug)
        product = build_goods(shop, goods.facts, slug, f"{shop.id}:{goods.key}")
        db.session.add(product)
        tell((product, "goods.created", {}))
    else:
        product.revision += 1
        changes = write_facts(product, goods.facts)
        if changes:
            tell((product, "goods.changed", changes))
    if "published" in (product.status, goods.status) and goods.status != "hidden":
        check_licence(shop, product)
    packs = place_packs(product, goods.facts.packs)
    for verb, details in packs.lines:
        tell((product, verb, details))
    if goods.status != product.status:
        if goods.status == "published":
            check_showable(shop, user, product)
        if goods.product is not None or goods.status == "published":
            tell((product, f"goods.{goods.status}", {"before": product.status}))
        product.status = goods.status
    return product, packs
