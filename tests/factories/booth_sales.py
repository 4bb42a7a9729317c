"""Sales at booths, as phones tell them."""

from __future__ import annotations

import secrets
from typing import Any

from storefront.accounts.models import User
from storefront.booth_sales.models import BoothSale
from storefront.booth_sales.services import record_sale
from storefront.booth_sales.telling import ToldLine, ToldSale
from storefront.catalogue.models import Product
from storefront.showcase.models import Booth
from tests.factories import only_variant


def make_told(*goods: tuple[Product, int], **values: Any) -> ToldSale:
    """Return a sale of so many packs of each product at their prices, paid in cash."""
    lines = tuple(
        sorted(
            (
                ToldLine(only_variant(product).id, packs, only_variant(product).price_vnd or 0)
                for product, packs in goods
            ),
            key=lambda line: line.variant_id,
        )
    )
    total = sum(line.quantity * line.unit_price_vnd for line in lines)
    return ToldSale(
        **{
            "key": secrets.token_hex(20),
            "method": "cash",
            "lines": lines,
            "total_vnd": total,
            **values,
        }
    )


def make_sale(booth: Booth, seller: User, packs: int = 1, **values: Any) -> BoothSale:
    """Record a sale of the first of a booth's goods."""
    shop = booth.cooperative
    assert shop is not None
    told = make_told((booth.products[0].product, packs), **values)
    return record_sale(booth, shop, seller, told, demo=True)
