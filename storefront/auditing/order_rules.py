"""The rules of purchases, orders and their states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row, func, or_, select

from storefront.auditing.rules import Rule, found
from storefront.ordering.models import LineItem, Order, Purchase, StateChange
from storefront.ordering.states import INITIAL, is_legal_step


def wrong_purchase_totals() -> Iterator[str]:
    """Find purchases whose total is not the sum of their orders, or that have none."""
    orders = func.count(Order.id)
    total = func.coalesce(func.sum(Order.total_vnd), 0)
    rows = (
        select(Purchase.id, Purchase.total_vnd, total.label("sum"), orders.label("orders"))
        .outerjoin(Order, Order.purchase_id == Purchase.id)
        .group_by(Purchase.id)
        .having(or_(orders == 0, total != Purchase.total_vnd))
    )
    for row in found(rows):
        yield f"purchase {row.id}: {row.total_vnd} VND, but {row.orders} orders of {row.sum} VND"


def wrong_order_totals() -> Iterator[str]:
    """Find orders whose amounts do not add up, or that have no line."""
    goods = func.coalesce(func.sum(LineItem.line_vnd), 0)
    lines = func.count(LineItem.id)
    rows = (
        select(
            Order.code,
            Order.goods_vnd,
            Order.discount_vnd,
            Order.delivery_vnd,
            Order.total_vnd,
            goods.label("sum"),
        )
        .outerjoin(LineItem, LineItem.order_id == Order.id)
        .group_by(Order.id)
        .having(
            or_(
                lines == 0,
                goods != Order.goods_vnd,
                Order.delivery_vnd < 0,
                Order.total_vnd != Order.goods_vnd - Order.discount_vnd + Order.delivery_vnd,
            )
        )
    )
    for row in found(rows):
        yield (
            f"order {row.code}: goods {row.goods_vnd} VND (lines {row.sum}), discount"
            f" {row.discount_vnd}, delivery {row.delivery_vnd}, total {row.total_vnd}"
        )


def wrong_lines() -> Iterator[str]:
    """Find lines whose amount is not their price times their quantity."""
    wrong = or_(
        LineItem.line_vnd != LineItem.unit_price_vnd * LineItem.quantity,
        LineItem.quantity <= 0,
        LineItem.unit_price_vnd <= 0,
    )
    columns = (LineItem.id, LineItem.unit_price_vnd, LineItem.quantity, LineItem.line_vnd)
    for row in found(select(*columns).where(wrong)):
        yield (
            f"line {row.id}: {row.quantity} × {row.unit_price_vnd} VND stands as {row.line_vnd} VND"
        )


def repeated_keys() -> Iterator[str]:
    """Find sessions that bought twice with one key, and codes or tokens that are not unique."""
    twice = func.count() > 1
    keys = (Purchase.session_key, Purchase.idempotency_key)
    first, last = func.min(Purchase.id).label("first"), func.max(Purchase.id).label("last")
    for row in found(select(first, last).group_by(*keys).having(twice)):
        yield f"purchases {row.first} and {row.last} were made with one key of one session"
    for row in found(select(first, last).group_by(Purchase.token).having(twice)):
        yield f"purchases {row.first} and {row.last} open with one token"
    for row in found(select(Order.code).group_by(Order.code).having(twice)):
        yield f"order code {row.code} stands for more than one order"
    makers = (Order.purchase_id, Order.cooperative_id)
    for row in found(select(*makers).group_by(*makers).having(twice)):
        yield f"purchase {row.purchase_id} has two orders for maker {row.cooperative_id}"


def wrong_deadlines() -> Iterator[str]:
    """Find transfers without an account or the end of their hold, cash orders without theirs."""
    transfer, cash = Order.payment_method == "bank_transfer", Order.payment_method == "cod"
    no_account = or_(Order.account_number == "", Order.bank_bin == "")
    wrong = or_(
        transfer & (Order.hold_until.is_(None) | no_account), cash & Order.confirm_until.is_(None)
    )
    for row in found(select(Order.code, Order.payment_method).where(wrong)):
        yield f"order {row.code} ({row.payment_method}) lacks its deadline or its account"


def wrong_histories() -> Iterator[str]:
    """Find orders whose record of changes does not lead, by legal steps, to where they stand."""
    rows = (
        select(
            Order.code,
            Order.status.label("order"),
            Order.payment_status.label("payment"),
            Order.fulfilment_status.label("fulfilment"),
            StateChange.machine,
            StateChange.from_status,
            StateChange.to_status,
        )
        .outerjoin(StateChange, StateChange.order_id == Order.id)
        .order_by(Order.id, StateChange.id)
    )
    for code, changes in groupby(found(rows), key=lambda row: row.code):
        yield from _faults(code, list(changes))


def _faults(code: str, changes: list[Row[Any]]) -> Iterable[str]:
    if changes[0].machine is None:
        yield f"order {code} has no record of being placed"
        return
    for machine, initial in INITIAL.items():
        at = "" if machine == "order" else initial
        for change in (change for change in changes if change.machine == machine):
            placing = change.from_status == "" and change.to_status == initial
            legal = is_legal_step(machine, at, change.to_status) or (at == "" and placing)
            if change.from_status != at or not legal:
                yield f"order {code}: {machine} went from {at!r} to {change.to_status!r}"
            at = change.to_status
        if at != getattr(changes[0], machine):
            yield (
                f"order {code}: {machine} stands at {getattr(changes[0], machine)!r}, its record"
                f" ends at {at!r}"
            )


RULES = (
    Rule("A purchase costs what its orders cost", wrong_purchase_totals),
    Rule("An order costs its goods, less its discount, and its delivery", wrong_order_totals),
    Rule("A line costs its price times its quantity", wrong_lines),
    Rule("One key makes one purchase, one maker gets one order of it", repeated_keys),
    Rule("An order knows until when it holds, and where it is paid", wrong_deadlines),
    Rule("Every state was reached by recorded, legal steps", wrong_histories),
)
