"""Run the migrations on the shop's database."""

from alembic import context
from sqlalchemy import Connection

import storefront.tables  # noqa: F401 - describes them to alembic
from storefront.database import db

# The full-text indexes that no model describes: on SQLite a virtual table with shadow tables,
# on PostgreSQL an index over an expression.
UNDESCRIBED = ("search_index", "ix_search_document_words")


def include(thing: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
    """Leave out what full-text search keeps for itself."""
    return not (reflected and (name or "").startswith(UNDESCRIBED))


def run(connection: Connection) -> None:
    """Migrate in one transaction."""
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        include_object=include,
        compare_type=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Open a connection of its own and migrate."""
    engine = db.engine
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # A batch migration drops and renames the parent table: with foreign keys enforced
            # its children would be deleted with it.
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        run(connection)
        connection.commit()
    engine.dispose()


main()
