"""What a voucher takes off, for many carts: pure sums."""

from __future__ import annotations

from random import Random

import pytest

from storefront.money import percentage
from storefront.promotions.discounts import (
    BELOW_MINIMUM,
    LEAST_TO_PAY,
    ONLY_ALCOHOL,
    ONLY_EVENT_PRICES,
    Part,
    discount_on,
)
from storefront.promotions.vouchers import voucher_key


def any_parts(rng: Random) -> list[Part]:
    return [
        Part(
            rng.randint(1, 999) * rng.choice((1, 7, 500, 1_000)),
            rng.random() < 0.2,
            rng.random() < 0.2,
        )
        for _ in range(rng.randint(1, 12))
    ]


def test_shares_add_up_and_never_exceed_what_they_are_of() -> None:
    for seed in range(2_000):
        check_discount(Random(seed))  # noqa: S311


def check_discount(rng: Random) -> None:
    parts = any_parts(rng)
    kind = rng.choice(("amount", "percent"))
    value = rng.randint(1, 99) if kind == "percent" else rng.choice((1, 999, 50_000, 10**9))
    discount = discount_on(parts, kind, value, rng.choice((0, 0, 100_000)))
    counted = sum(part.amount_vnd for part in parts if part.counts)
    goods = sum(part.amount_vnd for part in parts)
    assert len(discount.shares) == len(parts)
    assert all(
        0 <= share <= (part.amount_vnd if part.counts else 0)
        for share, part in zip(discount.shares, parts, strict=True)
    )
    assert 0 <= discount.amount_vnd <= counted
    assert not discount.amount_vnd or goods - discount.amount_vnd >= LEAST_TO_PAY
    if not discount.obstacle:
        wanted = value if kind == "amount" else percentage(counted, value)
        assert discount.amount_vnd == max(0, min(wanted, counted, goods - LEAST_TO_PAY))


def test_the_remainder_is_handed_out_to_the_dong() -> None:
    parts = [Part(33_333), Part(33_333), Part(33_334)]
    assert discount_on(parts, "amount", 10_000, 0).shares == (3_333, 3_333, 3_334)


def test_alcohol_and_event_prices_are_not_counted() -> None:
    alcohol, cheaper, plain = Part(90_000, True), Part(75_000, False, True), Part(50_000)
    assert discount_on([alcohol, cheaper, plain], "percent", 10, 0).shares == (0, 0, 5_000)
    assert discount_on([alcohol], "percent", 10, 0).obstacle == ONLY_ALCOHOL
    assert discount_on([alcohol, cheaper], "percent", 10, 0).obstacle == ONLY_EVENT_PRICES


def test_the_minimum_counts_what_the_voucher_counts() -> None:
    short = discount_on([Part(90_000, True), Part(60_000)], "amount", 10_000, 100_000)
    assert (short.obstacle, short.missing_vnd, short.amount_vnd) == (BELOW_MINIMUM, 40_000, 0)
    assert discount_on([Part(100_000)], "amount", 10_000, 100_000).amount_vnd == 10_000


@pytest.mark.parametrize(
    "typed",
    [
        "MUONG10",
        "muong10",
        " Mường 10 ",
        "Mu\u031bo\u031b\u0300ng-10",
        "m ư ờ n g . 1 0",
        "MƯỜNG\u200b10",
    ],
)
def test_codes_are_read_as_people_type_them(typed: str) -> None:
    assert voucher_key(typed) == "MUONG10"


@pytest.mark.parametrize("typed", [None, "", " - ", "…"])
def test_no_letters_make_no_code(typed: str | None) -> None:
    assert not voucher_key(typed)
