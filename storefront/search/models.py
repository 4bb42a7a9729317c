"""The words of everything that can be found."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storefront.database import Model


class SearchDocument(Model):
    """Hold the words of one product, maker or district.

    Each text is kept twice, as blank-separated words: lower-case with marks, and folded.
    `names` are its own names in both languages; `context` is maker, place, kind and story.
    """

    __table_args__ = (
        CheckConstraint("kind IN ('product', 'cooperative', 'district')", name="kind_known"),
        UniqueConstraint("kind", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    owner_id: Mapped[int]
    names_marked: Mapped[str]
    names_folded: Mapped[str]
    context_marked: Mapped[str]
    context_folded: Mapped[str]
