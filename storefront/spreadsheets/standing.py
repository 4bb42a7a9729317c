"""What stands in the shop: a cooperative's goods, as the columns of a spreadsheet hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from storefront.catalogue.models import Category, Product, Variant
from storefront.catalogue.packs import PackFacts
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.spreadsheets.columns import Column, Of
from storefront.stock.services import sellable_now


@dataclass(frozen=True, slots=True)
class Pack:
    """Hold a pack size; `code` is what a sheet knows it by among those of its goods."""

    variant: Variant
    code: str
    values: dict[str, Any]

    def facts(self) -> PackFacts:
        """Return the pack as it is."""
        values = {name: value for name, value in self.values.items() if name != "stock"}
        return PackFacts(variant_id=self.variant.id, **values)


@dataclass(frozen=True, slots=True)
class Goods:
    """Hold goods with their pack sizes, in their order."""

    product: Product
    values: dict[str, Any]
    packs: Sequence[Pack]


def all_kinds() -> Sequence[Category]:
    """Return the kinds of goods, in their order."""
    return db.session.scalars(select(Category).order_by(Category.position, Category.id)).all()


def standing_goods(
    shop: Cooperative, columns: Sequence[Column], *, demo: bool, lock: bool = False
) -> list[Goods]:
    """Return a maker's goods but for the archived, in the order of their names.

    `lock` keeps others from changing them until the transaction ends.
    """
    wanted = (
        select(Product)
        .where(Product.cooperative_id == shop.id, Product.status != "archived")
        .order_by(Product.id)
        .options(selectinload(Product.variants))
        .execution_options(populate_existing=True)
    )
    if lock:
        wanted = wanted.with_for_update(key_share=True)
    products = db.session.scalars(wanted).all()
    stock = sellable_now([pack.id for each in products for pack in each.variants], demo=demo)
    names = [column.name for column in columns if column.of is Of.GOODS]
    goods = [
        Goods(
            product, {name: getattr(product, name) for name in names}, _packs(product, stock, demo)
        )
        for product in products
    ]
    return sorted(goods, key=lambda each: (each.product.sort_key_vi, each.product.id))


def archived_slugs(shop: Cooperative) -> set[str]:
    """Return the addresses of goods that a maker has laid by."""
    archived = (Product.cooperative_id == shop.id, Product.status == "archived")
    return set(db.session.scalars(select(Product.slug).where(*archived)))


def _packs(product: Product, stock: dict[int, int], demo: bool) -> list[Pack]:
    codes = [pack.code for pack in product.variants]
    return [
        Pack(
            pack,
            pack.code if pack.code and codes.count(pack.code) == 1 else f"*{pack.id}",
            {
                "label_vi": pack.label_vi,
                "label_en": pack.label_en,
                "price_vnd": pack.price(demo=demo),
                "weight_g": pack.weight_g,
                "stock": stock[pack.id],
                "is_active": pack.is_active,
            },
        )
        for pack in product.variants
    ]
