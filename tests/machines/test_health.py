"""Whether the shop says truly that it can work."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from storefront import clock
from storefront.config import Settings
from storefront.database import db
from storefront.jobs import HEARTBEAT, queue_of
from storefront.machines import health
from tests.client import ShopClient
from tests.shops import everything, reopened, visitor


def database_file(app: Flask) -> Path:
    settings: Settings = app.extensions["settings"]
    return Path(settings.database_url.removeprefix("sqlite:///"))


def let_jobs_beat(app: Flask) -> None:
    queue_of(app).put(HEARTBEAT, clock.now().isoformat())


def test_healthy_shop_says_so_and_stores_nothing(app: Flask, client: ShopClient) -> None:
    before = everything(app)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.head("/healthz").status_code == 200
    assert everything(app) == before


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_locked_database_is_told_soon(app: Flask, client: ShopClient) -> None:
    lock = sqlite3.connect(database_file(app), isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    answer = client.get("/healthz")
    assert time.monotonic() - began < 3
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "Set-Cookie" not in answer.headers
    lock.execute("ROLLBACK")
    lock.close()
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_vanished_database_is_told_and_not_made_anew(app: Flask, client: ShopClient) -> None:
    path = database_file(app)
    path.rename(path.with_suffix(".away"))
    assert client.get("/healthz").status_code == 503
    assert not path.exists()
    path.with_suffix(".away").rename(path)
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_broken_database_file_is_told(app: Flask, client: ShopClient) -> None:
    with app.app_context():
        db.engine.dispose()
    path = database_file(app)
    path.write_bytes(b"this is no database " * 1000)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert str(path) not in answer.text


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_full_disk_is_told(client: ShopClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**62)
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "free" in answer.text


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_read_only_server_is_told(app: Flask, client: ShopClient) -> None:
    with app.app_context(), db.engine.connect() as connection:
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
        connection.commit()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert "read-only" in answer.text


@pytest.mark.parametrize("database_kind", ["postgresql"])
def test_server_that_is_gone_is_told_without_its_address(app: Flask) -> None:
    settings: Settings = app.extensions["settings"]
    nowhere = "postgresql+psycopg://storefront@127.0.0.1:1/storefront"
    client = visitor(reopened(app, DATABASE_URL=nowhere))
    began = time.monotonic()
    answer = client.get("/healthz")
    assert time.monotonic() - began < 4
    assert answer.status_code == 503
    assert "127.0.0.1" not in answer.text
    assert settings.database_url != nowhere


def test_ready_shop_says_so(app: Flask, client: ShopClient) -> None:
    let_jobs_beat(app)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ok\n")
    assert "Set-Cookie" not in answer.headers


def test_silent_jobs_are_named(client: ShopClient) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.text.startswith("jobs: ")


def test_missing_migrations_are_named(app: Flask, client: ShopClient) -> None:
    let_jobs_beat(app)
    with app.app_context():
        db.session.execute(text("DELETE FROM alembic_version"))
        db.session.commit()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.text.startswith("migrations: ")


def test_storage_that_takes_no_files_is_named(app: Flask, client: ShopClient) -> None:
    let_jobs_beat(app)
    settings: Settings = app.extensions["settings"]
    away = settings.data_dir.with_name("away")
    settings.data_dir.rename(away)
    answer = client.get("/readyz")
    away.rename(settings.data_dir)
    assert answer.status_code == 503
    assert "storage: " in answer.text
