"""What was promised: purchases, their orders per maker, line items, and the log of changes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.i18n.bilingual import Bilingual

ORDER_STATUSES = ("placed", "confirmed", "completed", "cancelled", "expired")
PAYMENT_STATUSES = ("awaiting", "part_paid", "paid", "refunded")
FULFILMENT_STATUSES = ("pending", "packed", "handed_over", "delivered", "returned")
PAYMENT_METHODS = ("cod", "bank_transfer")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Purchase(Model):
    """Hold what one checkout made: the buyer's details and one order per maker.

    `token` opens the purchase page (128 bits or more, URL-safe). A session cannot use one
    idempotency key twice. Place names are copied with the version of the places' data set.
    """

    __table_args__ = (UniqueConstraint("session_key", "idempotency_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    session_key: Mapped[str]
    idempotency_key: Mapped[str]
    language: Mapped[str]
    full_name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    province_code: Mapped[str]
    province_name: Mapped[str]
    commune_code: Mapped[str]
    commune_name: Mapped[str]
    places_version: Mapped[str]
    street: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    total_vnd: Mapped[int]
    terms_version: Mapped[str]
    marketing_consent: Mapped[bool] = mapped_column(default=False)
    declared_adult: Mapped[bool] = mapped_column(default=False)
    placed_at: Mapped[datetime] = mapped_column(default=clock.now)

    orders: Mapped[list[Order]] = relationship(back_populates="purchase", order_by="Order.id")


class Order(Model):
    """Hold one maker's part of a purchase, with all that the buyer was told.

    Names, prices, the fee, the seller's legal identity and the account to pay are copies made
    when the order was placed. `hold_until` ends an unpaid transfer, `confirm_until` an
    unconfirmed cash order. `discount_vnd` is what a voucher took off the goods.
    """

    __table_args__ = (
        CheckConstraint(_one_of("status", ORDER_STATUSES), name="status_known"),
        CheckConstraint(_one_of("payment_status", PAYMENT_STATUSES), name="payment_known"),
        CheckConstraint(_one_of("fulfilment_status", FULFILMENT_STATUSES), name="fulfilment_known"),
        CheckConstraint(_one_of("payment_method", PAYMENT_METHODS), name="method_known"),
        CheckConstraint(
            "total_vnd = goods_vnd - discount_vnd + delivery_vnd", name="total_adds_up"
        ),
        CheckConstraint(
            "discount_vnd >= 0 AND discount_vnd <= goods_vnd", name="discount_within_goods"
        ),
        CheckConstraint("delivery_vnd >= 0", name="delivery_not_negative"),
        Index("ix_order_hold", "status", "hold_until"),
        Index("ix_order_confirm", "status", "confirm_until"),
        Index("ix_order_inbox", "cooperative_id", "status", "id"),
    )
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(primary_key=True)
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), index=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    code: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(default="placed")
    payment_status: Mapped[str] = mapped_column(default="awaiting")
    fulfilment_status: Mapped[str] = mapped_column(default="pending")
    payment_method: Mapped[str]
    zone: Mapped[str]
    is_pickup: Mapped[bool] = mapped_column(default=False)
    goods_vnd: Mapped[int]
    discount_vnd: Mapped[int] = mapped_column(default=0, server_default="0")
    voucher_code: Mapped[str] = mapped_column(default="", server_default="")
    delivery_vnd: Mapped[int]
    total_vnd: Mapped[int]
    hold_until: Mapped[datetime | None]
    confirm_until: Mapped[datetime | None]
    days_min: Mapped[int]
    days_max: Mapped[int]
    seller_name_vi: Mapped[str]
    seller_name_en: Mapped[str] = mapped_column(default="")
    seller_phone: Mapped[str] = mapped_column(default="")
    seller_legal_name: Mapped[str] = mapped_column(default="")
    seller_address: Mapped[str] = mapped_column(default="")
    seller_business_number: Mapped[str] = mapped_column(default="")
    seller_is_sample: Mapped[bool] = mapped_column(default=False)
    pickup_vi: Mapped[str] = mapped_column(default="")
    pickup_en: Mapped[str] = mapped_column(default="")
    inspection_vi: Mapped[str] = mapped_column(default="")
    inspection_en: Mapped[str] = mapped_column(default="")
    returns_vi: Mapped[str] = mapped_column(default="")
    returns_en: Mapped[str] = mapped_column(default="")
    bank_bin: Mapped[str] = mapped_column(default="")
    account_number: Mapped[str] = mapped_column(default="")
    account_holder: Mapped[str] = mapped_column(default="")
    account_is_sample: Mapped[bool] = mapped_column(default=False)
    placed_at: Mapped[datetime] = mapped_column(default=clock.now)

    purchase: Mapped[Purchase] = relationship(back_populates="orders")
    cooperative: Mapped[Cooperative] = relationship()
    line_items: Mapped[list[LineItem]] = relationship(
        back_populates="order", order_by="LineItem.id"
    )
    state_changes: Mapped[list[StateChange]] = relationship(
        back_populates="order", order_by="StateChange.id"
    )

    @property
    def seller_name(self) -> Bilingual:
        """Return the maker's name as it was."""
        return Bilingual(self.seller_name_vi, self.seller_name_en)

    @property
    def pickup(self) -> Bilingual:
        """Return where the goods are fetched."""
        return Bilingual(self.pickup_vi, self.pickup_en)

    @property
    def inspection(self) -> Bilingual:
        """Return what the buyer was told of checking the goods."""
        return Bilingual(self.inspection_vi, self.inspection_en)

    @property
    def returns(self) -> Bilingual:
        """Return what the buyer was told of taking goods back."""
        return Bilingual(self.returns_vi, self.returns_en)


