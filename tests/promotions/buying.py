"""A booth, a visitor who comes by its sign, and the order they place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from storefront.database import db
from storefront.market.models import Market
from storefront.ordering.models import Order
from storefront.promotions.models import EventPrice, Voucher
from storefront.showcase.models import Booth
from tests.client import ShopClient
from tests.factories import make_cooperative, make_market, make_product, only_variant
from tests.factories.promotions import code_of, make_booth_of, make_event_price, make_voucher

REGULAR, LOWER = 85_000, 75_000


@dataclass(frozen=True, slots=True)
class Fair:
    """Hold the ids and the code of a booth with two goods, the first at an event price."""

    app: Flask
    booth_id: int
    code: str
    first: int
    second: int
    slug: str
    price_id: int
    maker: str

    def buy(
        self, client: ShopClient, variant_id: int, quantity: int = 1, **form: Any
    ) -> TestResponse:
        """Send the form of a product page."""
        data = {"product_id": variant_id, "quantity": quantity, **form}
        return client.post("/en/cart/items", data=data)

    def change(self, **values: Any) -> None:
        """Change the event price behind everybody's back."""
        with self.app.app_context():
            price = db.session.get_one(EventPrice, self.price_id)
            for name, value in values.items():
                setattr(price, name, value)
            db.session.commit()

    def pages(self) -> tuple[str, str]:
        """Return the addresses of the booth's page and of the screen's slides."""
        with self.app.app_context():
            booth = db.session.get_one(Booth, self.booth_id)
            showcase = f"/en/showcases/{booth.showcase.slug}"
            return f"{showcase}/booths/{booth.slug}", f"{showcase}/screen/deck"

    def used(self) -> int:
        """Return how many packs were sold at the event price."""
        with self.app.app_context():
            return db.session.get_one(EventPrice, self.price_id).used


def make_fair(
    app: Flask,
    *,
    limit: int | None = None,
    days_ahead: int = 0,
    goods: dict[str, Any] | None = None,
) -> Fair:
    """Make a booth with two goods of 85,000 and 50,000 đồng, the first for 75,000 there."""
    with app.app_context():
        if db.session.get(Market, 1) is None:
            make_market()
        shop = make_cooperative(terms={"free_from_vnd": 150_000})
        first = make_product(
            price=REGULAR, cooperative=shop, name_en="Honey", name_vi="Mật ong", **(goods or {})
        )
        second = make_product(price=50_000, cooperative=shop, name_en="Tea", name_vi="Chè")
        booth = make_booth_of(first, second, days_ahead=days_ahead)
        price = make_event_price(booth, first, LOWER, quantity_limit=limit)
        fair = Fair(
            app,
            booth.id,
            code_of(booth),
            only_variant(first).id,
            only_variant(second).id,
            first.slug,
            price.id,
            shop.slug,
        )
        db.session.commit()
        return fair


def give_voucher(fair: Fair, **values: Any) -> int:
    """Add a voucher at the fair's booth."""
    with fair.app.app_context():
        voucher = make_voucher(db.session.get_one(Booth, fair.booth_id), **values)
        db.session.commit()
        return voucher.id


def voucher_used(fair: Fair, voucher_id: int) -> int:
    """Return how many orders used a voucher."""
    with fair.app.app_context():
        return db.session.get_one(Voucher, voucher_id).used


def type_code(client: ShopClient, code: str, language: str = "en") -> TestResponse:
    """Send the voucher's form of the cart."""
    token = client.token_from(f"/{language}/cart")
    data = {"csrf_token": token, "voucher_code": code}
    return client.post(f"/{language}/cart/voucher", data=data)


def the_order(app: Flask) -> Order:
    """Return the one order, with its lines; to be asked within the shop."""
    order: Order = db.session.scalars(db.select(Order)).one()
    return order
