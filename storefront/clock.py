"""What time it is: UTC inside, Việt Nam's day on the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

MARKET_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return the present moment in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the market's calendar day."""
    return now().astimezone(MARKET_ZONE).date()
