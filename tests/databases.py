"""One database per test, copied from a template: a file on SQLite, TEMPLATE on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import uuid
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache

from storefront import create_app
from storefront.config import Settings
from storefront.database import db
from tests.postgres import PostgresServer, start_postgres

KINDS = tuple(os.environ.get("STOREFRONT_TEST_DATABASES", "sqlite,postgresql").split(","))


def settings_for(data_dir: Path, database_url: str, **environ: str) -> Settings:
    """Return the settings of a shop under test."""
    data_dir.mkdir(parents=True, exist_ok=True)
    return Settings.from_environ(
        {
            "STOREFRONT_DATA_DIR": str(data_dir),
            "DATABASE_URL": database_url,
            "SECRET_KEY": "only-for-tests",
            "RATE_LIMITS": "off",
            **environ,
        }
    )


class Databases:
    """Make template databases once, and hand out copies of them."""

    def __init__(self, folder: Path) -> None:
        """Keep everything below a folder of the test run."""
        self.folder = folder
        self.postgres: PostgresServer | None = None
        self.templates: dict[tuple[str, str], str] = {}
        self.compiled_pages = FileSystemBytecodeCache(str(folder))

    def copy_of(self, kind: str, template: str) -> str:
        """Return the address of a fresh copy of a template ("empty" or "market")."""
        if (kind, template) not in self.templates:
            self.templates[kind, template] = self._make_template(kind, template)
        source = self.templates[kind, template]
        name = f"test_{uuid.uuid4().hex[:12]}"
        if kind == "sqlite":
            path = self.folder / f"{name}.sqlite3"
            shutil.copy(source, path)
            return f"sqlite:///{path}"
        return self._server().create_database(name, template=source)

    def folder_for(self, url: str) -> Path:
        """Return where the shop of a copy may keep its files."""
        return self.folder / f"data_{url.rpartition('/')[2].partition('?')[0]}"

    def drop(self, url: str) -> None:
        """Remove a copy."""
        if url.startswith("sqlite:///"):
            path = url.removeprefix("sqlite:///")
            for suffix in ("", "-wal", "-shm"):
                Path(path + suffix).unlink(missing_ok=True)
        else:
            self._server().drop_database(url.rpartition("/")[2].partition("?")[0])

    def stop(self) -> None:
        """Stop the PostgreSQL server, if one was started."""
        if self.postgres:
            self.postgres.stop()

    def _server(self) -> PostgresServer:
        if self.postgres is None:
            self.postgres = start_postgres(self.folder)
        return self.postgres

    def _make_template(self, kind: str, template: str) -> str:
        name = f"template_{template}"
        if kind == "sqlite":
            source = str(self.folder / f"{name}.sqlite3")
            url = f"sqlite:///{source}"
        else:
            source, url = name, self._server().create_database(name)
        app = create_app(settings_for(self.folder / "data", url))
        _fill(app, template)
        return source


def _fill(app: Flask, template: str) -> None:
    from storefront.importing import import_folder  # noqa: PLC0415
    from storefront.setup import DEMO_MARKET  # noqa: PLC0415

    with app.app_context():
        upgrade()
        if template == "market":
            import_folder(DEMO_MARKET, demo=True)
            db.session.commit()
        if db.engine.dialect.name == "sqlite":
            with db.engine.connect() as connection:
                connection.connection.commit()
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        db.session.remove()
        db.engine.dispose()
