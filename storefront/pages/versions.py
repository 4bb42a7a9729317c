"""Which wording of the terms holds."""

from __future__ import annotations

from datetime import date

TERMS_VERSION = date(2026, 11, 22)
