"""What is in a cart, read from the database in few queries."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storefront.cart.models import Cart, CartItem
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.stock.models import StockRecord


def items_of(cart: Cart) -> Sequence[CartItem]:
    """Return the items of a cart, read anew, with their goods and makers."""
    product = joinedload(CartItem.variant).joinedload(Variant.product)
    maker = product.joinedload(Product.cooperative)
    return db.session.scalars(
        select(CartItem)
        .where(CartItem.cart_id == cart.id)
        .order_by(CartItem.id)
        .options(
            maker.joinedload(Cooperative.district),
            maker.joinedload(Cooperative.commune),
            product.selectinload(Product.variants),
        )
        .execution_options(populate_existing=True)
    ).all()


def stock_of(items: Sequence[CartItem]) -> dict[int, int]:
    """Return how many packs of each variant can be sold now."""
    demo = in_demo_mode()
    ids = [item.variant_id for item in items]
    records = db.session.scalars(
        select(StockRecord)
        .where(StockRecord.variant_id.in_(ids))
        .execution_options(populate_existing=True)
    )
    return {record.variant_id: record.sellable(demo=demo) for record in records}
