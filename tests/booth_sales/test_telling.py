"""What a phone tells is read with care."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storefront import clock
from storefront.booth_sales.telling import MalformedSale, read_sale

KEY = "0123456789abcdef0123456789abcdef01234567"
GOOD = {"key": KEY, "method": "cash", "q-7": "2", "p-7": "50000", "q-8": "0", "p-8": "9"}


def test_a_sale_is_read_with_its_lines_in_order() -> None:
    told = read_sale({**GOOD, "q-3": "1", "p-3": "1000", "total": "101000", "paid": "yes"})
    assert [(line.variant_id, line.quantity) for line in told.lines] == [(3, 1), (7, 2)]
    assert (told.total_vnd, told.paid) == (101_000, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "short"},
        {"key": "g" * 40},
        {"key": KEY.upper()},
        {"key": KEY + "\n"},
        {"key": ""},
        {"method": "gold"},
        {"total": "99999"},
        {"total": "-1"},
        {"total": "1e5"},
        {"q-99999999999999999999": "1"},
        {"q-x": "1"},
        {"q-²": "1", "p-²": "1"},
        {"q-07": "1", "p-07": "50000"},
        {"q-7": "1000"},
        {"q-7": "-3"},
        {"q-7": "1.5"},
        {"q-7": "0"},
        {"p-7": "0"},
        {"p-7": ""},
        {"p-7": "2000000001"},
        {"p-7": "1999999999"},
        {"p-7": "\0"},
        {f"q-{number}": "1" for number in range(99)} | {f"p-{number}": "1" for number in range(99)},
    ],
)
def test_what_cannot_be_a_sale_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(MalformedSale):
        read_sale({**GOOD, **wrong})


@pytest.mark.parametrize("sold_at", ["", "soon", "-5", "9" * 15, "9" * 40, "1", "NaN"])
def test_a_wild_clock_refuses_nothing(sold_at: str) -> None:
    now = clock.now()
    assert read_sale({**GOOD, "sold_at": sold_at}).time_of_sale(now) == now


def test_a_sensible_clock_is_believed() -> None:
    now = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
    told = read_sale({**GOOD, "sold_at": str(int(now.timestamp() * 1000) - 3_600_000)})
    assert told.time_of_sale(now).hour == 8
