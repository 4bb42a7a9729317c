"""Goods sold at a booth that are sent home: an ordinary order, from a cart of its own."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from storefront.booth_sales.telling import ToldLine
from storefront.cart.models import Cart
from storefront.cart.services import NoSuchVariant, add_item, cart_for_change
from storefront.catalogue.own_goods import own_variant
from storefront.cooperatives.models import Cooperative
from storefront.showcase.models import Booth
from storefront.showcase.signs import code_for


def cart_for_delivery(booth: Booth, shop: Cooperative, lines: Sequence[ToldLine]) -> Cart:
    """Put what a buyer chose at a booth into a new cart, which goes through the checkout.

    All rules of the cart hold: raises a kind of NotForSale, NotEnough or CartFull; after that the
    caller must roll back.
    """
    code = code_for(booth.showcase, "page", booth).code  # the order comes from this booth
    cart = cart_for_change(secrets.token_urlsafe(24))
    for line in lines:
        if own_variant(shop, line.variant_id) is None:
            raise NoSuchVariant(str(line.variant_id))
        add_item(cart, line.variant_id, line.quantity, code)
    return cart
