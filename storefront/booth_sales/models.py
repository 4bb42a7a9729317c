"""What was sold at a booth and handed over there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.accounts.models import User
from storefront.catalogue.models import Variant
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.i18n.bilingual import Bilingual
from storefront.payments.models import BankTransaction
from storefront.showcase.models import Booth

CASH, TRANSFER = "cash", "transfer"
METHODS = (CASH, TRANSFER)
REFERENCE_PREFIX, REFERENCE_DIGITS = "BH", 8


class BoothSale(Model):
    """Hold one sale at a booth, as the seller's phone told it.

    `key` was made on the phone: 40 hexadecimal digits. The first eight are the reference in the
    buyer's bank memo, the other 128 bits are secret; all of it is the token of the receipt.
    `sold_at` is the phone's clock, held within bounds; `received_at` is the server's. `seller` is
    the member's name as it was. Cash is paid at once, a transfer when `paid_at` is known.
    """

    __table_args__ = (
        CheckConstraint("method IN ('cash', 'transfer')", name="method_known"),
        CheckConstraint("total_vnd > 0", name="total_positive"),
        CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_reason = '')", name="taken_back_with_a_reason"
        ),
        Index("ix_booth_sale_day", "booth_id", "sold_at"),
        Index("ix_booth_sale_shop", "cooperative_id", "sold_at"),
        Index("ix_booth_sale_reference", "reference"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    reference: Mapped[str]
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"))
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    seller_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    seller: Mapped[str] = mapped_column(default="")
    method: Mapped[str]
    total_vnd: Mapped[int]
    sold_at: Mapped[datetime]
    received_at: Mapped[datetime] = mapped_column(default=clock.now)
    paid_at: Mapped[datetime | None]
    bank_transaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("bank_transaction.id"), unique=True
    )
    taken_back_at: Mapped[datetime | None]
    taken_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_back_reason: Mapped[str] = mapped_column(default="")

    booth: Mapped[Booth] = relationship()
    cooperative: Mapped[Cooperative] = relationship()
    member: Mapped[User | None] = relationship(foreign_keys=[seller_id])
    taken_back_by: Mapped[User | None] = relationship(foreign_keys=[taken_back_by_id])
    bank_transaction: Mapped[BankTransaction | None] = relationship()
    lines: Mapped[list[BoothSaleLine]] = relationship(
        back_populates="sale", order_by="BoothSaleLine.id"
    )

    @property
    def counts(self) -> bool:
        """Tell whether it was not taken back."""
        return self.taken_back_at is None

    @property
    def is_unpaid(self) -> bool:
        """Tell whether nobody has seen the buyer's money yet."""
        return self.counts and self.method == TRANSFER and self.paid_at is None

    @property
    def has_other_prices(self) -> bool:
        """Tell whether the phone sold at other prices than the shop had when it heard of it."""
        return any(line.shop_price_vnd != line.unit_price_vnd for line in self.lines)


class BoothSaleLine(Model):
    """Hold one line: a copy of the names, and the price in đồng that stood on the phone.

    `regular_price_vnd` is the shop's price without the event, or the phone's where it has none;
    `shop_price_vnd` is what the shop asked when it heard of the sale, None where it had none.
    `short_quantity` are the packs that were sold though the stock knew of none, until somebody
    counts (`counted_at`).
    """

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("unit_price_vnd > 0", name="price_positive"),
        CheckConstraint("line_vnd = unit_price_vnd * quantity", name="line_adds_up"),
        CheckConstraint("short_quantity BETWEEN 0 AND quantity", name="short_of_it"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sale_id: Mapped[int] = mapped_column(ForeignKey("booth_sale.id"), index=True)
    variant_id: Mapped[int] = mapped_column(ForeignKey("variant.id"), index=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    label_vi: Mapped[str] = mapped_column(default="")
    label_en: Mapped[str] = mapped_column(default="")
    quantity: Mapped[int]
    unit_price_vnd: Mapped[int]
    line_vnd: Mapped[int]
    regular_price_vnd: Mapped[int]
    shop_price_vnd: Mapped[int | None]
    short_quantity: Mapped[int] = mapped_column(default=0)
    counted_at: Mapped[datetime | None]

    sale: Mapped[BoothSale] = relationship(back_populates="lines")
    variant: Mapped[Variant] = relationship()

    @property
    def name(self) -> Bilingual:
        """Return the product's name as it was."""
        return Bilingual(self.name_vi, self.name_en)

    @property
    def label(self) -> Bilingual:
        """Return the pack size as it was."""
        return Bilingual(self.label_vi, self.label_en)
