"""Which text of the terms holds; every purchase remembers the one it was made under."""

from __future__ import annotations

from datetime import date

TERMS_DATE = date(2026, 11, 22)
TERMS_VERSION = TERMS_DATE.isoformat()
