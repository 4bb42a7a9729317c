"""Integer đồng: written, read, shared out."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest
from babel.numbers import format_currency

from storefront.money import UnclearAmount, format_vnd, parse_vnd, percentage, split


@pytest.mark.parametrize("locale", ["vi", "en"])
@pytest.mark.parametrize("amount", [0, 7, 999, 1_000, 150_000, 1_250_000, -15_000, 12_345_678_901])
def test_amounts_are_written_as_babel_writes_them(amount: int, locale: str) -> None:
    assert format_vnd(amount, locale) == format_currency(amount, "VND", locale=locale)


def test_vietnamese_and_english_forms() -> None:
    assert format_vnd(150_000, "vi") == "150.000\u00a0₫"
    assert format_vnd(-15_000, "vi") == "-15.000\u00a0₫"
    assert format_vnd(150_000, "en") == "₫150,000"
    assert format_vnd(-15_000, "en") == "-₫15,000"


@pytest.mark.parametrize(
    "typed",
    [
        "150000", "150.000", "150,000", "150 000", "150\u00a0000", " 150.000 ", "150k", "150K",
        "150 k", "150 nghìn", "150 Ngàn", "150 nghin", "150.000đ", "150.000 ₫", "₫150,000",
        "150000 VND", "VNĐ 150.000", "150 nghìn đồng", "150kđ", "150.000,00", "150,000.00",
        "150 thousand", "0,15tr", "0.15 triệu",
    ],
)  # fmt: skip
def test_the_usual_ways_to_type_a_price_are_read(typed: str) -> None:
    assert parse_vnd(typed) == 150_000


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1,2tr", 1_200_000),
        ("1.2 triệu", 1_200_000),
        ("1tr2", 1_200_000),
        ("1tr250", 1_250_000),
        ("1 triệu 200 nghìn", 1_200_000),
        ("1 triệu 20 nghìn", 1_020_000),
        ("1 triệu rưỡi", 1_500_000),
        ("1.250.000", 1_250_000),
        ("2tr", 2_000_000),
        ("12,5k", 12_500),
        ("1500", 1_500),
        ("0", 0),
        ("9.999.999.999.999", 9_999_999_999_999),
    ],
)
def test_millions_and_parts_of_a_thousand_are_read(typed: str, amount: int) -> None:
    assert parse_vnd(typed) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "150", "12.5", "1.25", "125.00", "1500.00", "150.0000", "1.2.3", "1.250,000", "10 000.000",
        "150.000.00", "0.150", "00150", "1.200k", "1.250tr", "150.000k", "150000k", "1tr25",
        "0.5k", "500đ", "-5000", "150.000đ/kg", "1e5", "abc", "", "đ", "k", "tr", "150 20",
        "150 x", "10.000.000.000.000", "9" * 5000,
    ],
)  # fmt: skip
def test_what_could_mean_two_sums_is_refused(typed: str) -> None:
    with pytest.raises(UnclearAmount):
        parse_vnd(typed)


def test_a_written_price_is_read_back_in_both_languages() -> None:
    for amount in (1_000, 85_000, 1_250_000, 12_345_678):
        assert parse_vnd(format_vnd(amount, "vi")) == amount
        assert parse_vnd(format_vnd(amount, "en")) == amount


@pytest.mark.parametrize(
    ("amount", "percent", "share"),
    [(150_000, 8, 12_000), (12_345, 8, 988), (12_345, 10, 1_235), (-12_345, 10, -1_235),
     (99_999, Decimal("12.5"), 12_500), (0, 8, 0), (10**12 + 1, 100, 10**12 + 1)],
)  # fmt: skip
def test_percentages_round_half_a_dong_up(amount: int, percent: int | Decimal, share: int) -> None:
    assert percentage(amount, percent) == share


def test_a_split_gives_the_remainder_to_those_who_lost_most() -> None:
    assert split(100, [1, 1, 1]) == [34, 33, 33]
    assert split(10, [1, 2, 4]) == [1, 3, 6]
    assert split(-100, [1, 2]) == [-33, -67]
    assert split(10, [0, 0, 0]) == [4, 3, 3]
    assert split(0, [3]) == [0]
    assert split(7, [0, 1]) == [0, 7]


def test_a_split_is_always_exact_and_fair() -> None:
    draw = random.Random(20261122)  # noqa: S311 - the same every time
    for _ in range(500):
        weights = [draw.randrange(0, 400_000) for _ in range(draw.randrange(1, 9))]
        amount = draw.randrange(-(10**9), 10**9)
        shares = split(amount, weights)
        assert sum(shares) == amount
        total = sum(weights)
        if total:
            for share, weight in zip(shares, weights, strict=True):
                assert abs(share - amount * weight / total) < 1.000001


@pytest.mark.parametrize("weights", [[], [1, -1]])
def test_a_split_needs_parts_of_some_weight(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="split"):
        split(10, weights)
