"""Districts as people know them, the makers in them, and their stories."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.database import Model
from storefront.i18n.bilingual import Bilingual

MAKER_KINDS = ("cooperative", "company", "household", "workshop", "group")
TOLD_KINDS = ("text", "quote", "timeline", "list")  # what words alone can tell
STORY_KINDS = ("text", "photo", *TOLD_KINDS[1:])


def bare_district_name(name: Bilingual) -> Bilingual:
    """Return a former district's name without "Huyện", "Thành phố", "District" or "City"."""
    vi, en = name.vi, name.en
    for prefix in ("Huyện ", "Thành phố ", "Thị xã ", "Quận "):
        vi = vi.removeprefix(prefix)
    for suffix in (" District", " City", " Town"):
        en = en.removesuffix(suffix)
    return Bilingual(vi, en)


class District(Model):
    """Hold a heritage area: a former district, never part of a postal address."""

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="district")
    intro_vi: Mapped[str] = mapped_column(default="")
    intro_en: Mapped[str] = mapped_column(default="")
    known_for_vi: Mapped[str] = mapped_column(default="")
    known_for_en: Mapped[str] = mapped_column(default="")
    motif: Mapped[str] = mapped_column(default="")
    map_column: Mapped[int | None]
    map_row: Mapped[int | None]
    neighbours: Mapped[str] = mapped_column(default="")
    sort_key: Mapped[str] = mapped_column(default="")
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    cooperatives: Mapped[list[Cooperative]] = relationship(
        back_populates="district", order_by="Cooperative.sort_key"
    )
    communes: Mapped[list[DistrictCommune]] = relationship(
        back_populates="district", order_by="DistrictCommune.name_vi"
    )

    @property
    def name(self) -> Bilingual:
        """Return the former district's full name."""
        return Bilingual(self.name_vi, self.name_en)

    @property
    def short_name(self) -> Bilingual:
        """Return the name without "Huyện", "Thành phố", "District" or "City"."""
        return bare_district_name(self.name)

    @property
    def intro(self) -> Bilingual:
        """Return the introduction of the land and its people."""
        return Bilingual(self.intro_vi, self.intro_en)

    @property
    def known_for(self) -> Bilingual:
        """Return in two or three words what people come here for, such as "cam"."""
        return Bilingual(self.known_for_vi, self.known_for_en)


class DistrictCommune(Model):
    """Hold one commune of today that lies in a former district."""

    code: Mapped[str] = mapped_column(primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    province_code: Mapped[str]
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    merged_from_vi: Mapped[str] = mapped_column(default="")

    district: Mapped[District] = relationship(back_populates="communes")

    @property
    def name(self) -> Bilingual:
        """Return the commune's name."""
        return Bilingual(self.name_vi, self.name_en)


class Cooperative(Model):
    """Hold a maker who sells: a cooperative, company, household, workshop or group."""

    __table_args__ = (
        CheckConstraint(
            "maker_kind IN ('cooperative', 'company', 'household', 'workshop', 'group')",
            name="maker_kind_known",
        ),
        CheckConstraint("status IN ('open', 'closed')", name="status_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    maker_kind: Mapped[str] = mapped_column(default="cooperative")
    status: Mapped[str] = mapped_column(default="open")
    old_commune_vi: Mapped[str] = mapped_column(default="")
    commune_code: Mapped[str | None] = mapped_column(ForeignKey("district_commune.code"))
    founded_year: Mapped[int | None]
    members: Mapped[int | None]
    food_safety: Mapped[bool] = mapped_column(default=False)
    summary_vi: Mapped[str] = mapped_column(default="")
    summary_en: Mapped[str] = mapped_column(default="")
    story_vi: Mapped[str] = mapped_column(default="")
    story_en: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    phone_is_sample: Mapped[bool] = mapped_column(default=False)
    legal_name: Mapped[str] = mapped_column(default="")
    legal_address: Mapped[str] = mapped_column(default="")
    business_number: Mapped[str] = mapped_column(default="")
    alcohol_licence: Mapped[str] = mapped_column(default="")
    legal_is_sample: Mapped[bool] = mapped_column(default=False)
    sort_key: Mapped[str] = mapped_column(default="", index=True)
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    district: Mapped[District] = relationship(back_populates="cooperatives")
    commune: Mapped[DistrictCommune | None] = relationship()
    story_blocks: Mapped[list[StoryBlock]] = relationship(
        back_populates="cooperative", order_by="StoryBlock.position"
    )

    @property
    def name(self) -> Bilingual:
        """Return the maker's name."""
        return Bilingual(self.name_vi, self.name_en)

    @property
    def summary(self) -> Bilingual:
        """Return one sentence on who they are."""
        return Bilingual(self.summary_vi, self.summary_en)

    @property
    def story(self) -> Bilingual:
        """Return the origin story, its paragraphs parted by empty lines."""
        return Bilingual(self.story_vi, self.story_en)

    @property
    def is_open(self) -> bool:
        """Tell whether the maker takes orders."""
        return self.status == "open"


class StoryBlock(Model):
    """Hold one part of a maker's story page, below the story itself.

    The lines of a timeline's body are "2016: what happened" (or "7/2016: …", "25/7/2016: …");
    those of a list are its entries; the last one of a quote may say who spoke ("— …"); that of a
    photo stands under it. Its `key`, empty for what an import brought, stays with a block
    wherever its maker moves it.
    """

    __table_args__ = (
        CheckConstraint(
            "kind IN ('text', 'photo', 'quote', 'timeline', 'list')", name="kind_known"
        ),
        UniqueConstraint("cooperative_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int] = mapped_column(ForeignKey("cooperative.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(default="text")
    heading_vi: Mapped[str] = mapped_column(default="")
    heading_en: Mapped[str] = mapped_column(default="")
    body_vi: Mapped[str]
    body_en: Mapped[str] = mapped_column(default="")
    picture_id: Mapped[int | None]
    key: Mapped[str] = mapped_column(default="")
    imported: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)

    cooperative: Mapped[Cooperative] = relationship(back_populates="story_blocks")

    @property
    def heading(self) -> Bilingual:
        """Return the block's heading, which may be empty."""
        return Bilingual(self.heading_vi, self.heading_en)

    @property
    def body(self) -> Bilingual:
        """Return the block's words."""
        return Bilingual(self.body_vi, self.body_en)
