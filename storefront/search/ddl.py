"""The full-text indexes over `search_document`: FTS5 on SQLite, GIN on PostgreSQL.

Plain SQL, for the migration that makes them. Both only find candidates among the folded words;
what ranks them is in `matching`.
"""

from __future__ import annotations

from sqlalchemy import Connection

# Words of names weigh A and words of the context B, so that a query can tell them apart. The
# query must repeat this expression for PostgreSQL to use the index.
POSTGRESQL_WORDS = (
    "(setweight(to_tsvector('simple', names_folded), 'A')"
    " || setweight(to_tsvector('simple', context_folded), 'B'))"
)

_POSTGRESQL_CREATE = (
    f"CREATE INDEX ix_search_document_words ON search_document USING gin ({POSTGRESQL_WORDS})",
)
_POSTGRESQL_DROP = ("DROP INDEX IF EXISTS ix_search_document_words",)

_FORGET_OLD = (
    "INSERT INTO search_index (search_index, rowid, names_folded, context_folded)"
    " VALUES ('delete', old.id, old.names_folded, old.context_folded);"
)
_LEARN_NEW = (
    "INSERT INTO search_index (rowid, names_folded, context_folded)"
    " VALUES (new.id, new.names_folded, new.context_folded);"
)
_SQLITE_CREATE = (
    "CREATE VIRTUAL TABLE search_index USING fts5(names_folded, context_folded,"
    " content='search_document', content_rowid='id', tokenize='unicode61', prefix='2 3')",
    "CREATE TRIGGER search_document_inserted AFTER INSERT ON search_document"
    f" BEGIN {_LEARN_NEW} END",
    "CREATE TRIGGER search_document_deleted AFTER DELETE ON search_document"
    f" BEGIN {_FORGET_OLD} END",
    "CREATE TRIGGER search_document_updated AFTER UPDATE ON search_document"
    f" BEGIN {_FORGET_OLD} {_LEARN_NEW} END",
    "INSERT INTO search_index (search_index) VALUES ('rebuild')",
)
_SQLITE_DROP = (
    "DROP TRIGGER IF EXISTS search_document_inserted",
    "DROP TRIGGER IF EXISTS search_document_deleted",
    "DROP TRIGGER IF EXISTS search_document_updated",
    "DROP TABLE IF EXISTS search_index",
)


def create_index(connection: Connection) -> None:
    """Create the index of the connection's database, and all that keeps it true."""
    sqlite = connection.dialect.name == "sqlite"
    _run(connection, _SQLITE_CREATE if sqlite else _POSTGRESQL_CREATE)


def drop_index(connection: Connection) -> None:
    """Drop the index of the connection's database."""
    sqlite = connection.dialect.name == "sqlite"
    _run(connection, _SQLITE_DROP if sqlite else _POSTGRESQL_DROP)


def _run(connection: Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.exec_driver_sql(statement)
