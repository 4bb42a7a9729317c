"""How often signs were scanned and pages opened."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storefront.database import Model

VISIT, SCAN = "visit", "scan"


class Footfall(Model):
    """Count one hour (by its beginning, UTC) of one code: scans of a sign, visits of a page.

    The pages of a showcase and of its booths have codes of their own, with the sign "page".
    Nothing tells one visitor from another: opening a page twice counts twice.
    """

    __table_args__ = (
        CheckConstraint("kind IN ('visit', 'scan')", name="kind_known"),
        CheckConstraint("count > 0", name="count_positive"),
    )

    code_id: Mapped[int] = mapped_column(ForeignKey("sign_code.id"), primary_key=True)
    hour: Mapped[datetime] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
