"""PostgreSQL: every table by COPY, in one transaction, without any program of the server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, LiteralString

from psycopg import Connection, Cursor, Error, sql
from sqlalchemy import Table

from storefront.backups.archive import CHUNK, BackupRefused, Dumped
from storefront.database import db

FOLDER = "tables"
COLUMNS = "columns.json"
LOCK_WAIT = "30s"


def dump(folder: Path) -> Dumped:
    """Write one moment of every table into a folder."""
    tables = folder / FOLDER
    tables.mkdir()
    columns = {table.name: table.columns.keys() for table in db.metadata.sorted_tables}
    (tables / COLUMNS).write_text(json.dumps(columns), encoding="utf-8")
    with _connection() as connection, connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for name, names in columns.items():
            statement = sql.SQL("COPY {} ({}) TO STDOUT").format(*_identifiers(name, names))
            with cursor.copy(statement) as rows, (tables / f"{name}.copy").open("wb") as out:
                for chunk in rows:
                    out.write(chunk)
        revision = _only_value(cursor, "SELECT version_num FROM alembic_version")
        purchases = _only_value(cursor, "SELECT count(*) FROM purchase")
        connection.rollback()
    return Dumped(revision, purchases)


def load(folder: Path) -> None:
    """Replace the content of every table in one transaction. Raises BackupRefused."""
    tables = folder / FOLDER
    columns = _columns(tables)
    try:
        _replace_all(tables, columns)
    except Error as error:
        raise BackupRefused(f"PostgreSQL refused it: {error}") from error


def _columns(tables: Path) -> dict[str, list[str]]:
    """Return the columns of every table in the backup, all of which must be there."""
    told = tables / COLUMNS
    columns = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
    known = {table.name for table in db.metadata.sorted_tables}
    there = {file.stem for file in tables.glob("*.copy")}
    if set(columns) != known or there != known:
        raise BackupRefused("the backup holds other tables than this version of the shop")
    return dict(columns)


def _replace_all(tables: Path, columns: dict[str, list[str]]) -> None:
    with _connection() as connection, connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL lock_timeout = {}").format(sql.Literal(LOCK_WAIT)))
        every = sql.SQL(", ").join(map(sql.Identifier, columns))
        cursor.execute(sql.SQL("TRUNCATE {}").format(every))
        for table in db.metadata.sorted_tables:
            _fill(cursor, table.name, columns[table.name], tables / f"{table.name}.copy")
            _go_on_counting(cursor, table)
        connection.commit()


def _connection() -> Connection[Any]:
    """Return a driver's connection of its own, closed at the end of a `with` block."""
    raw = db.engine.raw_connection()
    connection = raw.driver_connection
    raw.detach()
    if not isinstance(connection, Connection):
        raise BackupRefused("this database is not reached through psycopg")
    connection.rollback()
    return connection


def _only_value(cursor: Cursor[Any], statement: LiteralString) -> Any:
    row = cursor.execute(statement).fetchone()
    return row[0] if row else None


def _fill(cursor: Cursor[Any], name: str, columns: list[str], file: Path) -> None:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(*_identifiers(name, columns))
    with cursor.copy(statement) as rows, file.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            rows.write(chunk)


def _go_on_counting(cursor: Cursor[Any], table: Table) -> None:
    """Let a table's sequence go on after its highest number."""
    column = table.autoincrement_column
    if column is None:
        return
    cursor.execute(
        sql.SQL(
            "SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({}), 1),"
            " max({}) IS NOT NULL) FROM {}"
        ).format(
            sql.Literal(table.name),
            sql.Literal(column.name),
            sql.Identifier(column.name),
            sql.Identifier(column.name),
            sql.Identifier(table.name),
        )
    )


def _identifiers(name: str, columns: list[str]) -> tuple[sql.Identifier, sql.Composed]:
    return sql.Identifier(name), sql.SQL(", ").join(map(sql.Identifier, columns))
