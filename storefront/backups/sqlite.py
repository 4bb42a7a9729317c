"""SQLite: the online backup API, in both directions."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storefront.backups.archive import BackupRefused, Dumped
from storefront.database import SQLITE_BUSY_SECONDS

FILE = "database.sqlite3"


def dump(database: Path, folder: Path) -> Dumped:
    """Copy one moment of a live database into a folder; writers are not kept waiting."""
    if not database.exists():
        raise BackupRefused(f"there is no database at {database}")
    with closing(_open(database)) as live, closing(_open(folder / FILE)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
        _prove_sound(copy)
        (purchases,) = copy.execute("SELECT count(*) FROM purchase").fetchone()
        return Dumped(_revision(copy) or "", purchases)


def load(folder: Path, database: Path, revision: str) -> None:
    """Replace a database's whole content in one transaction, also while it is being read.

    Raises BackupRefused unless the backup holds a sound shop at that migration.
    """
    if not (folder / FILE).exists():
        raise BackupRefused("the backup holds no database")
    try:
        with closing(_open(folder / FILE)) as copy:
            _prove_sound(copy)
            if _revision(copy) != revision:
                raise BackupRefused(f"the database in it does not stand at migration {revision}")
            with closing(_open(database)) as live:
                live.execute("PRAGMA journal_mode = WAL")
                copy.backup(live)
    except sqlite3.Error as error:
        raise BackupRefused(f"SQLite refused it: {error}") from error


def _revision(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=SQLITE_BUSY_SECONDS)


def _prove_sound(connection: sqlite3.Connection) -> None:
    answer = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if answer != ("ok",):
        raise BackupRefused(f"the database in it is damaged: {answer[0]}")
