"""Showcases with their days, programme, floor and booths, and the codes that signs carry."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.accounts.models import User
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.i18n.bilingual import Bilingual
from storefront.media.models import Picture

DRAFT, PUBLISHED, ARCHIVED = "draft", "published", "archived"
FREE, INVITED, ACCEPTED, DECLINED, LEFT = "free", "invited", "accepted", "declined", "left"
MARK_KINDS = ("stage", "entrance", "exit", "information", "food", "toilets", "wall")
SIGN_KINDS = ("page", "poster", "booth_card", "table_tent", "price_tag", "screen", "receipt")
GRID_COLUMNS, GRID_ROWS, MOST_CELLS = 10, 12, 40

# QR's alphanumeric mode holds capitals and digits in fewer modules; none that look alike.
CODE_LETTERS, CODE_LENGTH = "23456789ABCDEFGHJKMNPQRSTUVWXYZ", 6


def new_code() -> str:
    """Return a code that nobody can guess the next of."""
    return "".join(secrets.choice(CODE_LETTERS) for _letter in range(CODE_LENGTH))


class Showcase(Model):
    """Hold one fair or tasting; its address stays when it is over.

    The floor is a grid of `grid_columns` by `grid_rows` cells, each counted from 1. `revision`
    counts the edits. A sample's days roll, so that it is always on.
    """

    __table_args__ = (
        CheckConstraint("state IN ('draft', 'published', 'archived')", name="state_known"),
        CheckConstraint(
            "grid_columns BETWEEN 1 AND 40 AND grid_rows BETWEEN 1 AND 40", name="grid_size"
        ),
        CheckConstraint("(state = 'draft') OR published_at IS NOT NULL", name="published_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    title_vi: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    theme_vi: Mapped[str] = mapped_column(default="")
    theme_en: Mapped[str] = mapped_column(default="")
    words_vi: Mapped[str] = mapped_column(default="")
    words_en: Mapped[str] = mapped_column(default="")
    place_vi: Mapped[str] = mapped_column(default="")
    place_en: Mapped[str] = mapped_column(default="")
    address_vi: Mapped[str] = mapped_column(default="")
    address_en: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default=DRAFT)
    grid_columns: Mapped[int] = mapped_column(default=GRID_COLUMNS)
    grid_rows: Mapped[int] = mapped_column(default=GRID_ROWS)
    shows_counts: Mapped[bool] = mapped_column(default=False)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("showcase.id"))
    is_sample: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    published_at: Mapped[datetime | None]

    organiser: Mapped[User] = relationship()
    picture: Mapped[Picture | None] = relationship()
    days: Mapped[list[ShowcaseDay]] = relationship(
        back_populates="showcase", order_by="ShowcaseDay.day", cascade="all, delete-orphan"
    )
    partners: Mapped[list[ShowcasePartner]] = relationship(
        back_populates="showcase",
        order_by="(ShowcasePartner.position, ShowcasePartner.id)",
        cascade="all, delete-orphan",
    )
    sessions: Mapped[list[ProgrammeSession]] = relationship(
        back_populates="showcase",
        order_by="(ProgrammeSession.starts_at, ProgrammeSession.id)",
        cascade="all, delete-orphan",
    )
    booths: Mapped[list[Booth]] = relationship(
        back_populates="showcase", order_by="(Booth.sort_key, Booth.id)"
    )
    marks: Mapped[list[FloorMark]] = relationship(
        back_populates="showcase", order_by="FloorMark.id", cascade="all, delete-orphan"
    )

    @property
    def title(self) -> Bilingual:
        """Return what it is called."""
        return Bilingual(self.title_vi, self.title_en)

    @property
    def theme(self) -> Bilingual:
        """Return what it is about, in one line."""
        return Bilingual(self.theme_vi, self.theme_en)

    @property
    def words(self) -> Bilingual:
        """Return what visitors are told of it, its paragraphs parted by empty lines."""
        return Bilingual(self.words_vi, self.words_en)

    @property
    def place(self) -> Bilingual:
        """Return the name of the place."""
        return Bilingual(self.place_vi, self.place_en)

    @property
    def address(self) -> Bilingual:
        """Return the postal address of the place."""
        return Bilingual(self.address_vi, self.address_en)

    @property
    def is_public(self) -> bool:
        """Tell whether visitors may see it: also long after it is over."""
        return self.state != DRAFT

    @property
    def starts_at(self) -> datetime | None:
        """Return when its first day opens."""
        return self.days[0].opens_at if self.days else None

    @property
    def ends_at(self) -> datetime | None:
        """Return when its last day closes."""
        return self.days[-1].closes_at if self.days else None

    def day_at(self, moment: datetime) -> ShowcaseDay | None:
        """Return the day that is open at a moment."""
        return next((day for day in self.days if day.opens_at <= moment < day.closes_at), None)

    def next_day(self, moment: datetime) -> ShowcaseDay | None:
        """Return the first day that opens after a moment."""
        return next((day for day in self.days if day.opens_at > moment), None)

    def is_over(self, moment: datetime) -> bool:
        """Tell whether the last day has closed."""
        return self.ends_at is not None and self.ends_at <= moment


class ShowcaseDay(Model):
    """Hold one day, by the market's calendar, with its hours in UTC."""

    __table_args__ = (
        UniqueConstraint("showcase_id", "day"),
        CheckConstraint("opens_at < closes_at", name="hours_in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"))
    day: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]

    showcase: Mapped[Showcase] = relationship(back_populates="days")


