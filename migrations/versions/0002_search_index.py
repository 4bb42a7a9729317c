"""Index the words of everything that can be found: FTS5 on SQLite, GIN on PostgreSQL.

Words of names weigh A and words of the context B, so that a query can tell them apart.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_POSTGRESQL_WORDS = (
    "(setweight(to_tsvector('simple', names_folded), 'A')"
    " || setweight(to_tsvector('simple', context_folded), 'B'))"
)

_POSTGRESQL_CREATE = (
    f"CREATE INDEX ix_search_document_words ON search_document USING gin ({_POSTGRESQL_WORDS})",
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


def upgrade() -> None:
    """Apply the change."""
    _run(_POSTGRESQL_CREATE, _SQLITE_CREATE)


def downgrade() -> None:
    """Take the change back."""
    _run(_POSTGRESQL_DROP, _SQLITE_DROP)


def _run(on_postgresql: tuple[str, ...], on_sqlite: tuple[str, ...]) -> None:
    connection = op.get_bind()
    sqlite = connection.dialect.name == "sqlite"
    for statement in on_sqlite if sqlite else on_postgresql:
        connection.exec_driver_sql(statement)
