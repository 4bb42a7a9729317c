"""Carts ready to order, and orders that already stand."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from storefront.cart.models import Cart, CartItem
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.ordering.codes import new_code
from storefront.ordering.models import LineItem, Order, Purchase, StateChange
from storefront.payments.models import BankAccount
from storefront.stock.services import Wanted, reserve_stock
from tests.factories import NOON, only_variant

PROVINCE = "25"
COMMUNE = "05089"
PHONE = "+84912345670"


def make_cart(*goods: tuple[Product, int], session_key: str = "session", **values: Any) -> Cart:
    """Add a cart with so many packs of each product, its buyer's details complete."""
    cart = Cart(
        **{
            "session_key": session_key,
            "full_name": "Nguyễn Thị Hoa",
            "phone": PHONE,
            "province_code": PROVINCE,
            "commune_code": COMMUNE,
            "street": "Xóm Má",
            "payment_method": "cod",
            **values,
        }
    )
    for product, quantity in goods:
        variant = only_variant(product)
        cart.items.append(
            CartItem(variant=variant, quantity=quantity, price_seen_vnd=variant.price_vnd or 0)
        )
    db.session.add(cart)
    db.session.flush()
    return cart


def make_order(
    product: Product,
    quantity: int = 1,
    *,
    payment_method: str = "bank_transfer",
    placed_at: datetime = NOON,
    **values: Any,
) -> Order:
    """Add a placed order of one line for a product's maker, its stock held for a day or two."""
    variant, maker = only_variant(product), product.cooperative
    price = variant.price_vnd or 0
    account = db.session.query(BankAccount).filter_by(cooperative_id=maker.id).one()
    order = Order(
        **{
            "cooperative_id": maker.id,
            "code": new_code(),
            "payment_method": payment_method,
            "zone": "province",
            "goods_vnd": price * quantity,
            "delivery_vnd": 25_000,
            "total_vnd": price * quantity + 25_000,
            "days_min": 2,
            "days_max": 5,
            "seller_name_vi": maker.name_vi,
            "seller_name_en": maker.name_en,
            "seller_phone": maker.phone,
            "placed_at": placed_at,
            **_promise(payment_method, placed_at, account),
            **values,
        }
    )
    order.line_items = [
        LineItem(
            variant_id=variant.id,
            product_slug=product.slug,
            name_vi=product.name_vi,
            name_en=product.name_en,
            unit_price_vnd=price,
            quantity=quantity,
            line_vnd=price * quantity,
            weight_g=variant.weight_g * quantity,
        )
    ]
    order.state_changes = [
        StateChange(machine="order", to_status="placed", actor="buyer", changed_at=placed_at)
    ]
    db.session.add(_purchase(order))
    db.session.flush()
    short = reserve_stock(
        [Wanted(variant.id, order.line_items[0].id, quantity, placed_at + timedelta(days=1))],
        demo=True,
    )
    assert not short
    return order


def _promise(method: str, placed_at: datetime, account: BankAccount) -> dict[str, Any]:
    if method == "cod":
        return {"confirm_until": placed_at + timedelta(hours=48)}
    return {
        "hold_until": placed_at + timedelta(hours=24),
        "bank_bin": account.bank_bin,
        "account_number": account.number,
        "account_holder": account.holder,
    }


def _purchase(order: Order) -> Purchase:
    return Purchase(
        token=secrets.token_urlsafe(24),
        session_key=secrets.token_urlsafe(8),
        idempotency_key=secrets.token_urlsafe(8),
        language="vi",
        full_name="Nguyễn Thị Hoa",
        phone=PHONE,
        province_code=PROVINCE,
        province_name="Tỉnh Phú Thọ",
        commune_code=COMMUNE,
        commune_name="Xã Cao Phong",
        places_version="test",
        street="Xóm Má",
        total_vnd=order.total_vnd,
        terms_version="test",
        placed_at=order.placed_at,
        orders=[order],
    )
