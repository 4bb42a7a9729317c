"""Tax codes as they are typed."""

from __future__ import annotations

import pytest

from storefront.leads.tax_codes import InvalidTaxCode, parse_tax_code


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("0100109106", "0100109106"),
        (" 0100 109 106 ", "0100109106"),
        ("0101248141-001", "0101248141-001"),
        ("0101248141001", "0101248141-001"),
        ("001087123456", "001087123456"),
    ],
)
def test_codes_of_firms_branches_and_households_are_read(typed: str, read: str) -> None:
    assert parse_tax_code(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["", "0100109107", "010010910", "0100109106-000", "0100109106-01", "01001091o6", "٠١٠٠١٠٩١٠٦",
     "00108712345"],
)  # fmt: skip
def test_others_are_refused(typed: str) -> None:
    with pytest.raises(InvalidTaxCode):
        parse_tax_code(typed)
