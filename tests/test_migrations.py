"""Models and migrations agree, up and down, on a database with something in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect

from storefront.database import db
from storefront.setup import migrations_folder

LATER_MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "later", "{newest}"


def upgrade():
    with op.batch_alter_table("cooperative") as batch:
        batch.alter_column("phone", new_column_name="telephone")
    with op.batch_alter_table("product") as batch:
        batch.add_column(sa.Column("later", sa.String()))


def downgrade():
    pass
"""


def test_models_and_migrations_agree(app: Flask) -> None:
    with app.app_context():
        check()


def test_migrations_go_down_to_nothing_and_up_again(app: Flask) -> None:
    with app.app_context():
        downgrade(revision="base")
        db.session.remove()
        assert set(inspect(db.engine).get_table_names()) == {"alembic_version"}
        upgrade()
        check()


def test_rebuilding_a_parent_table_keeps_its_children(market_app: Flask, tmp_path: Path) -> None:
    """On SQLite a batch migration drops the parent: enforced foreign keys would follow it."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrations_folder(), folder)
    newest = ScriptDirectory(str(folder)).get_current_head()
    later = LATER_MIGRATION.format(newest=newest)
    (folder / "versions" / "later.py").write_text(later, encoding="utf-8")
    with market_app.app_context():
        before = _rows()
        db.session.remove()
        upgrade(directory=str(folder))
        assert _rows() == before
        assert before["variant"] > 0


def _rows() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            table.name: connection.scalar(db.select(db.func.count()).select_from(table)) or 0
            for table in db.metadata.sorted_tables
        }
