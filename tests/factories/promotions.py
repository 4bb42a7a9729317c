"""Event prices and vouchers for tests, at a showcase that is on."""

from __future__ import annotations

from itertools import count
from typing import Any

from storefront.catalogue.models import Product
from storefront.database import db
from storefront.promotions.models import EventPrice, Voucher
from storefront.promotions.vouchers import voucher_key
from storefront.showcase.models import Booth
from storefront.showcase.signs import code_for
from tests.factories import only_variant
from tests.factories.showcases import make_booth, make_showcase

_numbers = count(1)


def make_booth_of(*products: Product, **values: Any) -> Booth:
    """Add a booth at a showcase of its own for the maker of some goods."""
    days_ahead = values.pop("days_ahead", 0)
    return make_booth(
        make_showcase(days_ahead=days_ahead), products[0].cooperative, *products, **values
    )


def code_of(booth: Booth) -> str:
    """Return the code of a booth's card."""
    return code_for(booth.showcase, "booth_card", booth).code


def make_event_price(booth: Booth, product: Product, price: int, **values: Any) -> EventPrice:
    """Add an event price for a product's one pack."""
    added = EventPrice(booth=booth, variant=only_variant(product), price_vnd=price, **values)
    db.session.add(added)
    db.session.flush()
    return added


def make_voucher(booth: Booth, **values: Any) -> Voucher:
    """Add a voucher of 10,000 đồng."""
    code = values.pop("code", f"MUONG{next(_numbers)}")
    added = Voucher(
        **{
            "booth": booth,
            "cooperative": booth.cooperative,
            "code": code,
            "key": voucher_key(code),
            "kind": "amount",
            "value": 10_000,
            **values,
        }
    )
    db.session.add(added)
    db.session.flush()
    return added
