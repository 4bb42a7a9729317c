"""The goods that a cooperative brings to its booth: its own, and only those on sale."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from storefront.accounts.models import User
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.showcase.models import ACCEPTED, Booth, BoothProduct
from storefront.showcase.page_codes import ensure_codes
from storefront.showcase.standing import Closed, Moved, fingerprint, hold, touched

MOST_GOODS = 60


class UnknownGoods(Exception):
    """Say that something was chosen that the cooperative does not sell, or no longer sells."""


class TooManyGoods(Exception):
    """Say that a booth shows as many goods as it can."""


def goods_to_choose(shop: Cooperative) -> Sequence[Product]:
    """Return the goods that a cooperative has on sale, in the alphabet's order."""
    return db.session.scalars(
        select(Product)
        .where(Product.cooperative_id == shop.id, Product.status == "published")
        .order_by(Product.sort_key_vi, Product.id)
    ).all()


def chosen_ids(booth: Booth) -> list[int]:
    """Return the ids of the goods that a booth shows, in their order."""
    return [chosen.product_id for chosen in booth.products]


def chosen_seen(booth: Booth) -> str:
    """Return the fingerprint of the goods that a booth shows."""
    return fingerprint(chosen_ids(booth))


def choose_goods(
    booth: Booth, shop: Cooperative, user: User, product_ids: Sequence[int], seen: str
) -> None:
    """Set which goods a booth shows, in this order; those kept keep what hangs on them.

    Raises Closed where the cooperative does not stand there, Moved, UnknownGoods, TooManyGoods.
    """
    hold(booth.showcase, booth)
    if booth.cooperative_id != shop.id or booth.state != ACCEPTED:
        raise Closed
    before = chosen_ids(booth)
    if fingerprint(before) != seen:
        raise Moved
    wanted = list(dict.fromkeys(product_ids))
    if len(wanted) > MOST_GOODS:
        raise TooManyGoods
    # What is hidden for now stays chosen, but cannot be chosen anew.
    if not set(wanted) <= {product.id for product in goods_to_choose(shop)} | set(before):
        raise UnknownGoods
    if wanted == before:
        return
    kept = {chosen.product_id: chosen for chosen in booth.products}
    booth.products = [
        kept.get(product_id) or BoothProduct(product_id=product_id) for product_id in wanted
    ]
    for place, chosen in enumerate(booth.products):
        chosen.position = place
    booth.revision += 1
    db.session.flush()
    ensure_codes(booth.showcase)
    touched(booth.showcase, user, "booth.goods_chosen", shop=shop, booth=booth.number)
