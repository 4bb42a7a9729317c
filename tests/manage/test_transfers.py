"""A transfer that names no order: an order is suggested, one press counts it."""

from __future__ import annotations

import re
from datetime import timedelta

from sqlalchemy import select

from storefront import clock
from storefront.activity.models import Activity
from storefront.auditing.services import audit
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.ordering.models import Order
from storefront.payments.models import BankTransaction, Payment
from storefront.payments.services import record_bank_transaction, record_payment
from storefront.payments.statements import StatementLine
from tests.factories import make_cooperative, make_product
from tests.factories.orders import make_order
from tests.manage.order_desk import TOTAL, Desk, text_of
from tests.shops import everything

ADDRESS = "/vi/manage/transfers"
ACTION = re.compile(r'action="(/vi/manage/transfers/\d+/orders/(CP\w+))"')


def came(desk: Desk, amount: int = TOTAL, days_ago: int = 0, reference: str = "FT1") -> int:
    """Read a line without any code from a statement, and return its id."""
    with desk.app.app_context():
        account = db.session.scalars(select(Order.account_number).where(Order.account_number != ""))
        day = clock.today() - timedelta(days=days_ago)
        line = StatementLine(2, day, amount, "Hoa tra tien cam", reference)
        kept = record_bank_transaction(account.first() or "", line)
        assert kept is not None and kept.state == "unmatched"
        db.session.commit()
        return kept.id


def suggestions(desk: Desk) -> list[tuple[str, str]]:
    return ACTION.findall(text_of(desk.manager.get(ADDRESS)))


def press(desk: Desk, path: str, token: str = "") -> int:
    data = {"csrf_token": token or desk.manager.token_from("/vi/account")}
    return desk.manager.post(path, data=data).status_code


def test_orders_that_wait_for_just_this_money_are_suggested(desk: Desk) -> None:
    def part_paid(order: Order) -> None:
        record_payment(order, 5_000, method="bank_transfer", actor="system")

    wanted = desk.order(method="bank_transfer")
    desk.order()  # cash
    desk.order(part_paid, method="bank_transfer")  # waits for less
    desk.order(method="bank_transfer", delivery_vnd=25_001, total_vnd=TOTAL + 1)
    desk.order(method="bank_transfer", account_number="MAU0999")
    came(desk)
    assert [code for _path, code in suggestions(desk)] == [wanted]


def test_money_that_came_before_an_order_was_placed_is_not_for_it(desk: Desk) -> None:
    desk.order(method="bank_transfer")
    came(desk, days_ago=3)
    assert suggestions(desk) == []


def test_one_press_pays_the_order_however_often_it_is_pressed(desk: Desk) -> None:
    code = desk.order(method="bank_transfer")
    line_id = came(desk)
    ((path, _code),) = suggestions(desk)
    assert [press(desk, path) for _ in range(3)] == [303] * 3
    order = desk.read(code)
    assert (order.status, order.payment_status) == ("confirmed", "paid")
    with desk.app.app_context():
        payment = db.session.scalars(select(Payment)).one()
        assert (payment.amount_vnd, payment.bank_transaction_id) == (TOTAL, line_id)
        line = db.session.get_one(BankTransaction, line_id)
        assert (line.state, line.memo, line.order_id) == ("matched", "", order.id)
        said = db.session.scalars(
            select(Activity.subject).where(Activity.verb == "transfer.assigned")
        ).all()
        assert said == [code]
        assert not list(audit())
    assert suggestions(desk) == []


def test_what_no_longer_fits_changes_nothing_and_says_so(desk: Desk) -> None:
    first, second = desk.order(method="bank_transfer"), desk.order(method="bank_transfer")
    came(desk)
    paths = {code: path for path, code in suggestions(desk)}
    assert set(paths) == {first, second}
    assert press(desk, paths[first]) == 303
    assert press(desk, paths[second]) == 409
    came_too = came(desk, reference="FT2")
    before = everything(desk.app)
    assert press(desk, f"{ADDRESS}/{came_too}/orders/{first}") == 409
    assert everything(desk.app) == before


def test_forged_tokens_and_orders_of_others_change_nothing(desk: Desk) -> None:
    desk.order(method="bank_transfer")
    line_id = came(desk)
    with desk.app.app_context():
        product: Product = make_product(cooperative=make_cooperative())
        other = make_order(product).code
        db.session.commit()
    ((path, _code),) = suggestions(desk)
    before = everything(desk.app)
    assert press(desk, path, token="forged") == 400
    assert press(desk, f"{ADDRESS}/{line_id}/orders/{other}") == 404
    assert press(desk, f"{ADDRESS}/{line_id}/orders/x") == 404
    assert press(desk, f"{ADDRESS}/99999/orders/{_code}") == 404
    assert everything(desk.app) == before
