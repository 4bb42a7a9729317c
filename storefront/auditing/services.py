"""Run every rule on one unchanging picture of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from storefront.auditing import (
    booth_rules,
    money_rules,
    order_rules,
    picture_rules,
    promotion_rules,
    stock_rules,
)
from storefront.auditing.rules import Rule
from storefront.database import db, only_reading


@dataclass(frozen=True, slots=True)
class Breach:
    """Hold a rule that is broken, and by what."""

    rule: str
    detail: str


def orphans() -> Iterator[str]:
    """Find rows whose foreign key leads nowhere; PostgreSQL cannot have any."""
    if db.engine.dialect.name != "sqlite":
        return
    for table, row, parent, _ in db.session.execute(text("PRAGMA foreign_key_check")):
        yield f"row {row} of {table} belongs to a row of {parent} that is not there"


RULES = (
    *stock_rules.RULES,
    *order_rules.RULES,
    *money_rules.RULES,
    *promotion_rules.RULES,
    *picture_rules.RULES,
    *booth_rules.RULES,
    Rule("Nothing belongs to something that is gone", orphans),
)


def audit() -> Iterator[Breach]:
    """Give every breach, while the shop goes on working."""
    with _unchanging_picture():
        for rule in RULES:
            for detail in rule.search():
                yield Breach(rule.sentence, detail)


@contextmanager
def _unchanging_picture() -> Iterator[None]:
    """See one moment of the database, however many orders are placed meanwhile."""
    db.session.rollback()
    with only_reading():
        if db.engine.dialect.name != "sqlite":  # whose readers always see one moment
            db.session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        try:
            yield
        finally:
            db.session.rollback()
