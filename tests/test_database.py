"""What the database layer promises: durable, enforced, and healthy again by itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from flask import Flask

from storefront import create_app
from storefront.database import db
from tests.client import ShopClient
from tests.databases import Databases, settings_for


def test_sqlite_keeps_what_it_said_and_enforces_foreign_keys(
    tmp_path: Path, databases: Databases
) -> None:
    app = create_app(settings_for(tmp_path, databases.copy_of("sqlite", "empty")))
    with app.app_context():
        pragmas = {
            name: db.session.scalar(db.text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_connection_that_was_read_only_is_replaced(tmp_path: Path, databases: Databases) -> None:
    app = create_app(settings_for(tmp_path, databases.copy_of("sqlite", "empty")))
    app.test_client_class = ShopClient
    client = app.test_client()
    with app.app_context():
        raw = db.engine.raw_connection()
        assert isinstance(raw.driver_connection, sqlite3.Connection)
        raw.driver_connection.execute("PRAGMA query_only = ON")
        raw.close()
        db.session.remove()
    statuses = [client.get("/healthz").status_code for _ in range(3)]
    assert statuses[-1] == 200


def test_public_https_address_makes_https_links(app: Flask, tmp_path: Path) -> None:
    settings = settings_for(
        tmp_path / "https",
        app.config["SQLALCHEMY_DATABASE_URI"],
        BASE_URL="https://shop.example",
    )
    client = create_app(settings).test_client()
    there = "https://shop.example"
    redirect = client.get("/vi", base_url="http://shop.example")
    assert redirect.headers["Location"].startswith((f"{there}/vi/", "/vi/"))
    switched = client.get(
        "/en/cart", base_url="http://shop.example", headers={"Referer": f"{there}/vi/cart"}
    )
    cookies = switched.headers.getlist("Set-Cookie")
    assert any(cookie.startswith("__Host-language=en") and "Secure" in cookie for cookie in cookies)
