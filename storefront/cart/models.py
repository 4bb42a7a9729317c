"""A cart, its items, the details typed so far, and the choices made per maker."""

from __future__ import annotations

import secrets
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.catalogue.models import Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.promotions.models import Voucher


def new_idempotency_key() -> str:
    """Return a fresh key for one cart draft."""
    return secrets.token_urlsafe(18)


class Cart(Model):
    """Hold the cart of one browser session, and the details typed at the checkout.

    `session_key` is the random name that the session cookie carries. Details live here so
    that they never travel in a cookie or an address. `idempotency_key` names the draft and
    changes only when an order was placed from it.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    session_key: Mapped[str] = mapped_column(unique=True)
    idempotency_key: Mapped[str] = mapped_column(default=new_idempotency_key)
    full_name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    province_code: Mapped[str] = mapped_column(default="")
    commune_code: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    payment_method: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now, index=True)

    items: Mapped[list[CartItem]] = relationship(
        back_populates="cart", cascade="all, delete-orphan", order_by="CartItem.id"
    )
    choices: Mapped[list[CartChoice]] = relationship(
        back_populates="cart", cascade="all, delete-orphan"
    )


class CartItem(Model):
    """Hold one variant in a cart, with the price in đồng that stood on the page then.

    `source` is the code of the sign by which the visitor came to it, "" without one.
    """

    __table_args__ = (
        UniqueConstraint("cart_id", "variant_id"),
        CheckConstraint("quantity > 0", name="quantity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_id: Mapped[int] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"), index=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"))
    quantity: Mapped[int]
    price_seen_vnd: Mapped[int]
    source: Mapped[str] = mapped_column(default="", server_default="")
    added_at: Mapped[datetime] = mapped_column(default=clock.now)

    cart: Mapped[Cart] = relationship(back_populates="items")
    variant: Mapped[Variant] = relationship()


class CartChoice(Model):
    """Hold what the buyer chose for one maker: how to pay, to fetch it, to leave it for later.

    The voucher is one of this maker's; whether it takes anything off is judged anew each time.
    """

    __table_args__ = (UniqueConstraint("cart_id", "cooperative_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cart_id: Mapped[int] = mapped_column(ForeignKey("cart.id", ondelete="CASCADE"), index=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    payment_method: Mapped[str] = mapped_column(default="")
    pickup: Mapped[bool] = mapped_column(default=False)
    left_in_cart: Mapped[bool] = mapped_column(default=False)
    voucher_id: Mapped[int | None] = mapped_column(ForeignKey("voucher.id"))

    cart: Mapped[Cart] = relationship(back_populates="choices")
    cooperative: Mapped[Cooperative] = relationship()
    voucher: Mapped[Voucher | None] = relationship()
