"""The orders of one maker: by what they wait for, and found by code, phone or name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload
from sqlalchemy.sql.elements import UnaryExpression

from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.ordering.codes import normalise_code
from storefront.ordering.models import Order, Purchase
from storefront.ordering.states import ENDED
from storefront.phones import InvalidPhone, parse_phone
from storefront.text import fold, read_telex, tokens

PAGE = 20
MOST_FOUND = 50
FEWEST_DIGITS = 3  # the end of a phone number, as people remember it
LONGEST_SEARCH = 80

_CONFIRMED = Order.status == "confirmed"
_MONEY_HERE = Order.payment_status.in_(("part_paid", "paid"))


@dataclass(frozen=True, slots=True)
class Tab:
    """Hold one state of the inbox: which orders are in it, and which of them come first."""

    name: str
    condition: ColumnElement[bool]
    order: UnaryExpression[Any]


TABS = (
    Tab(
        "confirm",
        and_(Order.status == "placed", Order.payment_method == "cod"),
        Order.confirm_until.asc(),
    ),
    Tab(
        "transfer",
        and_(Order.status == "placed", Order.payment_method == "bank_transfer"),
        Order.hold_until.asc(),
    ),
    Tab("pack", and_(_CONFIRMED, Order.fulfilment_status == "pending"), Order.placed_at.asc()),
    Tab("hand_over", and_(_CONFIRMED, Order.fulfilment_status == "packed"), Order.placed_at.asc()),
    Tab(
        "underway",
        and_(_CONFIRMED, Order.fulfilment_status == "handed_over"),
        Order.placed_at.asc(),
    ),
    Tab(
        "settle",
        or_(
            and_(_CONFIRMED, Order.fulfilment_status.in_(("delivered", "returned"))),
            and_(Order.status.in_(ENDED), _MONEY_HERE),
            and_(Order.status == "completed", Order.fulfilment_status == "returned", _MONEY_HERE),
        ),
        Order.placed_at.asc(),
    ),
    Tab("done", Order.status == "completed", Order.placed_at.desc()),
    Tab("ended", Order.status.in_(ENDED), Order.placed_at.desc()),
)
TAB_NAMES = tuple(tab.name for tab in TABS)


def tab_named(name: str) -> Tab:
    """Return the state of the inbox with a name from `TAB_NAMES`."""
    return TABS[TAB_NAMES.index(name)]


def count_tabs(shop: Cooperative) -> dict[str, int]:
    """Return how many of a maker's orders are in each state of the inbox, in one query."""
    counts = [func.count().filter(tab.condition).label(tab.name) for tab in TABS]
    row = db.session.execute(select(*counts).where(Order.cooperative_id == shop.id)).one()
    return dict(row._mapping)


def orders_in(shop: Cooperative, tab: Tab, page: int = 1) -> Sequence[Order]:
    """Return one page of the orders in a state, the most urgent or else the newest first."""
    wanted = _orders_of(shop).where(tab.condition).order_by(tab.order, Order.id)
    return db.session.scalars(wanted.limit(PAGE).offset((page - 1) * PAGE)).all()


def all_in(shop: Cooperative, tab: Tab, most: int) -> Sequence[Order]:
    """Return the first orders in a state, so many at most."""
    wanted = _orders_of(shop).where(tab.condition).order_by(tab.order, Order.id)
    return db.session.scalars(wanted.limit(most)).all()


def order_of(shop: Cooperative, code: str) -> Order | None:
    """Return a maker's order by its code as it stands in the address; of no other maker."""
    if normalise_code(code) != code:
        return None
    return db.session.scalar(_orders_of(shop).where(Order.code == code))


def orders_by_codes(shop: Cooperative, codes: Sequence[str]) -> list[Order]:
    """Return a maker's orders in the order of their codes; what is not theirs is left out."""
    known = [code for code in codes if normalise_code(code) == code]
    found = {o.code: o for o in db.session.scalars(_orders_of(shop).where(Order.code.in_(known)))}
    return [found[code] for code in dict.fromkeys(codes) if code in found]


def find_orders(shop: Cooperative, typed: str) -> Sequence[Order]:
    """Return a maker's orders by code, by phone however it is typed, or by the buyer's name.

    The end of a phone number and a part of a code find too. Newest first, `MOST_FOUND` at most.
    """
    wanted = _orders_of(shop).order_by(Order.id.desc()).limit(MOST_FOUND)
    code = normalise_code(typed)
    if code:
        return db.session.scalars(wanted.where(Order.code == code)).all()
    try:
        return db.session.scalars(wanted.where(Purchase.phone == parse_phone(typed))).all()
    except InvalidPhone:
        return db.session.scalars(wanted.where(_resembles(shop, typed))).all()


def earlier_orders(order: Order) -> Sequence[Order]:
    """Return the other orders that the same phone number placed with the same maker."""
    if not order.purchase.phone:
        return ()
    return db.session.scalars(
        select(Order)
        .join(Purchase)
        .where(
            Order.cooperative_id == order.cooperative_id,
            Purchase.phone == order.purchase.phone,
            Order.id != order.id,
        )
        .order_by(Order.id.desc())
        .limit(MOST_FOUND)
    ).all()


def _orders_of(shop: Cooperative) -> Select[Order]:
    return (
        select(Order)
        .join(Order.purchase)
        .where(Order.cooperative_id == shop.id)
        .options(contains_eager(Order.purchase), selectinload(Order.line_items))
    )


def _resembles(shop: Cooperative, typed: str) -> ColumnElement[bool]:
    """Return the condition for what is neither a whole code nor a whole phone number."""
    words = tokens(typed)
    joined = "".join(words)
    if len(joined) >= FEWEST_DIGITS and joined.isdigit():
        return or_(Purchase.phone.endswith(joined), Order.code.contains(joined))
    ids = _named(shop, words) or _named(shop, tokens(read_telex(typed)))
    if len(joined) < FEWEST_DIGITS:
        return Order.id.in_(ids)
    return or_(Order.id.in_(ids), Order.code.contains(joined.upper()))


def _named(shop: Cooperative, words: Sequence[str]) -> list[int]:
    """Return the newest orders of buyers whose names hold words that begin with all of these.

    Names are folded here and not in the database, which keeps no second copy of them.
    """
    if not words:
        return []
    rows = db.session.execute(
        select(Order.id, Purchase.full_name)
        .join(Purchase)
        .where(Order.cooperative_id == shop.id, Purchase.full_name != "")
        .order_by(Order.id.desc())
    )
    found = []
    for order_id, name in rows:
        folded = fold(name).split()
        if all(any(part.startswith(word) for part in folded) for word in words):
            found.append(order_id)
            if len(found) == MOST_FOUND:
                break
    return found
