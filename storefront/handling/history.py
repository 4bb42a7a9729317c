"""What happened to an order, and who did it: changes of its states, and money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select

from storefront.accounts.models import User
from storefront.database import db
from storefront.fulfilment.models import Shipment
from storefront.handling.steps import seen_ids
from storefront.ordering.models import Order, OrderNote, StateChange
from storefront.payments.models import Payment

Row = TypeVar("Row", StateChange, Payment, Shipment, OrderNote)

_USER = "user:"


@dataclass(frozen=True, slots=True)
class History:
    """Hold all that is recorded of one order, each kind in the order it happened.

    `names` maps actors such as "user:3" to names; the buyer and the shop itself have none.
    """

    changes: Sequence[StateChange]
    payments: Sequence[Payment]
    shipments: Sequence[Shipment]
    notes: Sequence[OrderNote]
    names: Mapping[str, str]

    def since(self, seen: str) -> list[tuple[str, datetime]]:
        """Return who changed the order after a stand, and when; nobody twice."""
        change_id, payment_id = seen_ids(seen)
        later = [(c.actor, c.changed_at) for c in self.changes if c.id > change_id]
        later += [(p.actor, p.received_at) for p in self.payments if p.id > payment_id]
        return list({actor: (actor, at) for actor, at in reversed(later)}.values())


def history_of(order: Order) -> History:
    """Return all that is recorded of an order, read anew."""
    changes = _rows(StateChange, order)
    payments = _rows(Payment, order)
    return History(
        changes=changes,
        payments=payments,
        shipments=_rows(Shipment, order),
        notes=_rows(OrderNote, order),
        names=names_of(
            [change.actor for change in changes] + [payment.actor for payment in payments]
        ),
    )


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the names of those actors that are members, also of those who have left."""
    ids = {actor.removeprefix(_USER) for actor in actors if actor.startswith(_USER)}
    users = db.session.scalars(select(User).where(User.id.in_([int(i) for i in ids])))
    return {f"{_USER}{user.id}": user.name or user.identifier for user in users}


def _rows(model: type[Row], order: Order) -> Sequence[Row]:
    table = model.__table__
    statement = select(model).where(table.c.order_id == order.id).order_by(table.c.id)
    return db.session.scalars(statement.execution_options(populate_existing=True)).all()
