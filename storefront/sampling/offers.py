"""Event prices and vouchers of the sample showcase; their times are those of its days."""

from __future__ import annotations

from sqlalchemy import select

from storefront.catalogue.models import Product
from storefront.database import db
from storefront.importing.reading import Row
from storefront.promotions.models import PERCENT, EventPrice, Voucher
from storefront.showcase.models import Booth, Showcase

WHOLE_THOUSANDS = 1_000


def add_offers(showcase: Showcase, rows: dict[str, list[Row]]) -> None:
    """Add the event prices and vouchers of booths and goods that are in the shop."""
    booths = {booth.number: booth for booth in showcase.booths}
    for row in rows["event_prices.csv"]:
        if row["number"] in booths:
            _add_prices(booths[row["number"]], row)
    for row in rows["vouchers.csv"]:
        if row["number"] in booths:
            db.session.add(_voucher(booths[row["number"]], row))
    db.session.flush()


def _add_prices(booth: Booth, row: Row) -> None:
    """Lower the price of every pack of a product, to whole thousands of đồng; never of alcohol."""
    product = db.session.scalar(
        select(Product).where(
            Product.slug == row["product_slug"], Product.cooperative_id == booth.cooperative_id
        )
    )
    if product is None or product.is_alcohol:
        return
    for variant in product.variants:
        regular = variant.price(demo=True) or 0
        lowered = regular * (100 - row["percent_off"]) // 100
        price = lowered - lowered % WHOLE_THOUSANDS
        if price > 0:
            db.session.add(
                EventPrice(
                    booth=booth, variant=variant, price_vnd=price, quantity_limit=row["limit"]
                )
            )


def _voucher(booth: Booth, row: Row) -> Voucher:
    return Voucher(
        booth=booth,
        cooperative_id=booth.cooperative_id,
        code=row["code"],
        key=row["code"],
        kind=PERCENT,
        value=row["percent"],
        min_goods_vnd=row["min_goods_vnd"] or 0,
        use_limit=row["limit"],
    )
