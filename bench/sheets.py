"""Measure a spreadsheet of goods from the upload to the last row in the shop.

    python -m bench.sheets [--rows 2000] [--format xlsx] [--database-url URL]

Makes a cooperative in a fresh shop (SQLite in a temporary folder unless told otherwise) and sends
through the shop's own pages: a sheet of new goods, the same goods changed in every row, and what
was downloaded, sent back as it came.
"""

from __future__ import annotations

import argparse
import io
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade

from storefront import create_app
from storefront.accounts.services import create_user
from storefront.catalogue.models import Product
from storefront.config import Settings
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.spreadsheets.columns import columns_for
from storefront.spreadsheets.standing import all_kinds
from storefront.spreadsheets.writing import as_file, goods_table
from storefront.tabular import Cell

PHONE, PASSWORD = "0912345678", "only for measuring"
SHEETS = "/vi/manage/goods/sheets"
SHOP = "htx-do-thoi-gian"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
DIGEST = re.compile(r'name="digest"[^>]*value="([^"]+)"')
TEXT = "Trồng trên đất đồi, thu hái bằng tay vào sáng sớm, không phun thuốc trước khi hái. " * 4


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, add_help=True)
    options.add_argument("--rows", type=int, default=2_000)
    options.add_argument("--format", choices=("xlsx", "csv"), default="xlsx")
    options.add_argument("--database-url")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = _fresh_shop(Path(folder), chosen.database_url)
        client = _member(app)
        with _told(f"{chosen.rows} rows, {chosen.format}"):
            _measure(app, client, chosen.rows, chosen.format)


def _measure(app: Flask, client: FlaskClient, rows: int, kind: str) -> None:
    with app.app_context():
        new = as_file(_new_goods(rows), kind)
    _send(client, new, f"new.{kind}")
    with app.app_context():
        made = db.session.query(Product).filter_by(status="published").count()
        _must(made == rows, f"{made} goods were made of {rows}")
        table = goods_table(_shop(), demo=True)
    _send(client, as_file(_every_row_changed(table), kind), f"changed.{kind}")
    with _told("download"):
        data = client.get(f"{SHEETS}/goods.{kind}").data
    with _told("preview of what was downloaded"):
        page = _posted(client, data, f"same.{kind}")[1]
    _must("sheet-goods" not in page, "a download changes something")


def _send(client: FlaskClient, data: bytes, name: str) -> None:
    with _told(f"{name} ({len(data) // 1024} KB), preview and import"):
        with _told("  preview"):
            address, page = _posted(client, data, name)
        digest = DIGEST.search(page)
        if digest is None:
            raise SystemExit("the sheet has bad cells")
        with _told("  import"):
            form = {"csrf_token": _token(page), "digest": digest[1], "sure": "y"}
            answer = client.post(address, data=form)
            _must(answer.status_code == 303, "the sheet was not applied")
            client.get(address)


def _posted(client: FlaskClient, data: bytes, name: str) -> tuple[str, str]:
    form = {"csrf_token": _token(client.get(SHEETS).text), "sheet": (io.BytesIO(data), name)}
    answer = client.post(SHEETS, data=form, content_type="multipart/form-data")
    _must(answer.status_code == 303, answer.text)
    address = answer.headers["Location"]
    return address, client.get(address).text


def _new_goods(rows: int) -> list[list[Cell]]:
    """Return a sheet of new goods, three of four with one pack size and the fourth with two."""
    columns = columns_for(all_kinds())
    kind = all_kinds()[0].name_vi
    table: list[list[Cell]] = [[column.heading.vi for column in columns]]
    for number in range(rows):
        cells: dict[str, Cell] = {
            "name_vi": f"Cam sành vườn số {number}",
            "name_en": f"King mandarin of orchard {number}",
            "category_id": kind,
            "label_vi": "Túi 1 kg",
            "price_vnd": f"{20 + number % 300}.000",
            "weight_g": "1 kg",
            "stock": number % 90,
            "net_weight": "1 kg",
            "season_first": 11,
            "season_last": 2,
            "description_vi": TEXT,
            "description_en": TEXT,
            "storage_vi": "Nơi khô mát",
        }
        table.append([cells.get(column.name) for column in columns])
    return table


def _every_row_changed(table: list[list[Cell]]) -> list[list[Cell]]:
    price, stock = (table[0].index(heading) for heading in ("Giá", "Tồn kho"))
    name, seen = (table[0].index(heading) for heading in ("Tên hàng", "Tồn kho lúc tải về"))
    for row in table[1:]:
        row[price] = int(str(row[price])) + 1_000
        row[stock] = int(str(row[seen])) + 3
        row[name] = f"{row[name]} loại 1"
    return table


def _fresh_shop(folder: Path, database_url: str | None) -> Flask:
    settings = Settings.from_environ(
        {
            "STOREFRONT_DATA_DIR": str(folder),
            "DATABASE_URL": database_url or f"sqlite:///{folder / 'shop.sqlite3'}",
            "SECRET_KEY": "only-for-measuring",
            "RATE_LIMITS": "off",
        }
    )
    app = create_app(settings)
    with app.app_context():
        upgrade()
        _market()
    return app


def _market() -> None:
    from storefront.importing import import_folder  # noqa: PLC0415
    from storefront.setup import DEMO_MARKET  # noqa: PLC0415

    import_folder(DEMO_MARKET, demo=True)
    db.session.query(Product).update({"status": "archived"})
    shop = db.session.query(Cooperative).order_by(Cooperative.id).first()
    if shop is None:
        raise SystemExit("the demo market has no maker")
    shop.slug = SHOP
    create_user(PHONE, PASSWORD, "cooperative", shop, name="Chị Đo")
    db.session.commit()


def _shop() -> Cooperative:
    return db.session.query(Cooperative).filter_by(slug=SHOP).one()


def _member(app: Flask) -> FlaskClient:
    client = app.test_client()
    form = {"identifier": PHONE, "password": PASSWORD}
    form["csrf_token"] = _token(client.get("/vi/login").text)
    _must(client.post("/vi/login", data=form).status_code == 303, "nobody could sign in")
    return client


def _must(is_so: object, what: str) -> None:
    if not is_so:
        raise SystemExit(what)


def _token(page: str) -> str:
    found = TOKEN.search(page)
    if found is None:
        raise SystemExit("no form with a token")
    return found[1]


@contextmanager
def _told(what: str) -> Iterator[None]:
    began, worked = time.perf_counter(), time.process_time()
    yield
    took, work = time.perf_counter() - began, time.process_time() - worked
    print(f"{what}: {took:.2f} s, {work:.2f} s of them at work")


if __name__ == "__main__":
    main()
