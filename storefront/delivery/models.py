"""Each maker's terms of delivery and payment."""

from __future__ import annotations

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Integer
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.i18n.bilingual import Bilingual

ZONES = ("district", "province", "elsewhere")

# A None that was set means None; without this the default would take its place when inserted.
OR_NONE = Integer().evaluates_none()


class DeliveryTerms(Model):
    """Hold one maker's fees in đồng, weights in grams and times in hours.

    A fee of None means: not delivered to that zone. The fee covers `included_weight_g`;
    each kilogram begun beyond it costs `extra_kg_vnd`. Goods worth `free_from_vnd` or more
    travel free within the province. `unserved` names areas without delivery: a province's code,
    or "province-commune". Orders worth more than `cash_ceiling_vnd` are paid by transfer, where
    that is possible.
    """

    __table_args__ = (
        CheckConstraint("hold_hours > 0 AND confirm_hours > 0", name="hours_positive"),
        CheckConstraint("accepts_cod OR accepts_transfer", name="some_payment"),
        CheckConstraint("cash_ceiling_vnd > 0", name="cash_ceiling_positive"),
    )

    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"), primary_key=True)
    district_fee_vnd: Mapped[int | None] = mapped_column(OR_NONE, default=15_000)
    province_fee_vnd: Mapped[int | None] = mapped_column(OR_NONE, default=25_000)
    elsewhere_fee_vnd: Mapped[int | None] = mapped_column(OR_NONE, default=40_000)
    included_weight_g: Mapped[int] = mapped_column(default=3_000)
    extra_kg_vnd: Mapped[int] = mapped_column(default=5_000)
    free_from_vnd: Mapped[int | None] = mapped_column(OR_NONE, default=150_000)
    unserved: Mapped[list[str]] = mapped_column(JSON, default=list)
    offers_pickup: Mapped[bool] = mapped_column(default=False)
    pickup_vi: Mapped[str] = mapped_column(default="")
    pickup_en: Mapped[str] = mapped_column(default="")
    days_min: Mapped[int] = mapped_column(default=2)
    days_max: Mapped[int] = mapped_column(default=5)
    hold_hours: Mapped[int] = mapped_column(default=24)
    confirm_hours: Mapped[int] = mapped_column(default=48)
    accepts_cod: Mapped[bool] = mapped_column(default=True)
    accepts_transfer: Mapped[bool] = mapped_column(default=True)
    cash_ceiling_vnd: Mapped[int | None]
    inspection_vi: Mapped[str] = mapped_column(default="")
    inspection_en: Mapped[str] = mapped_column(default="")
    returns_vi: Mapped[str] = mapped_column(default="")
    returns_en: Mapped[str] = mapped_column(default="")
    is_sample: Mapped[bool] = mapped_column(default=False)
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    cooperative: Mapped[Cooperative] = relationship()

    @property
    def pickup(self) -> Bilingual:
        """Return where and when goods can be fetched."""
        return Bilingual(self.pickup_vi, self.pickup_en)

    @property
    def inspection(self) -> Bilingual:
        """Return what the buyer may check before paying the carrier."""
        return Bilingual(self.inspection_vi, self.inspection_en)

    @property
    def returns(self) -> Bilingual:
        """Return when goods are taken back."""
        return Bilingual(self.returns_vi, self.returns_en)
