"""What a voucher takes off: pure sums in đồng."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storefront.money import percentage, split
from storefront.promotions.models import AMOUNT

# An order of nothing could be neither paid nor told from a prank: so much stays to be paid.
LEAST_TO_PAY = 1_000

# Why a voucher that holds takes nothing off.
ONLY_ALCOHOL, ONLY_EVENT_PRICES, BELOW_MINIMUM = "only_alcohol", "only_event_prices", "below"


@dataclass(frozen=True, slots=True)
class Part:
    """Hold the amount of one line, and whether a voucher may count it."""

    amount_vnd: int
    is_alcohol: bool = False
    at_event_price: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether a voucher may take something off it."""
        return not (self.is_alcohol or self.at_event_price)


@dataclass(frozen=True, slots=True)
class Discount:
    """Hold what is taken off each line; `obstacle` says why it is nothing, or "".

    `missing_vnd` is how much more of the goods that count is needed.
    """

    shares: tuple[int, ...]
    obstacle: str = ""
    missing_vnd: int = 0

    @property
    def amount_vnd(self) -> int:
        """Return what is taken off in all."""
        return sum(self.shares)


NO_DISCOUNT = Discount(())


def discount_on(parts: Sequence[Part], kind: str, value: int, min_goods_vnd: int) -> Discount:
    """Work out what a voucher takes off one maker's lines.

    It counts goods at their regular price that are no alcohol: the minimum, the per cent and the
    discount are of these alone. It never takes off more than they cost, and LEAST_TO_PAY of all
    the maker's goods stays to be paid. The sum is split over the lines it counts by what they
    cost, to the đồng.
    """
    nothing = (0,) * len(parts)
    counted = sum(part.amount_vnd for part in parts if part.counts)
    if not counted:
        spared = any(part.at_event_price and not part.is_alcohol for part in parts)
        return Discount(nothing, ONLY_EVENT_PRICES if spared else ONLY_ALCOHOL)
    if counted < min_goods_vnd:
        return Discount(nothing, BELOW_MINIMUM, min_goods_vnd - counted)
    wanted = value if kind == AMOUNT else percentage(counted, value)
    goods = sum(part.amount_vnd for part in parts)
    amount = max(0, min(wanted, counted, goods - LEAST_TO_PAY))
    weights = [part.amount_vnd if part.counts else 0 for part in parts]
    return Discount(tuple(split(amount, weights)))
