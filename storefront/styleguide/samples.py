"""What the specimens show: the first goods, maker and district found, and an order of them."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from storefront import clock
from storefront.cart.models import Cart, CartItem
from storefront.catalogue.cards import Card, cards
from storefront.catalogue.conditions import Standing
from storefront.catalogue.front_page import FrontPage, front_page
from storefront.catalogue.listing import Filters, page_of_ids
from storefront.catalogue.product_page import ProductPage, find_product, product_page
from storefront.checkout.drafts import Draft, prepare_draft
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.ordering.models import Purchase
from storefront.ordering.snapshots import purchase_from
from storefront.pages.versions import TERMS_VERSION
from storefront.stories.queries import ratings_of, stories_by_district

MOST_GOODS = 200
DETAILS = {
    "full_name": "Bùi Thị Ẩm",
    "phone": "+84912345678",
    "province_code": "25",
    "commune_code": "04795",
    "street": "Xóm Ấm, tổ Ữ",
    "payment_method": "bank_transfer",
}


@dataclass(frozen=True, slots=True)
class Samples:
    """Hold real rows of the shop.

    `motifs` has one good for each motif; `teller` is the maker whose story has the most kinds
    of parts.
    """

    front: FrontPage
    teller: Cooperative
    motifs: list[Card]
    page: ProductPage
    cart: Cart
    purchase: Purchase


@contextmanager
def samples() -> Iterator[Samples | None]:
    """Give what can be shown, or None where nothing can be ordered; nothing of it is stored."""
    try:
        yield _samples()
    finally:
        db.session.rollback()


def _samples() -> Samples | None:
    standing = Standing.now()
    goods = cards(page_of_ids(Filters(), standing, slice(0, MOST_GOODS)), standing)
    page = _certified(goods, standing)
    cart = _cart(page) if page else None
    draft = prepare_draft(cart) if cart else None
    tellers = [maker for _district, makers in stories_by_district() for maker in makers]
    if page is None or cart is None or draft is None or not (draft.can_be_placed and tellers):
        return None
    return Samples(
        front=front_page(standing),
        teller=max(tellers, key=lambda maker: _told_by(maker, standing)),
        motifs=list({card.drawing.motif: card for card in goods}.values()),
        page=page,
        cart=cart,
        purchase=_purchase(draft),
    )


def _certified(goods: list[Card], standing: Standing) -> ProductPage | None:
    """Return the first product page that has a certificate and a form to order."""
    for card in goods:
        product = find_product(card.slug) if card.stars and card.price else None
        page = product_page(product, standing) if product else None
        if page and page.certificate and not page.obstacle:
            return page
    return None


def _told_by(maker: Cooperative, standing: Standing) -> int:
    """Return how many kinds of parts a maker's story page has."""
    return len({part.kind for part in maker.story_blocks}) + bool(ratings_of(maker, standing))


def _cart(page: ProductPage) -> Cart | None:
    chosen = page.chosen
    if chosen is None or chosen.price is None:
        return None
    item = CartItem(variant=chosen.variant, quantity=2, price_seen_vnd=chosen.price - 1000)
    cart = Cart(session_key=secrets.token_hex(16), items=[item], **DETAILS)
    db.session.add(cart)
    db.session.flush()
    return cart


def _purchase(draft: Draft) -> Purchase:
    purchase = purchase_from(draft, clock.now())
    purchase.session_key, purchase.idempotency_key = draft.cart.session_key, "specimen"
    purchase.language, purchase.terms_version = "vi", TERMS_VERSION
    db.session.add(purchase)
    db.session.flush()
    return purchase
