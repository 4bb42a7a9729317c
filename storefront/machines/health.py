"""Whether the shop can work: its database, its storage, its background jobs."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import Migrate
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from storefront import jobs
from storefront.config import Settings
from storefront.database import db
from storefront.media.storage import storage_of

PATIENCE_SECONDS = 1.5
CONNECT_SECONDS = 2  # the least that PostgreSQL's client library understands
LEAST_FREE_BYTES = 4 * 1024 * 1024
log = logging.getLogger(__name__)


class NotWritable(Exception):
    """Say why something takes no writes."""


def prove_writable(app: Flask) -> None:
    """Write into the database and take it back; raise NotWritable with the reason."""
    with _probing(app) as connection:
        if isinstance(connection, sqlite3.Connection):
            _write_sqlite(connection)
        else:
            _write_postgresql(connection)
    if db.engine.dialect.name == "sqlite":
        _need_room(Path(str(db.engine.url.database)).parent)


def faults(app: Flask) -> list[str]:
    """Return all that keeps the shop from working, a sentence each; a ready shop has none."""
    return [fault for check in (_database, _migrations, _storage, _jobs) for fault in check(app)]


@contextmanager
def _probing(app: Flask) -> Iterator[Any]:
    """Give a database connection outside the pool, which tells the truth while that is busy.

    Whatever goes wrong with it becomes NotWritable.
    """
    try:
        with closing(_connect(app)) as connection:
            yield connection
    except (db.engine.dialect.loaded_dbapi.Error, DBAPIError, OSError) as error:
        log.warning("the database failed a probe: %s", error)
        raise NotWritable(_public_reason(error)) from error


def _connect(app: Flask) -> Any:
    url = db.engine.url
    if url.get_backend_name() == "sqlite":
        # As a URI, so that a file that is gone is not made anew.
        path = Path(str(url.database)).resolve().as_uri()
        return sqlite3.connect(
            f"{path}?mode=rw", uri=True, timeout=PATIENCE_SECONDS, isolation_level=None
        )
    engine: Engine | None = app.extensions.get("health_engine")
    if engine is None:
        wait = int(PATIENCE_SECONDS * 1000)
        options = f"-c statement_timeout={wait} -c lock_timeout={wait}"
        engine = create_engine(
            url,
            poolclass=NullPool,
            connect_args={"connect_timeout": CONNECT_SECONDS, "options": options},
        )
        app.extensions["health_engine"] = engine
    return engine.raw_connection()


def _public_reason(error: Exception) -> str:
    """Return what anybody may know of a failure: no host, no path, no name."""
    if isinstance(error, sqlite3.Error):
        return str(error)
    diagnosis = getattr(getattr(error, "orig", error), "diag", None)
    return getattr(diagnosis, "message_primary", None) or "it does not answer"


def _write_sqlite(connection: sqlite3.Connection) -> None:
    """Change the file's header in a transaction that is rolled back.

    BEGIN IMMEDIATE alone would succeed on a read-only database; a write does not.
    """
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA user_version = 1")
    connection.execute("ROLLBACK")


def _write_postgresql(connection: Any) -> None:
    """Ask for a transaction id, which only a server that takes writes gives out."""
    cursor = connection.cursor()
    cursor.execute("SHOW transaction_read_only")
    if cursor.fetchone()[0] == "on":
        raise NotWritable("the database is read-only")
    cursor.execute("SELECT pg_current_xact_id()")
    connection.rollback()


def _need_room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise NotWritable(f"only {free} bytes are free")


def _database(app: Flask) -> list[str]:
    try:
        prove_writable(app)
    except (NotWritable, OSError) as error:
        return [f"database: {error}"]
    return []


def _migrations(app: Flask) -> list[str]:
    extension: Migrate = app.extensions["migrate"].migrate
    newest = set(ScriptDirectory(str(extension.directory)).get_heads())
    try:
        with _probing(app) as connection:
            cursor = connection.cursor()
            cursor.execute("SELECT version_num FROM alembic_version")
            applied = {row[0] for row in cursor.fetchall()}
    except NotWritable:
        applied = set()
    return [] if applied == newest else ["migrations: not applied; run flask db upgrade"]


def _storage(app: Flask) -> list[str]:
    settings: Settings = app.extensions["settings"]
    try:
        handle, name = tempfile.mkstemp(prefix=".ready-", dir=settings.data_dir)
        os.close(handle)
        Path(name).unlink()
        _need_room(settings.data_dir)
    except (OSError, NotWritable) as error:
        return [f"storage: {error}"]
    return _media(app)


def _media(app: Flask) -> list[str]:
    try:
        storage_of(app).check()
    except OSError as error:
        log.warning("the storage of pictures failed a probe: %s", error)
        return ["storage: pictures cannot be kept"]
    return []


def _jobs(app: Flask) -> list[str]:
    return [] if jobs.alive(app) else ["jobs: no runner has reported lately"]
