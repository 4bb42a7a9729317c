"""Vietnamese telephone numbers."""

from __future__ import annotations

import pytest

from storefront.phones import (
    InvalidPhone,
    is_mobile,
    mask_phone,
    parse_phone,
    show_phone,
    tel_url,
    zalo_url,
)

MOBILE = "+84912345678"
LANDLINE = "+842183851234"


@pytest.mark.parametrize(
    "typed",
    [
        "0912345678", "0912 345 678", "0912.345.678", "0912-345-678", " 0912345678\n",
        "+84912345678", "+84 912 345 678", "84912345678", "0084912345678", "+84 (0)912 345 678",
        "+840912345678", "912345678", "0912\u00a0345\u00a0678", "\u202a+84 912 345 678\u202c",
    ],
)  # fmt: skip
def test_a_mobile_number_is_read_however_typed(typed: str) -> None:
    assert parse_phone(typed) == MOBILE


@pytest.mark.parametrize("start", "35789")
def test_every_mobile_prefix_is_read(start: str) -> None:
    assert is_mobile(parse_phone(f"0{start}00000001"))


@pytest.mark.parametrize("typed", ["0218 3851 234", "(0218) 3851234", "+84 218 3851 234"])
def test_a_landline_is_read_but_is_no_mobile(typed: str) -> None:
    assert parse_phone(typed) == LANDLINE
    assert not is_mobile(LANDLINE)


@pytest.mark.parametrize(
    "typed",
    [
        "", "abc", "113", "0912345", "09123456789", "1900 1234", "19001234", "1800 1234",
        "01234567890", "0169 1234 567", "0000000000", "+1 650 253 0000", "0651234567",
        "0912abc456", "0912345678;ext=5", "0912345678 / 0987654321", "tel:0912345678", "1" * 400,
    ],
)  # fmt: skip
def test_what_nobody_answers_in_vietnam_is_refused(typed: str) -> None:
    with pytest.raises(InvalidPhone):
        parse_phone(typed)


def test_numbers_are_shown_as_people_read_them() -> None:
    assert show_phone(MOBILE) == "0912 345 678"
    assert show_phone(LANDLINE) == "0218 3851 234"
    assert show_phone("not a number") == "not a number"


def test_zalo_is_for_mobiles_only() -> None:
    assert zalo_url(MOBILE) == "https://zalo.me/0912345678"
    assert zalo_url(LANDLINE) is None
    assert tel_url(LANDLINE) == "tel:+842183851234"


def test_logs_see_the_ends_of_a_number_only() -> None:
    assert mask_phone(MOBILE) == "09•••••678"
    assert mask_phone(LANDLINE) == "02••••••234"
    assert mask_phone("113") == "•••"
    assert mask_phone("") == ""