class ShowcasePartner(Model):
    """Hold one who organises it, or stands by it."""

    __table_args__ = (CheckConstraint("kind IN ('organiser', 'partner')", name="kind_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"), index=True)
    kind: Mapped[str] = mapped_column(default="partner")
    name_vi: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)

    showcase: Mapped[Showcase] = relationship(back_populates="partners")

    @property
    def name(self) -> Bilingual:
        """Return the partner's name."""
        return Bilingual(self.name_vi, self.name_en)


class ProgrammeSession(Model):
    """Hold one session of the programme; each line of its speakers names one."""

    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="times_in_order"),
        Index("ix_programme_session_times", "showcase_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"))
    title_vi: Mapped[str]
    title_en: Mapped[str] = mapped_column(default="")
    words_vi: Mapped[str] = mapped_column(default="")
    words_en: Mapped[str] = mapped_column(default="")
    speakers_vi: Mapped[str] = mapped_column(default="")
    speakers_en: Mapped[str] = mapped_column(default="")
    hall_vi: Mapped[str] = mapped_column(default="")
    hall_en: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]

    showcase: Mapped[Showcase] = relationship(back_populates="sessions")

    @property
    def title(self) -> Bilingual:
        """Return what the session is called."""
        return Bilingual(self.title_vi, self.title_en)

    @property
    def words(self) -> Bilingual:
        """Return what the session is about."""
        return Bilingual(self.words_vi, self.words_en)

    @property
    def speakers(self) -> Bilingual:
        """Return who speaks, one to a line."""
        return Bilingual(self.speakers_vi, self.speakers_en)

    @property
    def hall(self) -> Bilingual:
        """Return where in the place."""
        return Bilingual(self.hall_vi, self.hall_en)


