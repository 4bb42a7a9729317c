"""Placing an order, finding it again, and calling it off."""

from __future__ import annotations

import hmac
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from storefront import clock
from storefront.cart.contents import CLOSED, SHORT, SOLD_OUT
from storefront.cart.models import Cart
from storefront.cart.services import finish_cart
from storefront.checkout.drafts import Draft, prepare_draft
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.ordering.changes import BUYER, change_status, lock_order, states_of
from storefront.ordering.codes import normalise_code
from storefront.ordering.errors import (
    AdultDeclarationMissing,
    CannotDeliver,
    DetailsMissing,
    EmptyCart,
    GoodsGone,
    InsufficientStock,
    InvalidTransition,
    PaymentNotOffered,
    ShopClosed,
    Shortage,
    TermsChanged,
    TotalChanged,
    UnusableKey,
)
from storefront.ordering.models import Order, Purchase
from storefront.ordering.promises import take_promotions
from storefront.ordering.snapshots import purchase_from
from storefront.ordering.states import may_cancel
from storefront.phones import InvalidPhone, parse_phone
from storefront.stock.services import Wanted, reserve_stock

_KEY = re.compile(r"[!-~]{1,64}")

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Hold what the buyer saw and said at the review, beside the cart itself.

    `shown_total_vnd` is the total in đồng that stood on the page; `payment_methods` maps the
    slugs of makers to how the buyer pays them, where that was asked. `shown_terms` is the digest
    of what the makers promised there, "" for who saw no such page.
    """

    shown_total_vnd: int
    language: str
    terms_version: str
    marketing_consent: bool = False
    declared_adult: bool = False
    shown_terms: str = ""
    payment_methods: Mapping[str, str] = field(default_factory=dict)


def placed_before(session_key: str, idempotency_key: str) -> Purchase | None:
    """Return what this browser session has already placed under a key."""
    if not _KEY.fullmatch(idempotency_key):
        return None
    return db.session.scalar(
        select(Purchase).where(
            Purchase.session_key == session_key, Purchase.idempotency_key == idempotency_key
        )
    )


def place_order(
    session_key: str,
    idempotency_key: str,
    agreement: Agreement,
    *,
    now: datetime | None = None,
) -> Purchase:
    """Make one purchase of a session's cart, with one order per maker, all or none.

    The same key of the same session always gives the same purchase. Raises a kind of
    OrderRefused, with nothing changed.
    """
    if not _KEY.fullmatch(idempotency_key):
        raise UnusableKey
    before = placed_before(session_key, idempotency_key)
    if before is not None:
        return before
    try:
        with db.session.begin_nested():
            return _place(session_key, idempotency_key, agreement, now or clock.now())
    except IntegrityError:
        # Somebody placed it between the look-up and the insertion.
        before = placed_before(session_key, idempotency_key)
        if before is None:
            raise
        return before


def _place(session_key: str, idempotency_key: str, agreement: Agreement, now: datetime) -> Purchase:
    cart = _locked_cart(session_key)
    before = placed_before(session_key, idempotency_key)
    if before is not None:
        return before
    draft = _judged_draft(cart, agreement, now)
    purchase = purchase_from(draft, now)
    purchase.session_key = session_key
    purchase.idempotency_key = idempotency_key
    purchase.language = agreement.language
    purchase.terms_version = agreement.terms_version
    purchase.marketing_consent = agreement.marketing_consent
    purchase.declared_adult = agreement.declared_adult and draft.has_alcohol
    db.session.add(purchase)
    db.session.flush()
    take_promotions(draft, purchase, now)
    _reserve(purchase)
    finish_cart(draft.cart, {item.variant_id for o in purchase.orders for item in o.line_items})
    log.info("purchase %s placed: %s", purchase.id, " ".join(o.code for o in purchase.orders))
    return purchase


def _locked_cart(session_key: str) -> Cart | None:
    """Return the session's cart, which nobody else can order from until this is done."""
    return db.session.scalar(
        select(Cart)
        .where(Cart.session_key == session_key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _judged_draft(cart: Cart | None, agreement: Agreement, now: datetime) -> Draft:
    """Return what the cart comes to now; raise the first reason why it cannot be ordered."""
    if cart is None or not cart.items:
        raise EmptyCart
    draft = prepare_draft(cart, now)
    if draft is None:
        raise DetailsMissing
    if draft.stuck:
        raise CannotDeliver
    if not draft.shops:
        raise EmptyCart
    _refuse_problems(draft)
    draft = _paid_as_chosen(draft, agreement.payment_methods)
    if draft.total_vnd != agreement.shown_total_vnd:
        raise TotalChanged(draft)
    if agreement.shown_terms not in ("", draft.terms_digest):
        raise TermsChanged
    if draft.has_alcohol and not agreement.declared_adult:
        raise AdultDeclarationMissing
    return draft


def _refuse_problems(draft: Draft) -> None:
    problems = set(draft.problems)
    if CLOSED in problems:
        raise ShopClosed
    if problems - {SOLD_OUT, SHORT}:
        raise GoodsGone
    if problems:
        lines = [line for shop in draft.shops for line in shop.lines if line.problem]
        raise InsufficientStock(
            [Shortage(line.variant.id, line.quantity, max(0, line.sellable)) for line in lines]
        )


def _paid_as_chosen(draft: Draft, methods: Mapping[str, str]) -> Draft:
    """Pay each maker as the buyer chose at the review."""
    shops = []
    for shop in draft.shops:
        method = methods.get(shop.cooperative.slug, shop.payment_method)
        if method not in shop.accepted_methods:
            raise PaymentNotOffered(shop.cooperative.slug)
        shops.append(replace(shop, payment_method=method))
    return replace(draft, shops=tuple(shops))


def _reserve(purchase: Purchase) -> None:
    """Take the stock of all lines; raise InsufficientStock naming every line that is short."""
    wanted = {
        item.variant_id: Wanted(
            item.variant_id, item.id, item.quantity, order.hold_until or order.confirm_until
        )
        for order in purchase.orders
        for item in order.line_items
    }
    short = reserve_stock(wanted.values(), demo=in_demo_mode())
    if short:
        raise InsufficientStock(
            [Shortage(variant, wanted[variant].quantity, left) for variant, left in short.items()]
        )


def purchase_by_token(token: str) -> Purchase | None:
    """Return the purchase that a secret token opens, with all that its page shows."""
    if not _KEY.fullmatch(token):
        return None
    return db.session.scalar(
        select(Purchase)
        .where(Purchase.token == token)
        .options(
            selectinload(Purchase.orders).options(
                selectinload(Order.line_items),
                selectinload(Order.state_changes),
                selectinload(Order.cooperative),
            )
        )
    )


def find_order(code: str, phone: str) -> Order | None:
    """Return the order of a code as somebody typed it, if it was placed with that phone."""
    known = normalise_code(code)
    try:
        e164 = parse_phone(phone)
    except InvalidPhone:
        return None
    order = db.session.scalar(select(Order).where(Order.code == known)) if known else None
    if order is None or not hmac.compare_digest(order.purchase.phone, e164):
        return None
    return order


def cancel_order(order: Order, *, now: datetime | None = None) -> bool:
    """Call an order off for its buyer, and give its stock back once.

    False when it was cancelled already; raises InvalidTransition once packing has begun or
    the order has ended otherwise.
    """
    lock_order(order)
    if order.status != "cancelled" and not may_cancel(states_of(order)):
        raise InvalidTransition(order.code, "order", order.status, "cancelled")
    return change_status(order, "order", "cancelled", actor=BUYER, now=now)


def confirm_order(order: Order, *, actor: str, now: datetime | None = None) -> bool:
    """Confirm a cash order after the call to its buyer; False when it was confirmed before."""
    return change_status(order, "order", "confirmed", actor=actor, now=now)


def count_purchases() -> int:
    """Return how many purchases were ever placed."""
    return db.session.scalar(select(func.count()).select_from(Purchase)) or 0