class LineItem(Model):
    """Hold one line of an order: a copy of the names and the price in đồng.

    `regular_price_vnd` is what a pack would have cost, where an event price was paid, else None.
    `discount_vnd` is this line's share of the order's discount. `source` is the code of the sign
    by which the buyer came to the goods, "" without one.
    """

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("line_vnd = unit_price_vnd * quantity", name="line_adds_up"),
        CheckConstraint(
            "regular_price_vnd IS NULL OR unit_price_vnd < regular_price_vnd",
            name="event_price_lower",
        ),
        CheckConstraint(
            "discount_vnd >= 0 AND discount_vnd <= line_vnd", name="discount_within_line"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"), index=True)
    product_slug: Mapped[str]
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    label_vi: Mapped[str] = mapped_column(default="")
    label_en: Mapped[str] = mapped_column(default="")
    unit_price_vnd: Mapped[int]
    quantity: Mapped[int]
    line_vnd: Mapped[int]
    weight_g: Mapped[int]
    is_alcohol: Mapped[bool] = mapped_column(default=False)
    regular_price_vnd: Mapped[int | None]
    discount_vnd: Mapped[int] = mapped_column(default=0, server_default="0")
    source: Mapped[str] = mapped_column(default="", server_default="")

    order: Mapped[Order] = relationship(back_populates="line_items")

    @property
    def name(self) -> Bilingual:
        """Return the product's name as it was."""
        return Bilingual(self.name_vi, self.name_en)

    @property
    def label(self) -> Bilingual:
        """Return the pack size as it was."""
        return Bilingual(self.label_vi, self.label_en)


class StateChange(Model):
    """Record who changed which of an order's three states, when, from what, to what.

    `actor` is "buyer", "system" or "user:<id>".
    """

    __table_args__ = (
        CheckConstraint("machine IN ('order', 'payment', 'fulfilment')", name="machine_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    machine: Mapped[str]
    from_status: Mapped[str] = mapped_column(default="")
    to_status: Mapped[str]
    actor: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime] = mapped_column(default=clock.now)

    order: Mapped[Order] = relationship(back_populates="state_changes")


class OrderNote(Model):
    """Hold what a member noted on an order, for the eyes of the cooperative only.

    `actor` is the member's name as it was: they may leave.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor: Mapped[str] = mapped_column(default="")
    body: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=clock.now)
