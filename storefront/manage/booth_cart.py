"""A buyer's goods in the seller's browser: a cart of its own, beside the member's own cart."""

from __future__ import annotations

from flask import session
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from storefront.cart.models import Cart
from storefront.cart.services import SESSION_NAME
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.ordering.models import Order, Purchase

_OWN, _DELIVERY = "own_cart", "booth_cart"


def begin_delivery(cart: Cart) -> None:
    """Let the checkout speak of a buyer's cart; the member's own one waits."""
    session.setdefault(_OWN, session.get(SESSION_NAME))
    session[SESSION_NAME] = session[_DELIVERY] = cart.session_key
    session.permanent = True


def end_delivery() -> None:
    """Give the member's own cart back."""
    if session.get(SESSION_NAME) != session.get(_DELIVERY):
        return
    session.pop(SESSION_NAME, None)
    own = session.pop(_OWN, None)
    if own:
        session[SESSION_NAME] = own


def last_delivery(shop: Cooperative) -> Order | None:
    """Return what was ordered from the cart that was filled last at a booth of this shop."""
    key = session.get(_DELIVERY)
    if key is None:
        return None
    return db.session.scalar(
        select(Order)
        .join(Order.purchase)
        .where(Purchase.session_key == key, Order.cooperative_id == shop.id)
        .options(joinedload(Order.purchase))
        .limit(1)
    )
