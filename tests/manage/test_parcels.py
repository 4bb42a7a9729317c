"""After the hand-over a buyer finds the parcel: on the page of the purchase, and by e-mail."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storefront.database import db
from storefront.mail.models import OutboxMessage
from storefront.ordering.models import Order
from tests.manage.order_desk import Desk, text_of
from tests.manage.test_order_steps import confirmed, packed
from tests.shops import visitor

TYPED = {"carrier": "GHTK", "tracking_number": "S1.2345"}


def with_email(order: Order) -> None:
    order.purchase.email = "hoa@example.com"


def in_english(order: Order) -> None:
    order.purchase.language = "en"


def fetched(order: Order) -> None:
    order.is_pickup, order.pickup_vi = True, "Xóm Má, sáng thứ bảy"


def purchase_page(desk: Desk, code: str) -> str:
    with desk.app.app_context():
        order = db.session.scalars(select(Order).where(Order.code == code)).one()
        path = f"/vi/orders/{order.purchase.token}"
    return text_of(visitor(desk.app).get(path))


def messages(desk: Desk) -> list[OutboxMessage]:
    with desk.app.app_context():
        return list(db.session.scalars(select(OutboxMessage)))


def test_the_purchase_page_names_carrier_and_number_after_the_hand_over(desk: Desk) -> None:
    code = desk.order(confirmed, packed)
    assert "S1.2345" not in purchase_page(desk, code)
    assert desk.press(code, "handover", **TYPED).status_code == 303
    page = purchase_page(desk, code)
    assert "GHTK" in page and "S1.2345" in page
    desk.press(code, "delivery")
    assert "S1.2345" in purchase_page(desk, code)
    assert messages(desk) == []  # this buyer left no address


@pytest.mark.parametrize("acts", [(), (in_english,)], ids=["vi", "en"])
def test_a_buyer_with_an_address_is_written_to_once(desk: Desk, acts: tuple[object, ...]) -> None:
    code = desk.order(confirmed, packed, with_email, *acts)  # type: ignore[arg-type]
    seen = desk.form(code, "handover")
    for _press in range(2):
        data = {**seen, **TYPED}
        answer = desk.manager.post(f"/vi/manage/orders/{code}/handover", data=data)
        assert answer.status_code == 303
    (message,) = messages(desk)
    language = "en" if acts else "vi"
    assert message.recipient == "hoa@example.com"
    assert code in message.subject
    with desk.app.app_context():
        token = db.session.scalars(select(Order)).one().purchase.token
    for words in ("GHTK", "S1.2345", f"http://localhost/{language}/orders/{token}"):
        assert words in message.body


def test_who_fetches_the_goods_is_told_where(desk: Desk) -> None:
    code = desk.order(confirmed, packed, with_email, fetched)
    assert desk.press(code, "handover").status_code == 303
    (message,) = messages(desk)
    assert "Xóm Má, sáng thứ bảy" in message.body


def test_a_refused_hand_over_tells_nobody(desk: Desk) -> None:
    code = desk.order(confirmed, packed, with_email)
    assert desk.press(code, "handover", carrier="").status_code == 422
    assert messages(desk) == []
