"""A sale as a phone or a plain form tells it, read with care: it may be old, odd or forged."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storefront.booth_sales.models import METHODS, REFERENCE_DIGITS, REFERENCE_PREFIX

KEY = re.compile(r"[0-9a-f]{40}", re.ASCII)
MOST_OF_ONE = 999
MOST_LINES = 60
MOST_VND = 2_000_000_000
QUANTITY, PRICE = "q-", "p-"

# A phone whose clock runs before ours, or that kept a sale longer than anybody keeps a phone
# switched off, is not believed.
CLOCK_AHEAD = timedelta(minutes=2)
LONGEST_KEPT = timedelta(days=31)

_NUMBER = re.compile(r"[0-9]{1,10}", re.ASCII)
_MILLISECONDS = re.compile(r"[0-9]{1,15}", re.ASCII)


class MalformedSale(ValueError):
    """Say which part of a sale cannot be: "key", "method", "lines", "price", "total" or "goods"."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Hold how many packs of a variant were sold, at which price in đồng."""

    variant_id: int
    quantity: int
    unit_price_vnd: int


@dataclass(frozen=True, slots=True)
class ToldSale:
    """Hold a sale as it was told; `sold_at` is what the phone's clock said, None if it is now.

    `paid` tells whether the seller has seen the buyer's transfer come.
    """

    key: str
    method: str
    lines: tuple[ToldLine, ...]
    total_vnd: int
    sold_at: datetime | None = None
    paid: bool = False

    def time_of_sale(self, now: datetime) -> datetime:
        """Return when it was sold, as far as the phone's clock can be believed."""
        if self.sold_at is None or not now - LONGEST_KEPT <= self.sold_at <= now + CLOCK_AHEAD:
            return now
        return min(self.sold_at, now)


def reference_of(key: str) -> str:
    """Return what a buyer writes into the memo of the transfer that pays a sale."""
    return REFERENCE_PREFIX + key[:REFERENCE_DIGITS].upper()


def read_sale(fields: Mapping[str, str]) -> ToldSale:
    """Read a sale from the fields of a form; raise MalformedSale for the first part amiss.

    `q-<variant>` says how many packs, `p-<variant>` at which price; `total` may be missing where
    nobody has added it up before (a form without script).
    """
    key, method = fields.get("key", ""), fields.get("method", "")
    if not KEY.fullmatch(key):
        raise MalformedSale("key")
    if method not in METHODS:
        raise MalformedSale("method")
    lines = read_lines(fields)
    total = sum(line.quantity * line.unit_price_vnd for line in lines)
    told = fields.get("total", str(total))
    if not _NUMBER.fullmatch(told) or int(told) != total or total > MOST_VND:
        raise MalformedSale("total")
    sold_at = _moment(fields.get("sold_at", ""))
    return ToldSale(key, method, lines, total, sold_at, fields.get("paid") == "yes")


def read_lines(fields: Mapping[str, str]) -> tuple[ToldLine, ...]:
    """Read the lines of a sale in the order of their variants; raise MalformedSale."""
    lines = []
    for name, value in fields.items():
        number = name.removeprefix(QUANTITY)
        if number == name or value.strip() in ("", "0"):
            continue
        quantity, price = value.strip(), fields.get(PRICE + number, "")
        if not (_NUMBER.fullmatch(number) and _NUMBER.fullmatch(quantity)):
            raise MalformedSale("lines")
        if not 0 < int(quantity) <= MOST_OF_ONE:
            raise MalformedSale("lines")
        if not _NUMBER.fullmatch(price) or not 0 < int(price) <= MOST_VND:
            raise MalformedSale("price")
        lines.append(ToldLine(int(number), int(quantity), int(price)))
    if not 0 < len(lines) <= MOST_LINES:
        raise MalformedSale("lines")
    if len({line.variant_id for line in lines}) < len(lines):  # "7" and "07"
        raise MalformedSale("lines")
    return tuple(sorted(lines, key=lambda line: line.variant_id))


def _moment(text: str) -> datetime | None:
    """Read the milliseconds since 1970 that a phone's clock shows."""
    if not _MILLISECONDS.fullmatch(text):
        return None
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
