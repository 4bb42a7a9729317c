"""The banks that VietQR reaches, keyed on their BIN: short codes are not unique."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from storefront.text import sort_key


@dataclass(frozen=True, slots=True)
class Bank:
    """Hold one bank or wallet: its six-digit BIN, NAPAS code, and names."""

    bin: str
    code: str
    short_name: str
    name_vi: str
    name_en: str

    def name(self, locale: str) -> str:
        """Return the bank's full name in a language."""
        return self.name_vi if locale.startswith("vi") else self.name_en


def bank_by_bin(bank_bin: str) -> Bank | None:
    """Return the bank of a BIN, or None."""
    return _banks().get(bank_bin)


def all_banks() -> tuple[Bank, ...]:
    """Return every bank, by short name."""
    return tuple(_banks().values())


@cache
def _banks() -> dict[str, Bank]:
    """Read the banks once per process."""
    text = files(__package__).joinpath("banks.csv").read_text(encoding="utf-8")
    banks = (Bank(**row) for row in csv.DictReader(text.splitlines()))
    return {bank.bin: bank for bank in sorted(banks, key=lambda bank: sort_key(bank.short_name))}
