"""Making a market up, for benchmarks: varied, in both languages, with a picture for all goods."""

from __future__ import annotations

from random import Random

from flask import g

from storefront.generating.goods import generate_goods
from storefront.generating.orders import NothingToOrder, generate_orders
from storefront.search.services import reindex

__all__ = ["NothingToOrder", "generate"]


def generate(products: int, orders: int, seed: int) -> int:
    """Add so many products and purchases, and return how many makers came with them.

    The same seed makes the same goods in an empty shop. What is generated says that it is a
    sample, but for prices and stock, so that it can be ordered in every mode. Raises
    NothingToOrder; the caller commits.
    """
    rng = Random(seed)  # noqa: S311 — for variety, not for secrets
    makers = generate_goods(products, rng)
    g.pop("market", None)
    generate_orders(orders, rng)
    if products:
        reindex()
    return makers
