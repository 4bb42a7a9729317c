"""Pictures that members uploaded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storefront import clock
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import Model
from storefront.i18n.bilingual import Bilingual

RECEIVED, READY, REFUSED, REMOVED = "received", "ready", "refused", "removed"
CENTRE = 50


class Picture(Model):
    """Hold one picture of a product, or of the shop itself where it has no product.

    One that belongs to no shop belongs to an organiser, who shows it at the head of a showcase.

    The first of a product's (or shop's) pictures by `position` is its main one. `key` names its
    files; `width` and `height` are those of the upright picture, in pixels; the focus is in per
    cent from the upper left corner. `upload_key` is chosen by the browser, so that sending again
    never makes a second picture; `sha256` is of the file as it was received. `reason` says why a
    picture was refused once it was decoded in full. `due_at` is when a received one may be taken
    up, and when a removed one is removed for good: until then it can be taken back, and a backup
    that is being made finds its files.
    """

    __table_args__ = (
        CheckConstraint("state IN ('received', 'ready', 'refused', 'removed')", name="state_known"),
        CheckConstraint("focus_x BETWEEN 0 AND 100", name="focus_x_per_cent"),
        CheckConstraint("focus_y BETWEEN 0 AND 100", name="focus_y_per_cent"),
        CheckConstraint("width > 0 AND height > 0", name="size_positive"),
        CheckConstraint("(cooperative_id IS NULL) = (organiser_id IS NOT NULL)", name="one_owner"),
        CheckConstraint("product_id IS NULL OR cooperative_id IS NOT NULL", name="goods_of_a_shop"),
        UniqueConstraint("cooperative_id", "upload_key"),
        UniqueConstraint("organiser_id", "upload_key"),
        Index("ix_picture_shown", "product_id", "state", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    cooperative_id: Mapped[int | None] = mapped_column(ForeignKey("cooperative.id"))
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"))
    position: Mapped[int] = mapped_column(default=0)
    key: Mapped[str] = mapped_column(index=True)
    width: Mapped[int]
    height: Mapped[int]
    state: Mapped[str] = mapped_column(default=RECEIVED)
    reason: Mapped[str] = mapped_column(default="")
    alt_vi: Mapped[str] = mapped_column(default="")
    alt_en: Mapped[str] = mapped_column(default="")
    focus_x: Mapped[int] = mapped_column(default=CENTRE)
    focus_y: Mapped[int] = mapped_column(default=CENTRE)
    sha256: Mapped[str]
    upload_key: Mapped[str]
    attempts: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    uploaded_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    cooperative: Mapped[Cooperative | None] = relationship()
    product: Mapped[Product | None] = relationship()

    @property
    def shop(self) -> Cooperative:
        """Return whose picture it is; raise LookupError for an organiser's."""
        if self.cooperative is None:
            raise LookupError(f"picture {self.id} belongs to no shop")
        return self.cooperative

    @property
    def alt(self) -> Bilingual:
        """Return what the picture shows, in words."""
        return Bilingual(self.alt_vi, self.alt_en)

    @property
    def is_ready(self) -> bool:
        """Tell whether its files are there to be shown."""
        return self.state == READY
