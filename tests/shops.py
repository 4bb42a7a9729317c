"""A shop opened again with other settings, and all that it holds."""

from __future__ import annotations

from typing import Any

from flask import Flask

from storefront import create_app
from storefront.config import Settings
from storefront.database import db
from tests.client import ShopClient
from tests.databases import settings_for

REOPENED = "reopened"


def reopened(app: Flask, **environ: str) -> Flask:
    """Return the same shop, on the same database, with other settings."""
    settings: Settings = app.extensions["settings"]
    again = create_app(settings_for(settings.data_dir, settings.database_url, **environ))
    again.testing = True
    again.test_client_class = ShopClient
    app.extensions.setdefault(REOPENED, []).append(again)  # to be closed with it
    return again


def visitor(app: Flask) -> ShopClient:
    """Return a browser that has never been here."""
    client = app.test_client()
    assert isinstance(client, ShopClient)
    return client


def everything(app: Flask) -> dict[str, list[Any]]:
    """Return every row of every table, to be compared with a later look."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(table.select()).all()))
            for table in db.metadata.sorted_tables
        }
