"""Products, the pack sizes they are sold in, and the stars they hold."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, true
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from storefront import clock
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.i18n.bilingual import Bilingual

REACHES = ("district", "province", "elsewhere")


def _is_published(context: DefaultExecutionContext) -> bool:
    given = context.current_parameters or {}
    return bool(given.get("status", "published") == "published")


class Category(Model):
    """Hold a kind of goods."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    motif: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    @property
    def name(self) -> Bilingual:
        """Return the kind's name."""
        return Bilingual(self.name_vi, self.name_en)


class Product(Model):
    """Hold one good of one maker.

    Use-by, ingredients, storage, origin and `net_weight`, its measure, are what the consumer law
    (19/2023/QH15) wants said. `origin` is empty where it is the maker's own place. `revision`
    counts the edits; `draft_key` tells a form that was sent twice.
    `season_first` and `season_last` are months 1–12 and may wrap over the new year.
    `reach` is the farthest zone that the goods can travel to. `ship_days` holds ISO weekdays
    as digits ("24" = Tuesday and Thursday), empty for any day. `last_stars` and
    `last_rated_year` are history, never a badge.
    """

    __table_args__ = (
        CheckConstraint("status IN ('published', 'hidden', 'archived')", name="status_known"),
        CheckConstraint("reach IN ('district', 'province', 'elsewhere')", name="reach_known"),
        CheckConstraint(
            "(season_first IS NULL) = (season_last IS NULL)", name="season_both_or_none"
        ),
        CheckConstraint(
            "season_first IS NULL OR (season_first BETWEEN 1 AND 12"
            " AND season_last BETWEEN 1 AND 12)",
            name="season_months",
        ),
        # Lists read every offered product: from an index that holds all they judge by.
        Index(
            "ix_product_listing",
            "status",
            "cooperative_id",
            "category_id",
            "season_first",
            "season_last",
            "created_at",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"), index=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    description_vi: Mapped[str] = mapped_column(default="")
    description_en: Mapped[str] = mapped_column(default="")
    unit_vi: Mapped[str] = mapped_column(default="")
    unit_en: Mapped[str] = mapped_column(default="")
    net_weight: Mapped[str] = mapped_column(default="")
    use_by_vi: Mapped[str] = mapped_column(default="", server_default="")
    use_by_en: Mapped[str] = mapped_column(default="", server_default="")
    ingredients_vi: Mapped[str] = mapped_column(default="", server_default="")
    ingredients_en: Mapped[str] = mapped_column(default="", server_default="")
    storage_vi: Mapped[str] = mapped_column(default="", server_default="")
    storage_en: Mapped[str] = mapped_column(default="", server_default="")
    origin_vi: Mapped[str] = mapped_column(default="", server_default="")
    origin_en: Mapped[str] = mapped_column(default="", server_default="")
    season_first: Mapped[int | None]
    season_last: Mapped[int | None]
    is_alcohol: Mapped[bool] = mapped_column(default=False)
    reach: Mapped[str] = mapped_column(default="elsewhere")
    ship_days: Mapped[str] = mapped_column(default="")
    motif: Mapped[str] = mapped_column(default="")
    motif_secondary: Mapped[str] = mapped_column(default="")
    last_stars: Mapped[int | None]
    last_rated_year: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="published")
    was_published: Mapped[bool] = mapped_column(default=_is_published, server_default=true())
    sort_key_vi: Mapped[str] = mapped_column(default="", index=True)
    sort_key_en: Mapped[str] = mapped_column(default="", index=True)
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    draft_key: Mapped[str | None] = mapped_column(unique=True, index=True)

    cooperative: Mapped[Cooperative] = relationship()
    category: Mapped[Category] = relationship()
    variants: Mapped[list[Variant]] = relationship(
        back_populates="product", order_by="(Variant.position, Variant.id)"
    )
    certificates: Mapped[list[Certificate]] = relationship(
        back_populates="product", order_by="Certificate.expires_on.desc()"
    )

    @property
    def name(self) -> Bilingual:
        """Return the product's name."""
        return Bilingual(self.name_vi, self.name_en)

    @property
    def description(self) -> Bilingual:
        """Return what it is and where it comes from."""
        return Bilingual(self.description_vi, self.description_en)

    @property
    def unit(self) -> Bilingual:
        """Return the unit that a price is for."""
        return Bilingual(self.unit_vi, self.unit_en)

    @property
    def use_by(self) -> Bilingual:
        """Return how long it keeps."""
        return Bilingual(self.use_by_vi, self.use_by_en)

    @property
    def ingredients(self) -> Bilingual:
        """Return what it is made of."""
        return Bilingual(self.ingredients_vi, self.ingredients_en)

    @property
    def storage(self) -> Bilingual:
        """Return how to keep it."""
        return Bilingual(self.storage_vi, self.storage_en)

    @property
    def origin(self) -> Bilingual:
        """Return where it comes from, where that is not the maker's own place."""
        return Bilingual(self.origin_vi, self.origin_en)

    @property
    def is_draft(self) -> bool:
        """Tell whether buyers have never seen it."""
        return self.status == "hidden" and not self.was_published

    @validates("status")
    def note_publishing(self, _name: str, status: str) -> str:
        """Remember that buyers have seen it, whatever becomes of it."""
        if status == "published":
            self.was_published = True
        return status

    def in_season(self, month: int) -> bool:
        """Tell whether a month (1–12) lies in the season; goods without one are always in it."""
        if self.season_first is None or self.season_last is None:
            return True
        if self.season_first <= self.season_last:
            return self.season_first <= month <= self.season_last
        return month >= self.season_first or month <= self.season_last


class Variant(Model):
    """Hold one pack size of a product, its weight in grams and its price in đồng.

    A price of None means: ask the maker. A sample price counts in demo mode only.
    """

    __table_args__ = (
        CheckConstraint("price_vnd IS NULL OR price_vnd > 0", name="price_positive"),
        CheckConstraint("weight_g > 0", name="weight_positive"),
        Index("ix_variant_offer", "product_id", "is_active", "price_is_sample", "price_vnd"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    code: Mapped[str] = mapped_column(default="")
    label_vi: Mapped[str] = mapped_column(default="")
    label_en: Mapped[str] = mapped_column(default="")
    weight_g: Mapped[int] = mapped_column(default=1_000)
    price_vnd: Mapped[int | None]
    price_is_sample: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    product: Mapped[Product] = relationship(back_populates="variants")

    @property
    def label(self) -> Bilingual:
        """Return the pack size as people say it."""
        return Bilingual(self.label_vi, self.label_en)

    def price(self, *, demo: bool) -> int | None:
        """Return the price in đồng that holds now, None where the maker must be asked."""
        return None if self.price_is_sample and not demo else self.price_vnd


class Certificate(Model):
    """Hold an OCOP certificate: stars count from `issued_on` until the day before `expires_on`.

    Decision 148/QĐ-TTg (2023): three stars and up, valid for 36 months. One that the maker has
    ended, at `ended_on`, counts no more. The scan is private: `scan_key` names it in the storage.
    """

    __table_args__ = (
        CheckConstraint("stars BETWEEN 3 AND 5", name="stars_certified"),
        CheckConstraint("issued_on < expires_on", name="dates_in_order"),
        Index(
            "ix_certificate_validity",
            "product_id",
            "expires_on",
            "issued_on",
            "ended_on",
            "is_sample",
            "stars",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    stars: Mapped[int]
    number: Mapped[str]
    issuer_vi: Mapped[str]
    issuer_en: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date]
    expires_on: Mapped[date]
    is_sample: Mapped[bool] = mapped_column(default=False)
    expired_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    scan_key: Mapped[str] = mapped_column(default="", server_default="")
    scan_type: Mapped[str] = mapped_column(default="", server_default="")
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    product: Mapped[Product] = relationship(back_populates="certificates")

    @property
    def issuer(self) -> Bilingual:
        """Return who signed the decision."""
        return Bilingual(self.issuer_vi, self.issuer_en)

    def holds_on(self, day: date) -> bool:
        """Tell whether the stars may be shown on a day."""
        return self.ended_on is None and self.issued_on <= day < self.expires_on
