"""The account a maker is paid into: what can be one, and which one counts now."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.market.services import in_demo_mode
from storefront.payments.banks import bank_by_bin
from storefront.payments.models import AccountChange, BankAccount
from storefront.payments.services import normal_account
from storefront.payments.vietqr import vietqr_payload
from storefront.text import clean_line, without_marks

TEST_AMOUNT_VND = 1_000
TEST_MEMO = "TEST"

_NUMBER = re.compile(r"[A-Z0-9]{4,19}")
_HOLDER = re.compile(r"[A-Z0-9][A-Z0-9 .,&/()-]{1,69}")


class WrongAccount(ValueError):
    """Say which part of an account cannot be right: "bank_bin", "number" or "holder"."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Hold an account as it is stored."""

    bank_bin: str
    number: str
    holder: str

    @classmethod
    def of(cls, account: AccountChange | BankAccount) -> NewAccount:
        """Return the account that a row holds."""
        return cls(account.bank_bin, account.number, account.holder)

    @classmethod
    def typed(cls, bank_bin: str, number: str, holder: str) -> NewAccount:
        """Read an account as people type it; raise WrongAccount for the first part amiss."""
        if bank_by_bin(bank_bin) is None:
            raise WrongAccount("bank_bin")
        return cls(bank_bin, read_number(number), read_holder(holder))


def read_number(text: str) -> str:
    """Return an account number as VietQR carries it: 4 to 19 letters and digits.

    Raises WrongAccount.
    """
    number = normal_account(clean_line(text))
    if not _NUMBER.fullmatch(number):
        raise WrongAccount("number")
    return number


def read_holder(text: str) -> str:
    """Return a holder's name as banks and VietQR write it: capitals without marks.

    Raises WrongAccount when that leaves less than two signs, more than 70 or strange ones.
    """
    holder = without_marks(clean_line(text)).upper()
    if not _HOLDER.fullmatch(holder):
        raise WrongAccount("holder")
    return holder


def live_account(shop: Cooperative) -> BankAccount | None:
    """Return the account that buyers pay into now; a sample one counts in demo mode only."""
    account = db.session.scalar(select(BankAccount).where(BankAccount.cooperative_id == shop.id))
    return account if account and (in_demo_mode() or not account.is_sample) else None


def short_account(account: AccountChange | BankAccount) -> str:
    """Name an account so that its owners know it, and nobody else could use it."""
    bank = bank_by_bin(account.bank_bin)
    return f"{bank.short_name if bank else account.bank_bin} •••{account.number[-4:]}"


def trial_payload(account: NewAccount) -> str:
    """Return the VietQR text that tries an account out: 1,000 đồng, and the memo says TEST."""
    return vietqr_payload(account.bank_bin, account.number, TEST_AMOUNT_VND, TEST_MEMO)
