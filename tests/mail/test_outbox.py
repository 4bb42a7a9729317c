"""Messages leave with what they tell of, once, and a dead mail server delays nobody."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from flask import Flask
from sqlalchemy import select

from storefront import clock
from storefront.database import db
from storefront.mail.models import OutboxMessage
from storefront.mail.services import (
    KEEP_TRACES,
    LONGEST_DELIVERY,
    WAITS,
    DeliveryFailed,
    deliver_due,
    forget_traces,
    write_message,
)
from storefront.mail.smtp import deliver_by_smtp
from tests.concurrency.threads import at_once
from tests.server.process import free_port

REFUSED = "refused@example.com"


class Postbox:
    """Keep what a real mail server was given; refuse one recipient for good."""

    def __init__(self) -> None:
        self.received: list[EmailMessage] = []

    async def handle_RCPT(
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address == REFUSED:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.received.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings = app.extensions["settings"]
    app.extensions["settings"] = replace(
        settings, smtp_url=f"smtp://127.0.0.1:{controller.port}", mail_from="cho@example.com"
    )
    yield box
    controller.stop()


def deliver_all(app: Flask, minutes: int = 0) -> int:
    now = clock.now() + timedelta(minutes=minutes)
    return deliver_due(deliver_by_smtp(app.extensions["settings"]), now)


def only_message() -> OutboxMessage:
    db.session.expire_all()
    return db.session.scalars(select(OutboxMessage)).one()


def test_a_message_is_delivered_once_with_its_vietnamese_words(
    app: Flask, postbox: Postbox
) -> None:
    with app.app_context():
        write_message("lan@example.com", "Lời mời vào Chợ Phiên", "Chào chị Ấn,\nmời chị.", "test")
        db.session.commit()
        assert deliver_all(app) == 1
        assert deliver_all(app, minutes=60) == 0
        assert only_message().sent_at is not None
    (received,) = postbox.received
    assert received["To"] == "lan@example.com"
    assert received["From"] == "cho@example.com"
    assert received["Subject"] == "Lời mời vào Chợ Phiên"
    assert "Chào chị Ấn," in received.get_content()
    assert received["Message-ID"]


def test_a_message_is_not_delivered_when_what_it_tells_of_did_not_happen(
    app: Flask, postbox: Postbox
) -> None:
    with app.app_context():
        write_message("lan@example.com", "Chuyện không xảy ra", "…", "test")
        db.session.rollback()
        assert deliver_all(app) == 0
    assert postbox.received == []


def test_the_words_of_a_delivered_message_are_forgotten(app: Flask, postbox: Postbox) -> None:
    with app.app_context():
        write_message("lan@example.com", "Lời mời", "https://example.com/secret-link", "test")
        db.session.commit()
        deliver_all(app)
        assert only_message().body == ""


def test_a_dead_mail_server_is_tried_again_later_and_given_up_in_the_end(app: Flask) -> None:
    settings = replace(app.extensions["settings"], smtp_url=f"smtp://127.0.0.1:{free_port()}")
    deliver = deliver_by_smtp(settings)
    with app.app_context():
        write_message("lan@example.com", "Lời mời", "…", "test")
        db.session.commit()
        now = clock.now()
        for wait in WAITS:
            assert deliver_due(deliver, now) == 0
            assert only_message().due_at == now + wait
            assert deliver_due(deliver, now + wait - timedelta(seconds=1)) == 0
            now += wait
        assert only_message().abandoned_at is None
        assert deliver_due(deliver, now) == 0
        given_up = only_message()
        assert given_up.abandoned_at == now
        assert given_up.body == ""
        assert given_up.attempts == len(WAITS) + 1
        assert "ConnectionRefusedError" in given_up.last_error


def test_a_message_that_failed_at_first_is_delivered_when_the_server_is_back(
    app: Flask, postbox: Postbox
) -> None:
    def dead(_message: OutboxMessage) -> None:
        raise DeliveryFailed("no answer")

    with app.app_context():
        write_message("lan@example.com", "Lời mời", "Chào chị", "test")
        db.session.commit()
        assert deliver_due(dead) == 0
        assert deliver_all(app, minutes=2) == 1
    assert len(postbox.received) == 1


def test_an_address_that_does_not_exist_is_not_tried_again(app: Flask, postbox: Postbox) -> None:
    with app.app_context():
        write_message(REFUSED, "Lời mời", "…", "test")
        db.session.commit()
        assert deliver_all(app) == 0
        assert only_message().abandoned_at is not None
        assert deliver_all(app, minutes=600) == 0
    assert postbox.received == []


def test_without_a_mail_server_messages_wait(app: Flask) -> None:
    with app.app_context():
        write_message("lan@example.com", "Lời mời", "…", "test")
        db.session.commit()
        assert deliver_all(app) == 0
        assert only_message().sent_at is None
        assert only_message().body


def test_runners_at_once_deliver_each_message_once(app: Flask, postbox: Postbox) -> None:
    with app.app_context():
        for number in range(10):
            write_message(f"member{number}@example.com", f"Lời mời {number}", "…", "test")
        db.session.commit()

    def run() -> int:
        with app.app_context():
            return deliver_all(app)

    assert sum(at_once([run] * 4)) == 10
    assert len({message["To"] for message in postbox.received}) == len(postbox.received) == 10


def test_no_transaction_is_open_while_the_server_takes_its_time(app: Flask) -> None:
    """A slow mail server must not hold the write lock of SQLite."""
    writing, written = threading.Event(), threading.Event()

    def write_meanwhile() -> None:
        writing.wait(10)
        with app.app_context():
            write_message("mai@example.com", "Lời mời", "…", "test")
            db.session.commit()
        written.set()

    def slow(_message: OutboxMessage) -> None:
        writing.set()
        assert written.wait(3), "somebody else could not write"

    other = threading.Thread(target=write_meanwhile)
    other.start()
    with app.app_context():
        write_message("lan@example.com", "Lời mời", "…", "test")
        db.session.commit()
        assert deliver_due(slow) == 1
    other.join()


def test_a_runner_that_dies_in_mid_delivery_leaves_the_message_to_the_next(app: Flask) -> None:
    def die(_message: OutboxMessage) -> None:
        raise KeyboardInterrupt

    went_out: list[int] = []
    with app.app_context():
        write_message("lan@example.com", "Lời mời", "…", "test")
        db.session.commit()
        now = clock.now()
        with pytest.raises(KeyboardInterrupt):
            deliver_due(die, now)
        db.session.rollback()
        later = now + LONGEST_DELIVERY
        assert deliver_due(lambda message: went_out.append(message.id), now) == 0
        assert deliver_due(lambda message: went_out.append(message.id), later) == 1


def test_traces_of_old_messages_go_and_waiting_ones_stay(app: Flask) -> None:
    with app.app_context():
        write_message("lan@example.com", "Lời mời", "…", "test")
        db.session.commit()
        assert deliver_due(lambda message: None) == 1
        write_message("mai@example.com", "Lời mời", "…", "test")
        db.session.commit()
        assert forget_traces(clock.now() + KEEP_TRACES + timedelta(days=1)) == 1
        db.session.commit()
        assert only_message().recipient == "mai@example.com"
