"""Which bank line paid which sale at a booth; whichever of the two comes first."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import select

from storefront import clock
from storefront.booth_sales.models import REFERENCE_DIGITS, REFERENCE_PREFIX, TRANSFER, BoothSale
from storefront.database import db
from storefront.payments.models import BankAccount, BankTransaction
from storefront.text import fold

# No order is paid by such a line, and nobody has to look at it again.
SETTLED = "ignored"

_NOT_TYPED = re.compile(r"[^A-Z0-9]+")
_REFERENCE = re.compile(rf"(?={REFERENCE_PREFIX}([0-9A-F]{{{REFERENCE_DIGITS}}}))")


def references_in(memo: str) -> set[str]:
    """Return the references of sales that a bank's memo may hold, whatever stands around them."""
    typed = _NOT_TYPED.sub("", fold(memo).upper())
    return {REFERENCE_PREFIX + digits for digits in _REFERENCE.findall(typed)}


def pay_sale(transaction: BankTransaction, memo: str, now: datetime | None = None) -> bool:
    """Count a bank line for the one sale that it names and pays exactly; tell whether it did."""
    named = references_in(memo)
    if not named:
        return False
    sales = db.session.scalars(
        select(BoothSale)
        .join(BankAccount, BankAccount.cooperative_id == BoothSale.cooperative_id)
        .where(
            BoothSale.reference.in_(named),
            BoothSale.method == TRANSFER,
            BoothSale.total_vnd == transaction.amount_vnd,
            BoothSale.bank_transaction_id.is_(None),
            BoothSale.taken_back_at.is_(None),
            BankAccount.number == transaction.account_number,
        )
        .with_for_update(of=BoothSale)
    ).all()
    if len(sales) != 1:
        return False
    sales[0].bank_transaction = transaction
    sales[0].paid_at = sales[0].paid_at or now or clock.now()
    return True


def claim_line(sale: BoothSale) -> None:
    """Count a bank line that came before the phone could tell of its sale."""
    lines = db.session.scalars(
        select(BankTransaction)
        .join(BankAccount, BankAccount.number == BankTransaction.account_number)
        .where(
            BankAccount.cooperative_id == sale.cooperative_id,
            BankTransaction.state == "unmatched",
            BankTransaction.amount_vnd == sale.total_vnd,
        )
        .order_by(BankTransaction.id)
    )
    for line in lines:
        if sale.reference in references_in(line.memo) and pay_sale(line, line.memo):
            line.state, line.memo = SETTLED, ""
            return
