"""Shops kept open between tests pass nothing on from one test to the next."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import event

from storefront import jobs
from storefront.database import db
from storefront.limits import limiter
from tests import factories
from tests.databases import Databases
from tests.kept import KeptShops
from tests.shops import everything, reopened, visitor

held: list[object] = []


@pytest.fixture
def shops(databases: Databases) -> Iterator[KeptShops]:
    keeper = KeptShops(databases)
    yield keeper
    held.clear()
    keeper.close()


def change_config(app: Flask) -> None:
    app.config["SESSION_COOKIE_NAME"] = "other"


def change_settings(app: Flask) -> None:
    app.extensions["settings"] = replace(app.extensions["settings"], demo=False)


def change_templates(app: Flask) -> None:
    app.jinja_env.globals["shop_name"] = lambda: "x"


def add_page(app: Flask) -> None:
    app._got_first_request = False
    app.add_url_rule("/new", view_func=lambda: "new")


def listen(app: Flask) -> None:
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *_: None)


def change_schema(app: Flask) -> None:
    with app.app_context():
        db.session.execute(db.text("CREATE TABLE more (id INTEGER)"))
        db.session.commit()


def change_template_row(app: Flask) -> None:
    with app.app_context():
        db.session.execute(db.text("UPDATE alembic_version SET version_num = 'x'"))
        db.session.commit()


def stay_connected(app: Flask) -> None:
    address = app.extensions["settings"].database_url
    if address.startswith("sqlite:///"):
        connection = sqlite3.connect(address.removeprefix("sqlite:///"))
        connection.execute("SELECT count(*) FROM product")
        held.append(connection)
    else:
        held.append(psycopg.connect(address.replace("+psycopg", "", 1)))


def hold_file(app: Flask) -> None:
    held.append((app.extensions["settings"].data_dir / "kept").open("w"))


def sell(app: Flask) -> int:
    """Put goods into the shop and a file beside it; return the goods' id."""
    with app.app_context():
        product = factories.make_product(name_vi="Cam")
        db.session.commit()
        number = product.id
    (app.extensions["settings"].data_dir / "media").mkdir()
    jobs.soon(app, jobs.ENCODE_PICTURES)
    return int(number)


def test_a_shop_comes_back_as_it_was_lent(shops: KeptShops, database_kind: str) -> None:
    kept = shops.lend(database_kind, "empty")
    before, first = everything(kept.app), sell(kept.app)
    for _ in range(3):
        assert visitor(kept.app).get("/vi/products").status_code == 200
        reopened(kept.app, RATE_LIMITS="on")
        shops.take_back(kept)
        again = shops.lend(database_kind, "empty")
        assert again is kept
        assert everything(kept.app) == before
        assert list(Path(kept.app.extensions["settings"].data_dir).iterdir()) == []
        assert not limiter.enabled
        assert sell(kept.app) == first
    shops.take_back(kept)


@pytest.mark.parametrize(
    "change",
    [change_config, change_settings, change_templates, add_page, listen, stay_connected, hold_file],
)
def test_a_shop_that_was_changed_is_given_up(
    shops: KeptShops, database_kind: str, change: Callable[[Flask], None]
) -> None:
    kept = shops.lend(database_kind, "empty")
    change(kept.app)
    shops.take_back(kept)
    again = shops.lend(database_kind, "empty")
    assert again.app is not kept.app
    shops.take_back(again)


@pytest.mark.parametrize("change", [change_schema, change_template_row])
def test_what_the_template_holds_is_there_again(
    shops: KeptShops, database_kind: str, change: Callable[[Flask], None]
) -> None:
    kept = shops.lend(database_kind, "empty")
    before = everything(kept.app)
    change(kept.app)
    shops.take_back(kept)
    again = shops.lend(database_kind, "empty")
    with again.app.app_context():
        names = set(db.inspect(db.engine).get_table_names())
        version = db.session.scalar(db.text("SELECT version_num FROM alembic_version"))
    assert "more" not in names
    assert version != "x"
    assert everything(again.app) == before
    shops.take_back(again)


def test_the_market_stands_again_as_it_was(shops: KeptShops, database_kind: str) -> None:
    kept = shops.lend(database_kind, "market")
    before = everything(kept.app)
    with kept.app.app_context():
        db.session.execute(db.text("UPDATE stock_record SET on_hand = 0"))
        db.session.commit()
    shops.take_back(kept)
    again = shops.lend(database_kind, "market")
    assert everything(again.app) == before
    shops.take_back(again)
