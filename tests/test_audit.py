"""The audit: silent on a sound shop, and naming whatever was broken behind its back."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from storefront.auditing.services import RULES, audit
from storefront.database import db
from storefront.fulfilment.services import (
    hand_over,
    record_delivered,
    record_packed,
    record_returned,
)
from storefront.ordering.changes import change_status
from storefront.ordering.deadlines import expire_unpaid_orders
from storefront.ordering.services import cancel_order, confirm_order
from storefront.payments.services import record_bank_transaction, record_payment
from storefront.payments.statements import StatementLine
from tests.factories import NOON, make_product
from tests.factories.orders import make_order
from tests.shops import everything


def fill(app: Flask) -> None:
    """Add orders in every state that they can be in; order 1 is a transfer paid by bank line 1."""
    with app.app_context():
        product = make_product(stock=100)
        paid = make_order(product, 2)
        line = StatementLine(2, date(2026, 11, 22), paid.total_vnd, paid.code, "FT1")
        record_bank_transaction(paid.account_number, line)
        record_bank_transaction(
            paid.account_number, StatementLine(3, date(2026, 11, 22), 5_000, "nothing", "FT2")
        )
        make_order(product, 1)
        part = make_order(product, 1)
        record_payment(part, 1_000, method="bank_transfer", actor="system")
        expired = make_order(product, 1, placed_at=NOON - timedelta(days=3))
        db.session.commit()
        expire_unpaid_orders(NOON - timedelta(days=1))
        cancel_order(make_order(product, 1, payment_method="cod"))
        stages = [make_order(product, 1, payment_method="cod") for _ in range(5)]
        for order in stages:
            confirm_order(order, actor="user:1")
        for order in stages[1:]:
            record_packed(order, actor="user:1")
        for order in stages[2:]:
            hand_over(order, actor="user:1")
        record_delivered(stages[3], actor="user:1")
        record_payment(stages[3], stages[3].total_vnd, method="cod", actor="user:1")
        record_returned(stages[4], actor="user:1", reason="refused")
        change_status(stages[4], "order", "cancelled", actor="user:1")
        assert expired.status == "expired"
        db.session.commit()


def breaches(app: Flask) -> list[str]:
    with app.app_context():
        return [f"{breach.rule}: {breach.detail}" for breach in audit()]


def test_a_shop_with_orders_in_every_state_is_sound(app: Flask) -> None:
    fill(app)
    assert breaches(app) == []


def test_an_empty_shop_is_sound_and_the_command_says_so(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["audit"])
    assert (done.exit_code, done.output) == (0, f"{len(RULES)} rules hold\n")


BREAKS = [
    ("UPDATE stock_record SET reserved = reserved + 1", "reserved, but"),
    ("UPDATE stock_record SET on_hand = -1, reserved = -2", "-1 on hand, -2 reserved"),
    ("UPDATE stock_record SET on_hand = 0", "0 on hand"),
    ("DELETE FROM stock_record", "no stock record"),
    ("UPDATE stock_reservation SET quantity = 9 WHERE id = 1", "is allocated, or of another"),
    ("DELETE FROM stock_reservation WHERE id = 2", "is missing"),
    ("UPDATE stock_reservation SET status = 'held' WHERE status = 'released'", "(cancelled)"),
    ("UPDATE stock_reservation SET status = 'released' WHERE status = 'held'", "(placed)"),
    ("UPDATE stock_reservation SET held_until = NULL", "(placed)"),
    ("UPDATE purchase SET total_vnd = 1 WHERE id = 1", "purchase 1: 1 VND, but 1 orders of"),
    ("UPDATE orders SET goods_vnd = 1 WHERE id = 1", "goods 1 VND (lines 100000)"),
    ("UPDATE orders SET total_vnd = 1 WHERE id = 1", "total 1"),
    ("UPDATE line_item SET line_vnd = 1 WHERE id = 1", "stands as 1 VND"),
    ("UPDATE purchase SET session_key = 'x', idempotency_key = 'x'", "one key of one session"),
    ("UPDATE purchase SET token = 'x'", "open with one token"),
    ("UPDATE orders SET code = 'x'", "stands for more than one order"),
    ("UPDATE orders SET purchase_id = 1 WHERE id = 2", "two orders for maker"),
    ("UPDATE orders SET hold_until = NULL WHERE id = 1", "lacks its deadline or its account"),
    ("UPDATE orders SET account_number = '' WHERE id = 2", "lacks its deadline or its account"),
    ("UPDATE orders SET confirm_until = NULL", "(cod) lacks its deadline"),
    ("UPDATE orders SET status = 'completed' WHERE id = 2", "order stands at 'completed'"),
    ("DELETE FROM state_change WHERE order_id = 2", "no record of being placed"),
    (
        "UPDATE state_change SET to_status = 'completed' WHERE to_status = 'confirmed'",
        "order went from 'placed' to 'completed'",
    ),
    (
        "UPDATE orders SET payment_status = 'paid' WHERE id = 2",
        "payment stands at 'paid', but 0 VND came",
    ),
    ("UPDATE payment SET amount_vnd = 1 WHERE id = 1", "'paid', but 1 VND came"),
    ("UPDATE orders SET status = 'placed' WHERE id = 1", "is paid, but not confirmed"),
    ("DELETE FROM payment WHERE id = 1", "(matched) stands behind 0 payments"),
    ("UPDATE bank_transaction SET amount_vnd = 1 WHERE id = 1", "(matched) stands behind 1"),
    ("UPDATE bank_transaction SET state = 'late' WHERE id = 1", "(late) stands behind 1"),
    ("UPDATE bank_transaction SET account_number = 'X' WHERE id = 1", "to another account"),
]


@pytest.mark.parametrize(("statement", "told"), BREAKS, ids=[told for _, told in BREAKS])
def test_each_breach_is_named_and_the_command_fails(app: Flask, statement: str, told: str) -> None:
    fill(app)
    tamper(app, statement)
    found = breaches(app)
    assert any(told in breach for breach in found), found


def test_the_command_names_every_breach_and_fails(app: Flask) -> None:
    fill(app)
    tamper(app, "UPDATE purchase SET total_vnd = 1")
    done = app.test_cli_runner().invoke(args=["audit"])
    assert done.exit_code == 1
    assert "A purchase costs what its orders cost: purchase 1: 1 VND" in done.output
    assert done.output.count("A purchase costs") == len(breaches(app))


def test_the_audit_changes_nothing(app: Flask) -> None:
    fill(app)
    tamper(app, "UPDATE purchase SET total_vnd = 1")
    before = everything(app)
    breaches(app)
    assert everything(app) == before


def test_rows_of_something_gone_are_named(app: Flask, database_kind: str) -> None:
    fill(app)
    with app.app_context():
        if database_kind == "sqlite":
            with sqlite3.connect(db.engine.url.database or "") as connection:
                connection.execute("DELETE FROM cooperative")
            assert any(
                "row 1 of orders belongs to a row of cooperative" in b for b in breaches(app)
            )
        else:
            with pytest.raises(IntegrityError):
                db.session.execute(text("DELETE FROM cooperative"))
            db.session.rollback()


def tamper(app: Flask, statement: str) -> None:
    """Break the data as no code of the shop could: behind its constraints."""
    table = statement.replace("DELETE FROM", "UPDATE").split()[1]
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            with sqlite3.connect(db.engine.url.database or "") as connection:
                key = db.metadata.tables[table].primary_key.columns.keys()[0]
                connection.executescript(
                    f"PRAGMA legacy_alter_table = ON; CREATE TABLE free AS SELECT * FROM {table};"  # noqa: S608
                    f"DROP TABLE {table}; ALTER TABLE free RENAME TO {table};"
                    f"CREATE UNIQUE INDEX the_key ON {table} ({key}); {statement};"
                )
            return
        kept = db.metadata.tables[table].primary_key
        for constraint in db.metadata.tables[table].constraints - {kept}:
            name = constraint.name
            db.session.execute(text(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE'))
        db.session.execute(text(statement))
        db.session.commit()
