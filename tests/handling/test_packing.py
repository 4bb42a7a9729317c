"""On which day goods leave."""

from __future__ import annotations

from datetime import date

import pytest

from storefront.handling.packing import leaves_on

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("ship_days", "day"),
    [
        ([], 22),
        ([""], 22),
        (["7"], 22),
        (["24"], 24),
        (["24", ""], 24),
        (["24", "4"], 26),
        (["1", "35"], 25),
        (["6"], 28),
        (["x"], 22),
    ],
)
def test_goods_leave_on_the_first_day_that_suits_them_all(ship_days: list[str], day: int) -> None:
    assert leaves_on(ship_days, SUNDAY) == date(2026, 11, day)
