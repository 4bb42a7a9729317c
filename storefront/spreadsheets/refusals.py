"""Why a file is not read at all."""

from __future__ import annotations


class SheetRefused(ValueError):
    """Say why a file is no spreadsheet of goods: a reason that `wording` can say, and values."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values