class Booth(Model):
    """Hold one booth: its number, its place on the floor, and whose it is.

    A cooperative is invited and accepts, declines, or leaves later: the booth then keeps its
    name, so that signs already printed still lead somewhere. `answer` is the word that it gave
    with its answer, for the organiser alone.
    """

    __table_args__ = (
        UniqueConstraint("showcase_id", "slug"),
        CheckConstraint(
            "state IN ('free', 'invited', 'accepted', 'declined', 'left')", name="state_known"
        ),
        CheckConstraint("(state = 'free') = (cooperative_id IS NULL)", name="held_by_somebody"),
        CheckConstraint("(floor_column IS NULL) = (floor_row IS NULL)", name="on_the_floor_or_not"),
        CheckConstraint("floor_width > 0 AND floor_height > 0", name="size_positive"),
        Index(
            "uq_booth_one_of_a_maker",
            "showcase_id",
            "cooperative_id",
            unique=True,
            sqlite_where=text("state IN ('invited', 'accepted')"),
            postgresql_where=text("state IN ('invited', 'accepted')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"))
    slug: Mapped[str]
    number: Mapped[str]
    sort_key: Mapped[str] = mapped_column(default="")
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperative.id"), index=True)
    state: Mapped[str] = mapped_column(default=FREE)
    host: Mapped[str] = mapped_column(default="")
    words_vi: Mapped[str] = mapped_column(default="")
    words_en: Mapped[str] = mapped_column(default="")
    floor_column: Mapped[int | None]
    floor_row: Mapped[int | None]
    floor_width: Mapped[int] = mapped_column(default=1)
    floor_height: Mapped[int] = mapped_column(default=1)
    revision: Mapped[int] = mapped_column(default=1)
    invited_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")

    showcase: Mapped[Showcase] = relationship(back_populates="booths")
    cooperative: Mapped[Cooperative | None] = relationship()
    products: Mapped[list[BoothProduct]] = relationship(
        back_populates="booth",
        order_by="(BoothProduct.position, BoothProduct.id)",
        cascade="all, delete-orphan",
    )

    @property
    def words(self) -> Bilingual:
        """Return what the makers say of their booth."""
        return Bilingual(self.words_vi, self.words_en)

    @property
    def is_taken(self) -> bool:
        """Tell whether a maker has said to stand there."""
        return self.state == ACCEPTED


class BoothProduct(Model):
    """Hold one of the goods that a maker brings to a booth."""

    __table_args__ = (UniqueConstraint("booth_id", "product_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey("booth.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)

    booth: Mapped[Booth] = relationship(back_populates="products")
    product: Mapped[Product] = relationship()


class FloorMark(Model):
    """Hold what stands on the floor beside the booths: the stage, a door, a wall."""

    __table_args__ = (
        CheckConstraint(
            "kind IN ('stage', 'entrance', 'exit', 'information', 'food', 'toilets', 'wall')",
            name="kind_known",
        ),
        CheckConstraint("floor_width > 0 AND floor_height > 0", name="size_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"), index=True)
    kind: Mapped[str]
    floor_column: Mapped[int]
    floor_row: Mapped[int]
    floor_width: Mapped[int] = mapped_column(default=1)
    floor_height: Mapped[int] = mapped_column(default=1)

    showcase: Mapped[Showcase] = relationship(back_populates="marks")


class SignCode(Model):
    """Hold the short code of one sign: what it opens, and at which showcase it hangs.

    Without a product it opens the booth, without a booth the showcase. A visitor who comes by a
    code carries it on as `at`, into the cart and the order: it says where an order came from and
    whose event prices hold. The sign "page" is the booth's own page.
    """

    __table_args__ = (
        CheckConstraint(
            "sign IN ('page', 'poster', 'booth_card', 'table_tent', 'price_tag', 'screen',"
            " 'receipt')",
            name="sign_known",
        ),
        CheckConstraint("product_id IS NULL OR booth_id IS NOT NULL", name="goods_at_a_booth"),
        Index("ix_sign_code_thing", "showcase_id", "booth_id", "product_id", "sign"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True, default=new_code)
    showcase_id: Mapped[int] = mapped_column(ForeignKey("showcase.id"))
    booth_id: Mapped[int | None] = mapped_column(ForeignKey("booth.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    sign: Mapped[str]
    made_at: Mapped[datetime] = mapped_column(default=clock.now)

    showcase: Mapped[Showcase] = relationship()
    booth: Mapped[Booth | None] = relationship()
    product: Mapped[Product | None] = relationship()
