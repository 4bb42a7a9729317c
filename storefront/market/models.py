"""The one row that says whose market this is."""

from __future__ import annotations

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from storefront.database import Model
from storefront.i18n.bilingual import Bilingual


class Market(Model):
    """Hold the names of the market and the legal identity of its operator.

    Identity as Law 122/2025/QH15 on e-commerce wants it published: legal name, seat,
    representative, business number with date and issuer, support channel.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    name_vi: Mapped[str] = mapped_column(default="Chợ Phiên")
    name_en: Mapped[str] = mapped_column(default="Chợ Phiên")
    region_vi: Mapped[str] = mapped_column(default="")
    region_en: Mapped[str] = mapped_column(default="")
    tagline_vi: Mapped[str] = mapped_column(default="")
    tagline_en: Mapped[str] = mapped_column(default="")
    province_code: Mapped[str] = mapped_column(default="")
    operator_vi: Mapped[str] = mapped_column(default="")
    operator_en: Mapped[str] = mapped_column(default="")
    operator_address_vi: Mapped[str] = mapped_column(default="")
    operator_address_en: Mapped[str] = mapped_column(default="")
    representative: Mapped[str] = mapped_column(default="")
    business_number: Mapped[str] = mapped_column(default="")
    business_number_issued: Mapped[str] = mapped_column(default="")
    support_phone: Mapped[str] = mapped_column(default="")
    support_email: Mapped[str] = mapped_column(default="")
    is_sample: Mapped[bool] = mapped_column(default=True)
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    @property
    def name(self) -> Bilingual:
        """Return the market's name."""
        return Bilingual(self.name_vi, self.name_en)

    @property
    def region(self) -> Bilingual:
        """Return the land whose goods it sells."""
        return Bilingual(self.region_vi, self.region_en)

    @property
    def tagline(self) -> Bilingual:
        """Return the sentence under the name."""
        return Bilingual(self.tagline_vi, self.tagline_en)

    @property
    def operator(self) -> Bilingual:
        """Return the operator's legal name."""
        return Bilingual(self.operator_vi, self.operator_en)

    @property
    def operator_address(self) -> Bilingual:
        """Return the operator's seat."""
        return Bilingual(self.operator_address_vi, self.operator_address_en)
