"""Money received: what it makes of an order, and the messy reality of transfers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.auditing.services import audit
from storefront.database import db
from storefront.ordering.deadlines import expire_unpaid_orders
from storefront.ordering.models import Order
from storefront.ordering.services import cancel_order
from storefront.payments.models import BankTransaction, Payment
from storefront.payments.services import (
    UnknownAccount,
    amount_due,
    derive_payment_status,
    known_account,
    record_bank_transaction,
    record_payment,
)
from storefront.payments.statements import StatementLine
from tests.factories import make_cooperative, make_product, stock_of
from tests.factories.orders import make_order

references = count(1)


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield
        assert list(audit()) == []


def line(amount: int, memo: str, reference: str | None = None) -> StatementLine:
    return StatementLine(2, date(2026, 11, 22), amount, memo, reference or f"FT{next(references)}")


def receive(order: Order, amount: int, memo: str | None = None, **values: Any) -> str:
    found = record_bank_transaction(
        values.pop("account", order.account_number),
        line(amount, order.code if memo is None else memo, **values),
    )
    db.session.commit()
    return found.state if found else "known"


def money() -> int:
    return db.session.scalar(select(func.coalesce(func.sum(Payment.amount_vnd), 0))) or 0


def states(order: Order) -> tuple[str, str]:
    return order.status, order.payment_status


@pytest.mark.parametrize(
    ("received", "returned", "status"),
    [
        (0, 0, "awaiting"),
        (1, 0, "part_paid"),
        (99_999, 0, "part_paid"),
        (100_000, 0, "paid"),
        (150_000, 0, "paid"),
        (150_000, 50_000, "paid"),
        (100_000, 30_000, "part_paid"),
        (100_000, 100_000, "refunded"),
    ],
)
def test_the_payments_state_follows_the_money(received: int, returned: int, status: str) -> None:
    assert derive_payment_status(100_000, received, returned) == status


def test_a_transfer_in_full_pays_and_confirms() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3)
    assert receive(order, order.total_vnd) == "matched"
    assert states(order) == ("confirmed", "paid")
    assert stock_of(product).reserved == 3


@pytest.mark.parametrize(
    "memo",
    [
        "{code}",
        "MBVCB.123456.{code}.CT tu 0011 NGUYEN THI HOA toi 0022",
        "thanh toan don {lower} cam on",
        "{first} {rest}",
        "{code}-CHUYEN TIEN-OQCH0001",
        "Mã đơn hàng: {code}. Nguyễn Thị Hoa chuyển khoản",
    ],
)
def test_the_code_is_found_whatever_the_bank_made_of_the_memo(memo: str) -> None:
    order = make_order(make_product())
    code = order.code
    text = memo.format(code=code, lower=code.lower(), first=code[:4], rest=code[4:])
    assert receive(order, order.total_vnd, text) == "matched"


def test_underpaid_transfer_keeps_order_awaiting() -> None:
    order = make_order(make_product())
    assert receive(order, order.total_vnd - 1_000) == "short"
    assert states(order) == ("placed", "part_paid")
    assert amount_due(order) == 1_000


def test_a_transfer_in_parts_pays_with_the_last_one() -> None:
    order = make_order(make_product())
    assert receive(order, 10_000) == "short"
    assert receive(order, order.total_vnd - 10_000) == "matched"
    assert states(order) == ("confirmed", "paid")


def test_an_overpaid_transfer_pays_and_is_shown_to_a_person() -> None:
    order = make_order(make_product())
    assert receive(order, order.total_vnd + 5_000) == "over"
    assert states(order) == ("confirmed", "paid")
    assert money() == order.total_vnd + 5_000


def test_a_second_full_transfer_is_a_duplicate_and_not_counted() -> None:
    order = make_order(make_product())
    receive(order, order.total_vnd)
    assert receive(order, order.total_vnd) == "duplicate"
    assert money() == order.total_vnd


def test_money_for_an_expired_order_waits_for_a_person() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3)
    assert order.hold_until is not None
    expire_unpaid_orders(order.hold_until)
    assert receive(order, order.total_vnd) == "late"
    assert states(order) == ("expired", "awaiting")
    assert (money(), stock_of(product).reserved) == (0, 0)


def test_money_for_a_cancelled_order_waits_for_a_person() -> None:
    order = make_order(make_product())
    cancel_order(order)
    assert receive(order, order.total_vnd) == "late"
    assert states(order) == ("cancelled", "awaiting")


def test_money_after_the_hold_but_before_it_was_ended_still_counts() -> None:
    order = make_order(make_product())
    assert order.hold_until is not None
    after = order.hold_until + timedelta(minutes=1)
    record_bank_transaction(order.account_number, line(order.total_vnd, order.code), now=after)
    db.session.commit()
    assert expire_unpaid_orders(after) == 0
    assert states(order) == ("confirmed", "paid")


@pytest.mark.parametrize("memo", ["", "tien hang", "CPCPCPCPC", "CP"])
def test_a_line_without_a_code_waits_unmatched(memo: str) -> None:
    order = make_order(make_product())
    assert receive(order, order.total_vnd, memo) == "unmatched"
    assert states(order) == ("placed", "awaiting")


def test_a_code_with_a_wrong_character_waits_unmatched() -> None:
    order = make_order(make_product())
    wrong = order.code[:-1] + ("X" if order.code[-1] != "X" else "Y")
    assert receive(order, order.total_vnd, wrong) == "unmatched"


def test_money_that_came_to_another_account_is_not_counted() -> None:
    order = make_order(make_product())
    other = make_cooperative(account={"number": "777"})
    assert receive(order, order.total_vnd, account="777") == "unmatched"
    assert other.id != order.cooperative_id
    assert states(order) == ("placed", "awaiting")


def test_two_orders_in_one_transfer_wait_for_a_person() -> None:
    product = make_product()
    one, two = make_order(product), make_order(product)
    assert receive(one, one.total_vnd * 2, f"{one.code} {two.code}") == "unmatched"
    assert states(one) == states(two) == ("placed", "awaiting")


def test_a_cash_order_is_not_paid_by_a_bank_line() -> None:
    product = make_product()
    transfer = make_order(product)
    cash = make_order(product, payment_method="cod")
    state = receive(transfer, cash.total_vnd, cash.code)
    assert state == "unmatched"


def test_money_going_out_is_ignored_and_its_words_are_not_kept() -> None:
    order = make_order(make_product())
    assert receive(order, -50_000, "LUONG THANG 11 NGUYEN VAN A") == "ignored"
    assert db.session.scalars(select(BankTransaction.memo)).all() == [""]


def test_words_are_kept_only_while_a_person_may_need_them() -> None:
    order = make_order(make_product())
    receive(order, 1_000, f"{order.code} HOA")
    receive(order, order.total_vnd - 1_000, f"{order.code} HOA")
    kept = db.session.execute(
        select(BankTransaction.state, BankTransaction.memo).order_by(BankTransaction.id)
    ).all()
    assert [tuple(row) for row in kept] == [("short", f"{order.code} HOA"), ("matched", "")]


def test_the_same_line_again_is_known_and_counts_once() -> None:
    order = make_order(make_product())
    assert receive(order, 10_000, reference="FT-same") == "short"
    assert receive(order, 10_000, reference="FT-same") == "known"
    assert money() == 10_000
    assert db.session.scalar(select(func.count()).select_from(BankTransaction)) == 1


def test_money_given_back_makes_the_payment_refunded() -> None:
    order = make_order(make_product())
    receive(order, order.total_vnd)
    cancel_order(order)
    record_payment(order, -order.total_vnd, method="bank_transfer", actor="user:1")
    assert states(order) == ("cancelled", "refunded")


def test_an_account_is_known_by_its_maker_or_by_an_order_once_paid_into_it() -> None:
    make_cooperative(account={"number": "MAU0001"})
    order = make_order(make_product(), account_number="OLD1")
    assert known_account(" mau 0001 ") == "MAU0001"
    assert known_account("OLD1") == order.account_number
    with pytest.raises(UnknownAccount):
        known_account("12345")
