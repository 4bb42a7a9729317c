"""Putting goods into a cart and taking them out."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from flask import session
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from storefront import clock
from storefront.cart.contents import contents_of
from storefront.cart.models import Cart, CartChoice, CartItem, new_idempotency_key
from storefront.catalogue.models import Product, Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.promotions.attribution import source_for
from storefront.promotions.offers import offers_by_code, price_now
from storefront.stock.models import StockRecord

MOST_OF_ONE = 999
MOST_LINES = 50
SESSION_NAME = "cart"

log = logging.getLogger(__name__)


class NotForSale(ValueError):
    """Say that a variant cannot be bought: hidden, closed or without a price."""


class NoSuchVariant(NotForSale):
    """Say that there never was such a variant."""


class Gone(NotForSale):
    """Say that a variant is no longer sold."""


class NotEnough(ValueError):
    """Say that fewer packs can be sold than were asked for; `left` is how many."""

    def __init__(self, left: int) -> None:
        """Remember how many packs are left."""
        super().__init__(f"only {left} left")
        self.left = left


class CartFull(ValueError):
    """Say that a cart holds as many different goods as it may."""


def session_key(*, create: bool = False) -> str | None:
    """Return the random name of this browser's cart, from its signed session cookie."""
    key: str | None = session.get(SESSION_NAME)
    if key is None and create:
        key = secrets.token_urlsafe(24)
        session[SESSION_NAME] = key
        session.permanent = True
    return key


def cart_of(key: str | None) -> Cart | None:
    """Return the cart of a browser, if it has one."""
    return db.session.scalar(select(Cart).where(Cart.session_key == key)) if key else None


def cart_for_change(key: str) -> Cart:
    """Return the cart of a browser, locked until the transaction ends, made when missing.

    What it holds is read anew: another tap may have changed it while this one waited.
    """
    cart = _locked_cart(key)
    if cart is None:
        try:
            with db.session.begin_nested():
                db.session.add(Cart(session_key=key))
        except IntegrityError:
            log.debug("another request made the cart first")
        cart = _locked_cart(key)
    if cart is None:
        raise LookupError("the cart was removed while it was being made")
    db.session.expire(cart, ["items", "choices"])
    return cart


def _locked_cart(key: str) -> Cart | None:
    return db.session.scalar(
        select(Cart)
        .where(Cart.session_key == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def packs_in(key: str | None) -> int:
    """Return how many packs a browser's cart holds."""
    if key is None:
        return 0
    return (
        db.session.scalar(
            select(func.sum(CartItem.quantity)).join(Cart).where(Cart.session_key == key)
        )
        or 0
    )


def buyable_variant(variant_id: int) -> tuple[Variant, int, int]:
    """Return a variant with its price in đồng and the packs that can be sold.

    Raises NoSuchVariant, Gone or another NotForSale.
    """
    variant = db.session.scalar(
        select(Variant)
        .where(Variant.id == variant_id)
        .options(joinedload(Variant.product).joinedload(Product.cooperative))
    )
    if variant is None:
        raise NoSuchVariant(str(variant_id))
    if variant.product.status == "archived" or not variant.is_active:
        raise Gone(str(variant_id))
    demo = in_demo_mode()
    price = variant.price(demo=demo)
    product = variant.product
    if price is None or product.status != "published" or not product.cooperative.is_open:
        raise NotForSale(str(variant_id))
    record = db.session.get(StockRecord, variant_id)
    return variant, price, record.sellable(demo=demo) if record else 0


def add_item(cart: Cart, variant_id: int, quantity: int, came_by: str = "") -> CartItem:
    """Put packs into a cart, on top of those already in it.

    `came_by` is the code of the sign that the visitor came by; one that says nothing about these
    goods is passed over. Raises NotForSale, NotEnough or CartFull; the cart is left as it was.
    """
    variant, price, sellable = buyable_variant(variant_id)
    item = _item_of(cart, variant_id)
    wanted = quantity + (item.quantity if item else 0)
    if wanted > min(sellable, MOST_OF_ONE):
        raise NotEnough(min(sellable, MOST_OF_ONE))
    if item is None:
        if len(cart.items) >= MOST_LINES:
            raise CartFull
        item = CartItem(variant=variant, quantity=quantity, price_seen_vnd=price)
        cart.items.append(item)
    item.quantity = wanted
    item.source = source_for(came_by, variant.product.cooperative_id) or item.source or ""
    db.session.flush()
    _see_price(item, price)
    cart.updated_at = clock.now()
    db.session.flush()
    return item


def set_quantity(cart: Cart, variant_id: int, quantity: int) -> None:
    """Want so many packs of a variant that is in the cart; 0 takes it out.

    Raises NotForSale or NotEnough; the cart is left as it was.
    """
    item = _item_of(cart, variant_id)
    if item is None:
        return
    if quantity == 0:
        cart.items.remove(item)
        db.session.flush()
        return
    _variant, price, sellable = buyable_variant(variant_id)
    if quantity > min(sellable, MOST_OF_ONE) and quantity > item.quantity:
        raise NotEnough(min(sellable, MOST_OF_ONE))
    item.quantity = quantity
    _see_price(item, price)
    cart.updated_at = clock.now()
    db.session.flush()


def acknowledge_prices(cart: Cart) -> None:
    """Remember that the buyer has seen the prices of this moment."""
    for line in contents_of(cart).lines:
        if line.price_before_vnd is not None:
            line.item.price_seen_vnd = line.unit_price_vnd
    db.session.flush()


def choose(
    cart: Cart,
    cooperative: Cooperative,
    *,
    payment_method: str | None = None,
    pickup: bool | None = None,
    left_in_cart: bool | None = None,
) -> None:
    """Remember what the buyer wants of one maker; None leaves a choice as it is."""
    choice = choice_of(cart, cooperative.id)
    if payment_method is not None:
        choice.payment_method = payment_method
    if pickup is not None:
        choice.pickup = pickup
    if left_in_cart is not None:
        choice.left_in_cart = left_in_cart
    db.session.flush()


def choice_of(cart: Cart, cooperative_id: int) -> CartChoice:
    """Return what was chosen for one maker, made when nothing was."""
    choice = next((c for c in cart.choices if c.cooperative_id == cooperative_id), None)
    if choice is None:
        choice = CartChoice(cooperative_id=cooperative_id)
        cart.choices.append(choice)
    return choice


def finish_cart(cart: Cart, placed_variant_ids: Collection[int]) -> None:
    """Take out what was ordered, keep the rest and the details, and begin a new draft."""
    for item in list(cart.items):
        if item.variant_id in placed_variant_ids:
            cart.items.remove(item)
    cart.choices.clear()
    cart.idempotency_key = new_idempotency_key()
    cart.note = ""
    db.session.flush()


def forget_old_carts(now: datetime, keep: timedelta) -> int:
    """Delete carts that nobody touched for so long; return how many."""
    gone = db.session.execute(delete(Cart).where(Cart.updated_at < now - keep))
    return int(getattr(gone, "rowcount", 0))


def _see_price(item: CartItem, regular_vnd: int) -> None:
    """Remember the price that the buyer is shown for so many packs."""
    offer = offers_by_code({item.variant_id: item.source}).get(item.variant_id)
    item.price_seen_vnd = price_now(regular_vnd, offer, item.quantity)


def _item_of(cart: Cart, variant_id: int) -> CartItem | None:
    return next((item for item in cart.items if item.variant_id == variant_id), None)
