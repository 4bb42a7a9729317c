"""Orders in the words of those who work with them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask_babel import format_date, format_datetime
from flask_babel import gettext as _

from storefront import clock
from storefront.ordering.changes import BUYER, SYSTEM
from storefront.ordering.models import Order
from storefront.payments.models import BankTransaction
from storefront.templating import show_day, show_moment


def tab_words() -> dict[str, str]:
    """Name the states of the inbox."""
    return {
        "confirm": _("To call"),
        "transfer": _("Waiting for money"),
        "pack": _("To pack"),
        "hand_over": _("To hand over"),
        "underway": _("On the way"),
        "settle": _("To settle"),
        "done": _("Done"),
        "ended": _("Cancelled or lapsed"),
    }


def step_words(order: Order) -> dict[str, str]:
    """Say on the button of each step what pressing it means."""
    fetched = order.is_pickup
    cash = order.payment_method == "cod"
    return {
        "confirmation": _("The buyer agreed: confirm"),
        "payment": _("Cash received") if cash else _("Transfer received"),
        "packing": _("All packed"),
        "unpacking": _("Not packed after all"),
        "handover": _("Ready to fetch") if fetched else _("Handed over"),
        "delivery": _("The buyer has fetched it") if fetched else _("The buyer has it"),
        "return": _("The goods came back"),
        "cancellation": _("Cancel the order"),
        "refund": _("Money given back"),
    }


def standing_words(order: Order) -> str:
    """Say in a few words where an order stands, to those who see to it."""
    if order.status == "placed":
        part = order.payment_status == "part_paid"
        waiting = _("Paid in part") if part else _("Transfer not here yet")
        return _("To call") if order.payment_method == "cod" else waiting
    if order.status == "confirmed":
        return state_words("fulfilment", order.fulfilment_status)
    return state_words("order", order.status)


def state_words(machine: str, status: str) -> str:
    """Name a state of one of the three life cycles; the state before the first has no name."""
    return {
        ("order", "placed"): _("Placed"),
        ("order", "confirmed"): _("Confirmed"),
        ("order", "completed"): _("Complete"),
        ("order", "cancelled"): _("Cancelled"),
        ("order", "expired"): _("Lapsed"),
        ("payment", "awaiting"): _("Not paid"),
        ("payment", "part_paid"): _("Paid in part"),
        ("payment", "paid"): _("Paid in full"),
        ("payment", "refunded"): _("Money given back"),
        ("fulfilment", "pending"): _("Not packed"),
        ("fulfilment", "packed"): _("Packed"),
        ("fulfilment", "handed_over"): _("Handed over"),
        ("fulfilment", "delivered"): _("Delivered"),
        ("fulfilment", "returned"): _("Came back"),
    }.get((machine, status), "")


def reason_words(reason: str) -> str:
    """Say why a state changed; what the shop itself writes is said in the page's language."""
    return {
        "paid in full": _("paid in full"),
        "not paid in time": _("not paid in time"),
        "not confirmed in time": _("not confirmed in time"),
    }.get(reason, reason)


def actor_words(actor: str, names: dict[str, str]) -> str:
    """Name who did something."""
    return {BUYER: _("the buyer"), SYSTEM: _("the shop by itself")}.get(actor) or names.get(
        actor, _("a member")
    )


def transfer_words(line: BankTransaction) -> str:
    """Say why a person has to look at a bank line."""
    return {
        "unmatched": _("names no order"),
        "late": _("came after its order had ended"),
        "duplicate": _("its order was paid already"),
        "short": _("less than its order costs"),
        "over": _("more than its order costs"),
    }.get(line.state, "")


def deadline_words(order: Order, now: datetime | None = None) -> str:
    """Say when a placed order lapses, empty where it does not."""
    deadline = order.confirm_until or order.hold_until
    if order.status != "placed" or deadline is None:
        return ""
    moment = now or clock.now()
    if deadline <= moment:
        return _("its time is over")
    time = format_datetime(deadline, format="HH:mm")
    days = (_day_of(deadline) - _day_of(moment)).days
    if days == 0:
        return _("lapses at %(time)s today", time=time)
    if days == 1:
        return _("lapses at %(time)s tomorrow", time=time)
    return _("lapses at %(moment)s", moment=show_moment(deadline))


def day_words(day: date, today: date) -> str:
    """Name a day: today, tomorrow, or its weekday and date."""
    shown = show_day(day)
    if day == today:
        return _("Today, %(day)s", day=shown)
    if day == today + timedelta(days=1):
        return _("Tomorrow, %(day)s", day=shown)
    return f"{format_date(day, format='EEEE').capitalize()}, {shown}"


def is_urgent(order: Order, now: datetime | None = None) -> bool:
    """Tell whether a placed order lapses before this day ends."""
    deadline = order.confirm_until or order.hold_until
    if order.status != "placed" or deadline is None:
        return False
    return _day_of(deadline) <= _day_of(now or clock.now())


def _day_of(moment: datetime) -> date:
    return moment.astimezone(clock.MARKET_ZONE).date()
