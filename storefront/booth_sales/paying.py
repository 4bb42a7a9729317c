"""How a buyer at a booth pays by transfer, and where they find their receipt."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from storefront.booth_sales.models import BoothSale
from storefront.cooperatives.models import Cooperative
from storefront.payments.accounts import live_account
from storefront.payments.banks import bank_by_bin
from storefront.payments.vietqr import InvalidVietQR, qr_svg, vietqr_payload
from storefront.templating import public_url

# A VietQR text up to the amount is the same for every payment into an account.
BEFORE_AMOUNT = "5303704"


@dataclass(frozen=True, slots=True)
class BoothAccount:
    """Hold the account that buyers pay into; `head` is its VietQR text up to the amount."""

    bank: str
    number: str
    holder: str
    bank_bin: str
    is_sample: bool
    head: str


def account_at(shop: Cooperative) -> BoothAccount | None:
    """Return the account that a maker is paid into at its booth, if a VietQR can name it."""
    account = live_account(shop)
    if account is None:
        return None
    try:
        text = vietqr_payload(account.bank_bin, account.number, 1, "X")
    except InvalidVietQR:
        return None
    bank = bank_by_bin(account.bank_bin)
    return BoothAccount(
        bank=bank.short_name if bank else account.bank_bin,
        number=account.number,
        holder=account.holder,
        bank_bin=account.bank_bin,
        is_sample=account.is_sample,
        head=text[: text.index(BEFORE_AMOUNT) + len(BEFORE_AMOUNT)],
    )


def payment_drawing(account: BoothAccount, sale: BoothSale) -> Markup:
    """Draw the VietQR that pays a sale."""
    payload = vietqr_payload(account.bank_bin, account.number, sale.total_vnd, sale.reference)
    return _drawn(payload, _("VietQR code that pays this sale"))


def receipt_address(key: str) -> str:
    """Return the whole address of a receipt, in the page's language."""
    return public_url(url_for("receipts.receipt", token=key))


def receipt_drawing(key: str) -> Markup:
    """Draw the code that opens a receipt."""
    return _drawn(receipt_address(key), _("Code that opens the receipt"))


def address_drawing(address: str, title: str) -> Markup:
    """Draw the code that opens an address of the shop."""
    return _drawn(address, title)


def _drawn(payload: str, title: str) -> Markup:
    return Markup(qr_svg(payload, title=title))  # noqa: S704 # nosec B704
