"""A rule: a sentence that holds, and a search for what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, Row

from storefront.database import db

ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """Hold what must be true, and the search that names each breach."""

    sentence: str
    search: Callable[[], Iterator[str]]


def found(statement: Executable) -> Iterator[Row[Any]]:
    """Give the rows that a search finds, a thousand in memory at a time."""
    yield from db.session.execute(statement.execution_options(yield_per=ROWS_AT_ONCE))
