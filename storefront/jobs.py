"""Work in the background: huey runs it, embedded with a file of its own by default.

Each job calls a plain service that may run twice or late without harm, so several runners can
share one store (`JOBS_DATABASE_URL`, PostgreSQL), and nothing is lost while none runs.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.consumer import Consumer

from storefront import clock
from storefront.cart.services import forget_old_carts
from storefront.catalogue.certificates import forget_stray_scans
from storefront.catalogue.expiry import mark_expired_certificates
from storefront.complaints.services import forget_complainants
from storefront.config import Settings
from storefront.database import db
from storefront.leads.retention import forget_leads
from storefront.mail.services import deliver_due, forget_traces
from storefront.mail.smtp import deliver_by_smtp
from storefront.media.preparing import encode_next, forget_removed, pictures_are_waiting
from storefront.media.storage import storage_of
from storefront.ordering.deadlines import expire_unpaid_orders, lapse_unconfirmed_orders
from storefront.ordering.retention import forget_buyers
from storefront.payments.account_changes import apply_due_changes
from storefront.sampling.rolling import roll_samples
from storefront.spreadsheets.services import forget_old_sheets

NAME = "storefront"
HEARTBEAT = "heartbeat"
SILENT_AFTER = timedelta(minutes=3)
KEEP_CARTS = timedelta(days=90)
LONGEST_SLEEP_SECONDS = 2.0
HEALTH_SECONDS = 10.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """Hold a job: the service it calls, when, and after how many seconds it is not worth it.

    `more` tells whether there is more to do at once; other jobs come in between.
    """

    name: str
    service: Callable[[datetime], int]
    due: Callable[[datetime], bool]
    expires: int
    more: Callable[[datetime], bool] = lambda _now: False


def _remove_stale_carts(now: datetime) -> int:
    return forget_old_carts(now, KEEP_CARTS)


def _deliver_mail(now: datetime) -> int:
    return deliver_due(deliver_by_smtp(current_app.extensions["settings"]), now)


def _forget_stray_scans(now: datetime) -> int:
    return forget_stray_scans(storage_of(current_app), now)


EVERY_MINUTE = crontab()
EVERY_HOUR = crontab(minute="17")
EVERY_NIGHT = crontab(minute="30", hour="20")  # UTC: half past three in Việt Nam
ENCODE_PICTURES = "encode pictures"
JOBS = (
    Job("expire unpaid orders", expire_unpaid_orders, EVERY_MINUTE, 50),
    Job("lapse unconfirmed orders", lapse_unconfirmed_orders, EVERY_MINUTE, 50),
    Job("mark expired certificates", mark_expired_certificates, EVERY_MINUTE, 50),
    Job("apply changes of bank accounts", apply_due_changes, EVERY_MINUTE, 50),
    Job("deliver mail", _deliver_mail, EVERY_MINUTE, 50),
    Job(ENCODE_PICTURES, encode_next, EVERY_MINUTE, 50, pictures_are_waiting),
    Job("keep sample showcases on", roll_samples, EVERY_HOUR, 3000),
    Job("forget removed pictures", forget_removed, EVERY_HOUR, 3000),
    Job("forget stray scans", _forget_stray_scans, EVERY_NIGHT, 3600),
    Job("forget old spreadsheets", forget_old_sheets, EVERY_HOUR, 3000),
    Job("forget mail of long ago", forget_traces, EVERY_NIGHT, 3600),
    Job("remove stale carts", _remove_stale_carts, EVERY_NIGHT, 3600),
    Job("forget buyers of long ago", forget_buyers, EVERY_NIGHT, 3600),
    Job("forget complainants of long ago", forget_complainants, EVERY_NIGHT, 3600),
    Job("forget businesses of long ago", forget_leads, EVERY_NIGHT, 3600),
)


class EmbeddedConsumer(Consumer):
    """Run huey's threads inside the shop's process, which keeps its own signal handlers."""

    def _set_signal_handlers(self) -> None:
        """Leave the signals alone."""


class Runner:
    """Run the jobs of one app in threads of this process."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._queue = queue_of(app)
        self._tasks = list(app.extensions["job_tasks"].values())
        self._tasks.append(self._queue.periodic_task(EVERY_MINUTE, expires=50)(self._beat))
        self._consumer = EmbeddedConsumer(self._queue, max_delay=LONGEST_SLEEP_SECONDS)
        self._keeper = threading.Thread(target=self._keep, name="jobs", daemon=True)

    def start(self) -> None:
        """Start the threads, and catch up at once with what became due meanwhile."""
        for task in self._tasks:
            task()
        self._consumer.start()
        self._keeper.start()

    def stop(self) -> None:
        """Let the running job end, then the threads."""
        self._consumer.stop(graceful=True)
        self._keeper.join()

    def _keep(self) -> None:
        """Replace threads that died."""
        while not self._consumer.stop_flag.wait(HEALTH_SECONDS):
            self._consumer.check_worker_health()

    def _beat(self) -> None:
        self._queue.put(HEARTBEAT, clock.now().isoformat())


def queue_of(app: Flask) -> Huey:
    """Return the queue of an app, opened when first asked for."""
    if "jobs" not in app.extensions:
        opened = _open_queue(app.extensions["settings"])
        app.extensions["job_tasks"] = {job.name: _register(app, opened, job) for job in JOBS}
        app.extensions["jobs"] = opened
    queue: Huey = app.extensions["jobs"]
    return queue


def soon(app: Flask, name: str) -> None:
    """Let a job run as soon as a runner is free; it runs at its usual time in any case."""
    try:
        queue_of(app)
        app.extensions["job_tasks"][name]()
    except Exception:
        log.exception("%s could not be asked for", name)


def _register(app: Flask, queue: Huey, job: Job) -> Callable[[], object]:
    def run() -> None:
        with app.app_context():
            done = job.service(clock.now())
            db.session.commit()
            if done and job.more(clock.now()):
                soon(app, job.name)
        if done:
            log.info("%s: %s", job.name, done)

    return queue.periodic_task(job.due, name=job.name, expires=job.expires)(run)


def _open_queue(settings: Settings) -> Huey:
    """Open the store that runners share: a file beside the database, or PostgreSQL."""
    url = settings.jobs_database_url
    if url is None:
        return SqliteHuey(NAME, results=False, filename=str(settings.data_dir / "jobs.sqlite3"))
    scheme, _, rest = url.partition("://")
    if scheme.partition("+")[0] not in ("postgres", "postgresql"):
        raise ValueError(f"JOBS_DATABASE_URL must be a PostgreSQL address, not {scheme}://…")
    return PostgresHuey(NAME, results=False, dsn=f"postgresql://{rest}")


_runners: list[Runner] = []


def start(app: Flask) -> None:
    """Start the background jobs of an app in this process."""
    runner = Runner(app)
    runner.start()
    _runners.append(runner)


def stop() -> None:
    """Stop what was started in this process."""
    while _runners:
        _runners.pop().stop()


def alive(app: Flask) -> bool:
    """Tell whether any runner of this shop has shown life in the last minutes."""
    try:
        beat = queue_of(app).get(HEARTBEAT, peek=True)
    except Exception:
        log.exception("the store of the background jobs does not answer")
        return False
    return beat is not None and clock.now() - datetime.fromisoformat(beat) < SILENT_AFTER
