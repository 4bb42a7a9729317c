"""A member at the desk of the sample maker, with orders on it; nothing of it is stored."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import g

from storefront.accounts.models import User
from storefront.database import db
from storefront.handling.notes import add_note
from storefront.ordering.models import Order
from storefront.payments.services import record_payment
from storefront.stories.drafts import Standpoint, save_draft
from storefront.stories.versions import published_page
from storefront.styleguide.samples import Samples

SIGNED_IN = "_login_user"  # where Flask-Login keeps who is signed in, for one request


@dataclass(frozen=True, slots=True)
class DeskSamples:
    """Hold an order of a maker that is paid and waits to be packed, and the maker's goods."""

    order: Order
    product_id: int


@contextmanager
def at_the_desk(shown: Samples) -> Iterator[DeskSamples]:
    """Let a made-up manager of the sample maker be signed in meanwhile."""
    if "desk_samples" not in g:
        g.desk_samples = _made(shown)
    member, found = g.desk_samples
    before = g.get(SIGNED_IN)
    setattr(g, SIGNED_IN, member)
    try:
        yield found
    finally:
        setattr(g, SIGNED_IN, before)


def _made(shown: Samples) -> tuple[User, DeskSamples]:
    order = shown.purchase.orders[0]
    product = shown.page.product
    shop = product.cooperative
    member = User(
        identifier=f"specimen-{secrets.token_hex(8)}@example.com",
        name="Bùi Thị Ẩm",
        password_hash="",
        role="cooperative",
        cooperative=shop,
        member_role="manager",
    )
    db.session.add(member)
    db.session.flush()
    record_payment(order, order.total_vnd, method=order.payment_method, actor="system")
    add_note(order, "Ẩm gọi lại sau 17 giờ.", by=member, after_id=0)
    save_draft(shop, member, published_page(shop), Standpoint(0))
    return member, DeskSamples(order, product.id)
