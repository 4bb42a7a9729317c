"""What the purchase page says of an order: its state in words, its timeline, how to pay."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from markupsafe import Markup

from storefront.i18n.languages import current_language
from storefront.ordering.changes import BUYER, SYSTEM, states_of
from storefront.ordering.models import Order, Purchase
from storefront.ordering.states import ENDED, may_cancel
from storefront.payments.banks import bank_by_bin
from storefront.payments.services import TRANSFER, amount_due, received_for
from storefront.payments.vietqr import InvalidVietQR, qr_svg, vietqr_payload
from storefront.templating import show_day


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one step of a timeline; `at` is when it was reached, `kind` is done, now or next.

    The step of now is the last one reached.
    """

    label: str
    kind: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """Hold what a buyer needs to pay an order: the amount still due in đồng, and to whom.

    `payload` and `drawing` are None where no VietQR can be made of the account.
    """

    bank: str
    account_number: str
    holder: str
    amount_vnd: int
    memo: str
    is_sample: bool
    payload: str | None
    drawing: Markup | None


@dataclass(frozen=True, slots=True)
class ShownOrder:
    """Hold an order with what is said of it.

    `reason` is why the maker cancelled it, in their own words; empty if it was not them.
    """

    order: Order
    status: str
    steps: tuple[Step, ...]
    transfer: Transfer | None
    received_vnd: int
    can_cancel: bool
    reason: str


def shown_orders(purchase: Purchase) -> list[ShownOrder]:
    """Return each order of a purchase as its page shows it."""
    return [_shown(order) for order in purchase.orders]


def terms_shown(version: str) -> str:
    """Write the day from which the agreed terms hold."""
    try:
        return show_day(date.fromisoformat(version))
    except ValueError:
        return version


def fingerprint(purchase: Purchase) -> str:
    """Return a short text that changes whenever any order's state or money does."""
    told = [
        (o.status, o.payment_status, o.fulfilment_status, *received_for(o)) for o in purchase.orders
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:12]


def _shown(order: Order) -> ShownOrder:
    came, went = received_for(order)
    return ShownOrder(
        order=order,
        status=status_words(order),
        steps=tuple(_steps(order)),
        transfer=_transfer(order),
        received_vnd=came - went,
        can_cancel=may_cancel(states_of(order)),
        reason=_makers_reason(order),
    )


def _makers_reason(order: Order) -> str:
    reasons = (
        change.reason
        for change in order.state_changes
        if change.to_status == "cancelled" and change.actor not in (BUYER, SYSTEM)
    )
    return next(reasons, "")


def status_words(order: Order) -> str:
    """Say in a few words where an order stands."""
    if order.status == "placed" and order.payment_method == TRANSFER:
        part = order.payment_status == "part_paid"
        return _("Paid in part") if part else _("Waiting for your transfer")
    by_order = {
        "placed": _("Waiting for the maker's call"),
        "completed": _("Complete"),
        "cancelled": _("Cancelled"),
        "expired": _("Lapsed"),
    }
    by_fulfilment = {
        "pending": _("Confirmed"),
        "packed": _("Packed"),
        "handed_over": _("Ready to fetch") if order.is_pickup else _("On its way"),
        "delivered": _("Fetched") if order.is_pickup else _("Delivered"),
        "returned": _("Sent back"),
    }
    return by_order.get(order.status) or by_fulfilment[order.fulfilment_status]


def _steps(order: Order) -> Iterator[Step]:
    """Give the steps that were reached, the last of them as where it stands, and what follows."""
    reached = {(c.machine, c.to_status): c.changed_at for c in order.state_changes}
    ended = order.status in ENDED
    path = [(label, reached.get(change)) for label, change in _path(order)]
    last = max((number for number, (_label, at) in enumerate(path) if at), default=0)
    for number, (label, at) in enumerate(path):
        if ended and at is None:
            continue
        kind = "next" if number > last else ("now" if number == last and not ended else "done")
        yield Step(label, kind, at)
    if ended:
        yield Step(status_words(order), "now", reached.get(("order", order.status)))


def _path(order: Order) -> list[tuple[str, tuple[str, str]]]:
    """Return the steps that an order of this kind takes, each with the change that reaches it."""
    fetched = order.is_pickup
    agreed = (
        (_("Money received"), ("payment", "paid"))
        if order.payment_method == TRANSFER
        else (_("Confirmed by the maker"), ("order", "confirmed"))
    )
    return [
        (_("Ordered"), ("order", "placed")),
        agreed,
        (_("Packed"), ("fulfilment", "packed")),
        (_("Ready to fetch") if fetched else _("On its way"), ("fulfilment", "handed_over")),
        (_("Fetched") if fetched else _("Delivered"), ("fulfilment", "delivered")),
    ]


def _transfer(order: Order) -> Transfer | None:
    """Return how to pay while an order waits for money."""
    due = amount_due(order)
    if order.payment_method != TRANSFER or order.status != "placed" or not due:
        return None
    bank = bank_by_bin(order.bank_bin)
    payload = _payload(order, due)
    return Transfer(
        bank=f"{bank.short_name} · {bank.name(current_language())}" if bank else order.bank_bin,
        account_number=order.account_number,
        holder=order.account_holder,
        amount_vnd=due,
        memo=order.code,
        is_sample=order.account_is_sample,
        payload=payload,
        drawing=_drawing(payload, order) if payload else None,
    )


def _payload(order: Order, due: int) -> str | None:
    try:
        return vietqr_payload(order.bank_bin, order.account_number, due, order.code)
    except InvalidVietQR:
        return None


def _drawing(payload: str, order: Order) -> Markup:
    """Draw the code; our own module escapes the title."""
    title = _("VietQR code that pays order %(code)s", code=order.code)
    return Markup(qr_svg(payload, title=title))  # noqa: S704 # nosec B704
