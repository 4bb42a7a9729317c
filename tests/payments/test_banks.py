"""The banks that VietQR reaches."""

from __future__ import annotations

from storefront.payments.banks import all_banks, bank_by_bin
from storefront.payments.vietqr import vietqr_payload
from storefront.text import sort_key


def test_a_bank_is_found_by_its_bin_only() -> None:
    bank = bank_by_bin("970436")
    assert bank is not None
    assert (bank.short_name, bank.code) == ("Vietcombank", "VCB")
    assert bank.name("vi").startswith("Ngân hàng")
    assert bank.name("en") != bank.name("vi")
    assert bank_by_bin("VCB") is None
    assert bank_by_bin("000000") is None


def test_every_bank_can_stand_in_a_vietqr() -> None:
    banks = all_banks()
    assert len(banks) == len({bank.bin for bank in banks}) == 65
    for bank in banks:
        assert bank.bin in vietqr_payload(bank.bin, "1")


def test_banks_stand_by_short_name() -> None:
    names = [bank.short_name for bank in all_banks()]
    assert names == sorted(names, key=sort_key)
