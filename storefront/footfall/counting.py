"""Counting without making a visitor wait: in memory first, then a few rows at a time.

A page that five hundred people open at once must not make five hundred transactions beside the
orders. Each process keeps its own tally and writes it down every few seconds; a process that is
killed outright loses those seconds, never an order.
"""

from __future__ import annotations

import atexit
import logging
import threading
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from storefront import clock
from storefront.database import db
from storefront.footfall.models import SCAN, VISIT, Footfall
from storefront.showcase.models import Booth, Showcase, SignCode
from storefront.showcase.signs import code_for

WRITTEN_AFTER_SECONDS = 3.0
MOST_KEPT = 10_000  # different keys, should the database be away for long

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Seen:
    """Hold what was seen in one hour: a sign by its code, or a page by its address."""

    kind: str
    hour: datetime
    code: str = ""
    showcase: str = ""
    booth: str = ""


class Tally:
    """Keep the counts of one process until they are written down."""

    def __init__(self, app: Flask) -> None:
        """Count for one app; nothing runs before the first count."""
        self._app = app
        self._counts: Counter[Seen] = Counter()
        self._lock = threading.Lock()
        self._writer: threading.Thread | None = None
        self._wake = threading.Event()

    def add(self, seen: Seen) -> None:
        """Count one, to be written down soon."""
        with self._lock:
            if seen in self._counts or len(self._counts) < MOST_KEPT:
                self._counts[seen] += 1
            if self._writer is None and not self._app.testing:
                self._writer = threading.Thread(target=self._keep_writing, daemon=True)
                self._writer.start()
                atexit.register(self.write)

    def write(self) -> None:
        """Write down what was counted so far; what cannot be written now waits."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            with self._app.app_context():
                write_down(counts)
                db.session.commit()
        except SQLAlchemyError:  # also a pool that is empty: nothing may end the writer
            log.warning("footfall could not be written; it is kept for later")
            with self._lock:
                self._counts.update(counts)

    def _keep_writing(self) -> None:
        while not self._wake.wait(WRITTEN_AFTER_SECONDS):
            self.write()


def tally_of(app: Flask) -> Tally:
    """Return the tally of an app in this process."""
    tally: Tally = app.extensions.setdefault("footfall", Tally(app))
    return tally


def count_scan(code: SignCode) -> None:
    """Count that somebody scanned a sign."""
    _tally().add(Seen(SCAN, _this_hour(), code=code.code))


def count_visit(showcase: str, booth: str = "") -> None:
    """Count that somebody opened the page of a showcase or of one of its booths, by its slug."""
    _tally().add(Seen(VISIT, _this_hour(), showcase=showcase, booth=booth))


def write_down(counts: Counter[Seen]) -> None:
    """Add counts to those in the database; pages that are gone are left out."""
    by_code: Counter[tuple[int, datetime, str]] = Counter()
    for seen, times in counts.items():
        code_id = _code_id(seen)
        if code_id is not None:
            by_code[code_id, seen.hour, seen.kind] += times
    for (code_id, hour, kind), times in sorted(by_code.items()):
        _add(code_id, hour, kind, times)


def _tally() -> Tally:
    return tally_of(current_app._get_current_object())  # type: ignore[attr-defined]


def _this_hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)


def _code_id(seen: Seen) -> int | None:
    if seen.code:
        return db.session.scalar(select(SignCode.id).where(SignCode.code == seen.code))
    showcase = db.session.scalar(select(Showcase).where(Showcase.slug == seen.showcase))
    if showcase is None:
        return None
    if not seen.booth:
        return code_for(showcase, "page").id
    booth = db.session.scalar(
        select(Booth).where(Booth.showcase_id == showcase.id, Booth.slug == seen.booth)
    )
    return code_for(showcase, "page", booth).id if booth else None


def _add(code_id: int, hour: datetime, kind: str, times: int) -> None:
    row = {"code_id": code_id, "hour": hour, "kind": kind}
    adding = update(Footfall).filter_by(**row).values(count=Footfall.count + times)
    adding = adding.execution_options(synchronize_session=False)
    if _found(adding):
        return
    try:
        with db.session.begin_nested():
            db.session.execute(insert(Footfall).values(**row, count=times))
    except IntegrityError:  # another process has just begun this hour
        db.session.execute(adding)


def _found(statement: object) -> bool:
    answer = db.session.execute(statement.returning(Footfall.code_id))  # type: ignore[attr-defined]
    return answer.first() is not None
