"""Give a copy of a template database back what the template holds, faster than a new copy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from tests.databases import Databases

OPEN_FILES = Path("/proc/self/fd")
# Deleted rows leave traces behind on the disk, which a database soon has enough of.
MOST_REWINDS = 25

# A row that was written or rewritten has a younger transaction than all of the template's.
LOOK = "SELECT {} AS name, count(*), max(xmin::text::bigint) FROM {}"
CATALOGUES = (
    "pg_attrdef", "pg_attribute", "pg_authid", "pg_class", "pg_constraint", "pg_db_role_setting",
    "pg_depend", "pg_description", "pg_enum", "pg_extension", "pg_index",
    "pg_largeobject_metadata", "pg_namespace", "pg_policy", "pg_proc", "pg_rewrite", "pg_sequence",
    "pg_statistic", "pg_statistic_ext", "pg_trigger", "pg_type",
)  # fmt: skip
TABLES = """
    SELECT format('%I.%I', nspname, relname) FROM pg_class
    JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'm') AND nspname <> 'information_schema' AND nspname !~ '^pg_'
"""
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename), coalesce(last_value, start_value),
           last_value IS NOT NULL
    FROM pg_sequences
"""
STRANGERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> %s
"""
AS_NEW = "RESET ALL; UNLISTEN *; DISCARD TEMP; SELECT pg_advisory_unlock_all()"


class Rewindable(Protocol):
    """A copy of a template that one test after the other uses."""

    def release(self) -> None:
        """Let go of it after a test."""

    def rewind(self, folder: Path) -> bool:
        """Undo all changes; tell whether that was possible.

        It is not while anything has the copy, or a file of the shop's folder, still open.
        """

    def close(self) -> None:
        """Let go of it for good."""


def rewindable(databases: Databases, url: str, template: str, engine: Engine) -> Rewindable:
    """Return the means to rewind a fresh copy that an engine uses."""
    if url.startswith("sqlite:///"):
        source = databases.templates["sqlite", template]
        return SqliteCopy(Path(source), Path(url.removeprefix("sqlite:///")), engine)
    return PostgresCopy(url, engine)


class SqliteCopy:
    """Copy the template's file once more."""

    def __init__(self, source: Path, path: Path, engine: Engine) -> None:
        self._source, self._path, self._engine = source, path, engine

    def release(self) -> None:
        """Close all connections that are not in use."""
        self._engine.dispose()

    def rewind(self, folder: Path) -> bool:
        """Take a fresh file, unless a forgotten connection could still write to its journal."""
        if _open_in_here(str(self._path)) or _open_in_here(f"{folder}/"):
            return False
        for suffix in ("-wal", "-shm", ""):
            Path(f"{self._path}{suffix}").unlink(missing_ok=True)
        shutil.copy(self._source, self._path)
        return True

    def close(self) -> None:
        """Nothing is held."""


class PostgresCopy:
    """Delete what was added, where nothing of the template's own was touched."""

    def __init__(self, url: str, engine: Engine) -> None:
        self._engine = engine
        self._connection = psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True)
        self._connection.execute("SET session_replication_role = replica")  # no triggers, no order
        self._connection.execute("SET lock_timeout = '2s'")
        tables = [name for (name,) in self._connection.execute(TABLES)]
        self._look = _look_at([*tables, *CATALOGUES])
        self._as_copied = self._seen()
        self._sequences = self._counted()
        self._rewinds = 0
        self._kept_backend = 0

    def release(self) -> None:
        """Keep the app's one connection, as if new; more than that, or one in use, is dropped."""
        pool: Any = self._engine.pool
        self._kept_backend = 0
        if pool.checkedout() or pool.checkedin() != 1:
            self._engine.dispose()
            return
        try:
            self._kept_backend = self._made_as_new()
        except (psycopg.Error, DBAPIError):
            self._engine.dispose()

    def _made_as_new(self) -> int:
        """Clear the one connection's session; return the number of its backend."""
        raw: Any = self._engine.raw_connection()
        try:
            raw.cursor().execute(AS_NEW)
            raw.commit()
            return int(raw.driver_connection.info.backend_pid)
        finally:
            raw.close()

    def rewind(self, folder: Path) -> bool:
        """Empty the tables that were empty, and set the sequences back."""
        self._rewinds += 1
        try:
            if self._rewinds > MOST_REWINDS or _open_in_here(f"{folder}/") or self._strangers():
                return False
            seen = self._seen()
            written = [name for name, look in seen.items() if look != self._as_copied[name]]
            if any(name in CATALOGUES or self._as_copied[name][0] for name in written):
                return False
            self._take_back(written)
        except psycopg.Error:  # the server went away, or somebody holds a lock
            return False
        return True

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _take_back(self, written: list[str]) -> None:
        before = {name: (value, used) for name, value, used in self._sequences}
        with self._connection.transaction():
            for name in written:
                self._connection.execute(sql.SQL("DELETE FROM {}").format(sql.SQL(name)))
            for name, _value, _used in self._counted() - self._sequences:
                self._connection.execute("SELECT setval(%s, %s, %s)", [name, *before[name]])

    def _seen(self) -> dict[str, tuple[int, int | None]]:
        return {name: (rows, last) for name, rows, last in self._connection.execute(self._look)}

    def _counted(self) -> set[tuple[str, int, bool]]:
        return set(self._connection.execute(SEQUENCES))

    def _strangers(self) -> bool:
        row = self._connection.execute(STRANGERS, [self._kept_backend]).fetchone()
        return row is None or row[0] > 0


def _look_at(tables: list[str]) -> sql.Composed:
    looks = [sql.SQL(LOOK).format(sql.Literal(name), sql.SQL(name)) for name in tables]
    return sql.SQL(" UNION ALL ").join(looks)


def _open_in_here(prefix: str) -> bool:
    """Tell whether this process has a file open whose path begins so; True where nobody knows."""
    if not OPEN_FILES.is_dir():
        return True
    for entry in OPEN_FILES.iterdir():
        try:
            if str(entry.readlink()).startswith(prefix):
                return True
        except OSError:  # closed meanwhile, such as the listing of the folder itself
            continue
    return False
