"""Writing messages, and delivering those that are due."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update

from storefront import clock
from storefront.database import db
from storefront.mail.models import OutboxMessage

# How long to wait after each failure; after the last one the message is given up.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=8),
    timedelta(hours=24),
)
# Longer than any delivery takes: meanwhile no other runner takes the message up.
LONGEST_DELIVERY = timedelta(minutes=5)
KEEP_TRACES = timedelta(days=30)
AT_ONCE = 50
LONGEST_ERROR = 300

log = logging.getLogger(__name__)

Deliver = Callable[[OutboxMessage], None]


class DeliveryFailed(Exception):
    """Tell why a message could not be handed to the mail server."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


def write_message(recipient: str, subject: str, body: str, kind: str) -> OutboxMessage:
    """Put a message into the outbox; it is delivered only if the transaction commits."""
    message = OutboxMessage(recipient=recipient, subject=subject, body=body, kind=kind)
    db.session.add(message)
    db.session.flush()
    return message


def deliver_due(deliver: Deliver, now: datetime | None = None) -> int:
    """Deliver the messages that are due; return how many went out.

    Each is claimed by a commit of its own, so that several runners share the work, and no
    transaction is open while the mail server takes its time.
    """
    now = now or clock.now()
    due = db.session.scalars(
        select(OutboxMessage.id)
        .where(*_waiting(now))
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(AT_ONCE)
    ).all()
    return sum(_deliver_one(message_id, deliver, now) for message_id in due)


def forget_traces(now: datetime) -> int:
    """Remove what is left of messages that were delivered or given up long ago."""
    ended = OutboxMessage.sent_at.is_not(None) | OutboxMessage.abandoned_at.is_not(None)
    old = OutboxMessage.created_at < now - KEEP_TRACES
    gone = db.session.execute(delete(OutboxMessage).where(ended, old).returning(OutboxMessage.id))
    return len(gone.all())


def _waiting(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.abandoned_at.is_(None),
        OutboxMessage.due_at <= now,
    )


def _deliver_one(message_id: int, deliver: Deliver, now: datetime) -> bool:
    claimed = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, *_waiting(now))
        .values(attempts=OutboxMessage.attempts + 1, due_at=now + LONGEST_DELIVERY)
        .returning(OutboxMessage.id)
    ).first()
    db.session.commit()
    if claimed is None:  # another runner was quicker
        return False
    message = db.session.get_one(OutboxMessage, message_id)
    db.session.expunge(message)
    db.session.rollback()
    try:
        deliver(message)
    except DeliveryFailed as failure:
        _note_failure(message, failure, now)
        sent = False
    else:
        _end(message_id, sent_at=clock.now(), last_error="")
        sent = True
    db.session.commit()
    return sent


def _note_failure(message: OutboxMessage, failure: DeliveryFailed, now: datetime) -> None:
    reason = str(failure)[:LONGEST_ERROR]
    if failure.for_good or message.attempts > len(WAITS):
        log.error("message %s (%s) given up: %s", message.id, message.kind, reason)
        _end(message.id, abandoned_at=now, last_error=reason)
        return
    log.warning("message %s (%s) not delivered yet: %s", message.id, message.kind, reason)
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message.id)
        .values(due_at=now + WAITS[message.attempts - 1], last_error=reason)
    )


def _end(message_id: int, **values: object) -> None:
    """Close a message and forget its words."""
    db.session.execute(
        update(OutboxMessage).where(OutboxMessage.id == message_id).values(body="", **values)
    )
