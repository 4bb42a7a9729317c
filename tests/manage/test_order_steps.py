"""The next step of an order: taken by a button, once, with what it needs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from storefront import clock
from storefront.activity.models import Activity
from storefront.auditing.services import audit
from storefront.database import db
from storefront.fulfilment.models import Shipment
from storefront.fulfilment.services import (
    hand_over,
    record_delivered,
    record_packed,
    record_returned,
)
from storefront.ordering.models import Order, OrderNote, StateChange
from storefront.ordering.services import cancel_order, confirm_order
from storefront.payments.models import Payment
from storefront.payments.services import record_payment
from tests.manage.order_desk import TOTAL, Desk, text_of
from tests.shops import everything, visitor

BY = "user:1"


def confirmed(order: Order) -> None:
    confirm_order(order, actor=BY)


def paid(order: Order) -> None:
    record_payment(order, order.total_vnd, method=order.payment_method, actor="system")


def packed(order: Order) -> None:
    record_packed(order, actor=BY)


def handed_over(order: Order) -> None:
    hand_over(order, actor=BY)


def delivered(order: Order) -> None:
    record_delivered(order, actor=BY)


def returned(order: Order) -> None:
    record_returned(order, actor=BY, reason="refused")


UNDERWAY = (confirmed, packed, handed_over)
STATES = ("status", "payment_status", "fulfilment_status")
SCENARIOS: tuple[tuple[str, tuple[Any, ...], str, dict[str, str], tuple[str, ...], str], ...] = (
    ("cod", (), "confirmation", {}, ("confirmed", "awaiting", "pending"), "order.confirmed"),
    (
        "bank_transfer", (), "payment", {"amount": "75k"},
        ("confirmed", "paid", "pending"), "payment.recorded",
    ),
    (
        "bank_transfer", (), "payment", {"amount": "50.000"},
        ("placed", "part_paid", "pending"), "payment.recorded",
    ),
    ("cod", (confirmed,), "packing", {}, ("confirmed", "awaiting", "packed"), "order.packed"),
    (
        "cod", (confirmed, packed), "unpacking", {},
        ("confirmed", "awaiting", "pending"), "order.unpacked",
    ),
    (
        "cod", (confirmed, packed), "handover", {"carrier": "VNPost"},
        ("confirmed", "awaiting", "handed_over"), "order.handed_over",
    ),
    (
        "cod", UNDERWAY, "delivery", {},
        ("confirmed", "awaiting", "delivered"), "order.delivered",
    ),
    (
        "bank_transfer", (paid, packed, handed_over), "delivery", {},
        ("completed", "paid", "delivered"), "order.delivered",
    ),
    (
        "cod", (*UNDERWAY, delivered), "payment", {"amount": "75 nghìn"},
        ("completed", "paid", "delivered"), "payment.recorded",
    ),
    (
        "cod", UNDERWAY, "return", {"reason": "không nhận"},
        ("confirmed", "awaiting", "returned"), "order.returned",
    ),
    (
        "cod", (*UNDERWAY, returned), "cancellation", {"reason": "không nhận hàng"},
        ("cancelled", "awaiting", "returned"), "order.cancelled",
    ),
    (
        "cod", (confirmed,), "cancellation", {"reason": "hết hàng"},
        ("cancelled", "awaiting", "pending"), "order.cancelled",
    ),
    (
        "bank_transfer", (paid, cancel_order), "refund", {"amount": "75.000"},
        ("cancelled", "refunded", "pending"), "payment.returned",
    ),
    (
        "bank_transfer", (cancel_order,), "payment", {"amount": "75.000"},
        ("cancelled", "paid", "pending"), "payment.recorded",
    ),
)  # fmt: skip


def test_each_step_leads_on_and_leaves_its_line_in_the_log(desk: Desk) -> None:
    for method, acts, step, typed, stands, verb in SCENARIOS:
        code = desk.order(*acts, method=method)
        day = {"day": clock.today().isoformat()} if "amount" in typed else {}
        answer = desk.press(code, step, **typed, **day)
        assert answer.status_code == 303, text_of(answer)
        assert answer.headers["Location"] == f"/vi/manage/orders/{code}"
        order = desk.read(code)
        assert tuple(getattr(order, name) for name in STATES) == stands
        with desk.app.app_context():
            line = db.session.scalars(select(Activity).order_by(Activity.id.desc())).first()
            assert line is not None
            assert (line.verb, line.subject, line.actor) == (verb, code, "Chị Ấn")
        assert "Chị Ấn" in text_of(desk.manager.get(f"/vi/manage/orders/{code}"))
    with desk.app.app_context():
        assert list(audit()) == []


def test_a_transfer_is_noted_with_its_amount_and_its_day(desk: Desk) -> None:
    code = desk.order(method="bank_transfer", placed_at=clock.now() - timedelta(hours=30))
    yesterday = clock.today() - timedelta(days=1)
    answer = desk.press(code, "payment", amount="75.000", day=yesterday.strftime("%d/%m/%Y"))
    assert answer.status_code == 303
    with desk.app.app_context():
        payment = db.session.scalars(select(Payment)).one()
        assert payment.amount_vnd == TOTAL
        assert payment.received_at.astimezone(clock.MARKET_ZONE).date() == yesterday
        change = db.session.scalars(select(StateChange).order_by(StateChange.id.desc())).first()
        assert change is not None
        assert change.changed_at > clock.now() - timedelta(minutes=5)  # when it was noted


def test_handing_over_keeps_carrier_and_number(desk: Desk) -> None:
    code = desk.order(confirmed, packed)
    desk.press(code, "handover", carrier="GHTK", tracking_number="  s1.2345 ")
    with desk.app.app_context():
        shipment = db.session.scalars(select(Shipment)).one()
        assert (shipment.carrier, shipment.tracking_number) == ("GHTK", "s1.2345")
    assert "s1.2345" in text_of(desk.manager.get(f"/vi/manage/orders/{code}"))


def test_a_parcel_may_go_by_other_ways(desk: Desk) -> None:
    another = {"carrier": "other", "other_carrier": "Xe khách Hà"}
    for chosen in ({"carrier": "self"}, another):
        assert desk.press(desk.order(confirmed, packed), "handover", **chosen).status_code == 303
    with desk.app.app_context():
        assert set(db.session.scalars(select(Shipment.carrier))) == {"", "Xe khách Hà"}


def test_an_order_that_is_fetched_asks_for_no_carrier(desk: Desk) -> None:
    code = desk.order(confirmed, packed, is_pickup=True, pickup_vi="Kho HTX")
    assert desk.press(code, "handover").status_code == 303
    assert desk.read(code).fulfilment_status == "handed_over"


def test_the_buyer_reads_why_the_order_was_cancelled(desk: Desk) -> None:
    code = desk.order()
    desk.press(code, "cancellation", reason="Mưa lũ, cam rụng hết")
    with desk.app.app_context():
        token = db.session.scalars(select(Order)).one().purchase.token
    assert "Mưa lũ, cam rụng hết" in text_of(visitor(desk.app).get(f"/vi/orders/{token}"))


WRONG: tuple[tuple[str, dict[str, str]], ...] = (
    ("payment", {"amount": ""}),
    ("payment", {"amount": "12.5"}),
    ("payment", {"amount": "75"}),
    ("payment", {"amount": "-75.000"}),
    ("payment", {"amount": "0"}),
    ("payment", {"amount": "9999999999999", "more_is_right": "y"}),
    ("payment", {"amount": "750.000"}),
    ("payment", {"amount": "75.000", "day": ""}),
    ("payment", {"amount": "75.000", "day": "hôm qua"}),
    ("payment", {"amount": "75.000", "day": "2020-01-01"}),
    ("payment", {"amount": "75.000", "day": "2999-01-01"}),
    ("handover", {"carrier": ""}),
    ("handover", {"carrier": "Bưu điện lạ"}),
    ("handover", {"carrier": "GHN", "tracking_number": "1" * 41}),
    ("cancellation", {"reason": " \u200b "}),
    ("cancellation", {"reason": "x" * 201}),
    ("notes", {"body": " \n "}),
    ("notes", {"body": "x" * 501}),
)


def test_what_cannot_be_is_refused_and_kept(desk: Desk) -> None:
    codes = {
        "payment": desk.order(method="bank_transfer"),
        "handover": desk.order(confirmed, packed),
    }
    placed = desk.order()
    before = everything(desk.app)
    for step, typed in WRONG:
        values = {"day": clock.today().isoformat(), **typed} if step == "payment" else typed
        answer = desk.press(codes.get(step, placed), step, **values)
        assert answer.status_code == 422, typed
        page = text_of(answer)
        assert 'role="alert"' in page
        kept = (typed.get(name, "") for name in ("amount", "tracking_number", "reason", "body"))
        assert all(value in page for value in kept if value.strip(" \n\u200b")), typed
    assert everything(desk.app) == before


def test_more_money_than_expected_is_asked_about_once(desk: Desk) -> None:
    code = desk.order(method="bank_transfer")
    typed = {"amount": "100k", "day": clock.today().isoformat()}
    answer = desk.press(code, "payment", **typed)
    assert answer.status_code == 422
    assert 'name="more_is_right"' in text_of(answer)
    assert desk.press(code, "payment", more_is_right="y", **typed).status_code == 303
    with desk.app.app_context():
        assert db.session.scalars(select(Payment.amount_vnd)).all() == [100_000]
    assert desk.press(code, "refund", amount="25.000", day=typed["day"]).status_code == 303
    assert desk.read(code).payment_status == "paid"


def test_a_forged_press_changes_nothing_and_keeps_what_was_typed(desk: Desk) -> None:
    code = desk.order()
    before = everything(desk.app)
    typed = {"reason": "lý do dài", "body": "ghi chú dài", "csrf_token": "forged"}
    kept = {"cancellation": "lý do dài", "notes": "ghi chú dài"}
    for step in ("confirmation", "payment", "cancellation", "notes"):
        answer = desk.manager.post(f"/vi/manage/orders/{code}/{step}", data=typed)
        assert answer.status_code == 400
        assert kept.get(step, "") in text_of(answer)
    assert everything(desk.app) == before


def test_a_step_from_a_stand_that_never_was_changes_nothing(desk: Desk) -> None:
    code = desk.order()
    before = everything(desk.app)
    for seen in ("", "x", "placed.awaiting.pending.1.0.0", "…" * 99, "9" * 99, "a.²", "-1.-1"):
        assert desk.press(code, "confirmation", seen=seen).status_code == 409
    assert everything(desk.app) == before


def test_a_step_that_is_not_open_is_refused(desk: Desk) -> None:
    code = desk.order()
    before = everything(desk.app)
    money = {"amount": "75k", "more_is_right": "y", "day": clock.today().isoformat()}
    for step, typed in (("handover", {"carrier": "GHN"}), ("refund", money), ("delivery", {})):
        data = {**desk.form(code, "confirmation"), **typed}
        answer = desk.manager.post(f"/vi/manage/orders/{code}/{step}", data=data)
        assert answer.status_code == 409
    assert everything(desk.app) == before


def test_notes_stay_within_the_cooperative(desk: Desk) -> None:
    code = desk.order()
    answer = desk.press(code, "notes", body="Gọi hai lần\nkhông nghe máy")
    assert answer.status_code == 303
    page = text_of(desk.member().get(f"/vi/manage/orders/{code}"))
    assert "Gọi hai lần\nkhông nghe máy" in page
    with desk.app.app_context():
        note = db.session.scalars(select(OrderNote)).one()
        assert (note.actor, note.user_id is not None) == ("Chị Ấn", True)
        token = db.session.scalars(select(Order)).one().purchase.token
        line = db.session.scalars(select(Activity)).one()
        assert (line.verb, line.subject, line.details) == ("order.noted", code, {})
    assert "không nghe máy" not in text_of(visitor(desk.app).get(f"/vi/orders/{token}"))


def test_a_double_tap_notes_once_and_a_later_tap_again(desk: Desk) -> None:
    code = desk.order()
    form = {**desk.form(code, "notes"), "body": "không nghe máy"}
    for _ in range(2):
        assert desk.manager.post(f"/vi/manage/orders/{code}/notes", data=form).status_code == 303
    desk.press(code, "notes", body="không nghe máy")
    with desk.app.app_context():
        assert len(db.session.scalars(select(OrderNote)).all()) == 2


def test_every_stand_of_an_order_has_its_page(desk: Desk) -> None:
    ways = (
        (), (confirmed,), (confirmed, packed), UNDERWAY, (*UNDERWAY, delivered),
        (*UNDERWAY, delivered, paid), (*UNDERWAY, returned), (cancel_order,),
    )  # fmt: skip
    for acts in ways:
        code = desk.order(*acts)
        for language in ("vi", "en"):
            page = text_of(desk.manager.get(f"/{language}/manage/orders/{code}"))
            forms = page.count(f'action="/{language}/manage/orders/{code}/')
            assert page.count("order-step__button") == forms - 1  # the other one takes notes
            assert page.count("button--primary") == ("panel order-step" in page)
