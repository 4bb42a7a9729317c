"""Copies of what the buyer saw: a draft written down as a purchase and its orders."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from storefront.checkout.drafts import Draft, DraftLine, DraftShop
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.ordering.codes import new_code
from storefront.ordering.errors import PaymentNotOffered
from storefront.ordering.models import LineItem, Order, Purchase, StateChange
from storefront.ordering.states import INITIAL
from storefront.payments.models import BankAccount
from storefront.places.directory import DATASET_VERSION

TOKEN_BYTES = 24  # 192 bits, 32 characters


def purchase_from(draft: Draft, now: datetime) -> Purchase:
    """Write a draft down as a purchase with one order per maker, not yet stored.

    Who placed it, and what was agreed to, is for the caller to add. Raises PaymentNotOffered.
    """
    details = draft.details
    accounts = _accounts_of(draft)
    return Purchase(
        token=secrets.token_urlsafe(TOKEN_BYTES),
        full_name=details.full_name,
        phone=details.phone,
        email=details.email,
        province_code=details.province_code,
        province_name=details.province_name,
        commune_code=details.commune_code,
        commune_name=details.commune_name,
        places_version=DATASET_VERSION,
        street=details.street,
        note=details.note,
        total_vnd=draft.total_vnd,
        placed_at=now,
        orders=[_order(shop, accounts.get(shop.cooperative.id), now) for shop in draft.shops],
    )


def _accounts_of(draft: Draft) -> dict[int, BankAccount]:
    """Return the makers' accounts; sample accounts count in demo mode only."""
    ids = [shop.cooperative.id for shop in draft.shops]
    statement = select(BankAccount).where(BankAccount.cooperative_id.in_(ids))
    if not in_demo_mode():
        statement = statement.where(BankAccount.is_sample.is_(False))
    return {account.cooperative_id: account for account in db.session.scalars(statement)}


def _order(shop: DraftShop, account: BankAccount | None, now: datetime) -> Order:
    maker, terms = shop.cooperative, shop.terms
    order = Order(
        cooperative_id=maker.id,
        code=_unused_code(),
        payment_method=shop.payment_method,
        zone=shop.zone,
        is_pickup=shop.is_pickup,
        goods_vnd=shop.goods_vnd,
        discount_vnd=shop.discount_vnd,
        voucher_code=shop.voucher.code if shop.voucher and shop.discount_vnd else "",
        delivery_vnd=shop.delivery_vnd,
        total_vnd=shop.total_vnd,
        days_min=terms.days_min,
        days_max=terms.days_max,
        seller_name_vi=maker.name_vi,
        seller_name_en=maker.name_en,
        **_seller(maker),
        pickup_vi=terms.pickup_vi if shop.is_pickup else "",
        pickup_en=terms.pickup_en if shop.is_pickup else "",
        inspection_vi=terms.inspection_vi,
        inspection_en=terms.inspection_en,
        returns_vi=terms.returns_vi,
        returns_en=terms.returns_en,
        placed_at=now,
    )
    _promise_payment(order, shop, account, now)
    by_variant = sorted(shop.lines, key=lambda line: line.variant.id)
    order.line_items = [_line_item(line) for line in by_variant]
    order.state_changes = [
        StateChange(machine="order", to_status=INITIAL["order"], actor="buyer", changed_at=now)
    ]
    return order


def _seller(maker: Cooperative) -> dict[str, Any]:
    """Return how to reach the seller and who it is in law; samples count in demo mode only."""
    demo = in_demo_mode()
    phone = demo or not maker.phone_is_sample
    legal = demo or not maker.legal_is_sample
    return {
        "seller_phone": maker.phone if phone else "",
        "seller_legal_name": maker.legal_name if legal else "",
        "seller_address": maker.legal_address if legal else "",
        "seller_business_number": maker.business_number if legal else "",
        "seller_is_sample": demo and (maker.phone_is_sample or maker.legal_is_sample),
    }


def _promise_payment(
    order: Order, shop: DraftShop, account: BankAccount | None, now: datetime
) -> None:
    """Say until when an unpaid transfer or an unconfirmed cash order holds, and where to pay."""
    if shop.payment_method == "cod":
        order.confirm_until = now + timedelta(hours=shop.terms.confirm_hours)
        return
    if account is None:
        raise PaymentNotOffered(shop.cooperative.slug)
    order.hold_until = now + timedelta(hours=shop.terms.hold_hours)
    order.bank_bin = account.bank_bin
    order.account_number = account.number
    order.account_holder = account.holder
    order.account_is_sample = account.is_sample


def _line_item(line: DraftLine) -> LineItem:
    variant, product = line.variant, line.product
    return LineItem(
        variant_id=variant.id,
        product_slug=product.slug,
        name_vi=product.name_vi,
        name_en=product.name_en,
        label_vi=variant.label_vi,
        label_en=variant.label_en,
        unit_price_vnd=line.unit_price_vnd,
        quantity=line.quantity,
        line_vnd=line.line_vnd,
        weight_g=line.weight_g,
        is_alcohol=product.is_alcohol,
        regular_price_vnd=line.event.regular_vnd if line.event and line.at_event_price else None,
        discount_vnd=line.discount_vnd,
        source=line.source,
    )


def _unused_code() -> str:
    """Return a code that no order has; two orders at once with one code the database refuses."""
    while True:
        code = new_code()
        if db.session.scalar(select(Order.id).where(Order.code == code)) is None:
            return code
