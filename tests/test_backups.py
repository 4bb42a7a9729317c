"""Backups: the whole shop in one file while it sells, and back, all of it or nothing."""

from __future__ import annotations

import io
import json
import sqlite3
import stat
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from storefront import create_app
from storefront.auditing.services import audit
from storefront.backups.archive import MANIFEST
from storefront.catalogue.models import Product
from storefront.database import db
from storefront.ordering.services import Agreement, count_purchases, place_order
from tests.databases import Databases, settings_for
from tests.factories import make_market, make_product, stock_of
from tests.factories.orders import make_cart, make_order
from tests.shops import everything


@pytest.fixture
def shop(app: Flask) -> Flask:
    """Give a shop that has sold something, with pictures and a secret."""
    with app.app_context():
        make_market(is_sample=False)
        make_order(make_product(stock=20), 3)
        db.session.commit()
    data = app.extensions["settings"].data_dir
    (data / "media" / "makers").mkdir(parents=True)
    (data / "media" / "makers" / "ảnh.webp").write_bytes(b"a picture")
    (data / "secret_key").write_text("a secret")
    return app


@pytest.fixture
def empty(databases: Databases, database_kind: str, tmp_path: Path) -> Flask:
    """Give another shop, migrated and empty."""
    url = databases.copy_of(database_kind, "empty")
    return create_app(settings_for(tmp_path / "other", url))


def run(app: Flask, *arguments: object) -> Result:
    return app.test_cli_runner().invoke(args=["backup", *map(str, arguments)])


def files(app: Flask) -> dict[str, bytes]:
    data = app.extensions["settings"].data_dir
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for path in data.rglob("*")
        if path.is_file() and "jobs" not in path.name
    }


def test_a_backup_brings_the_whole_shop_back(shop: Flask, empty: Flask, tmp_path: Path) -> None:
    made = run(shop, "create", tmp_path / "shop.tar")
    assert made.exit_code == 0, made.output
    assert "1 purchases" in made.output
    done = run(empty, "restore", tmp_path / "shop.tar")
    assert done.exit_code == 0, done.output
    assert everything(empty) == everything(shop)
    assert files(empty)["media/makers/ảnh.webp"] == b"a picture"
    secret = empty.extensions["settings"].data_dir / "secret_key"
    assert (secret.read_text(), stat.S_IMODE(secret.stat().st_mode)) == ("a secret", 0o600)


def test_the_restored_shop_goes_on_selling(shop: Flask, empty: Flask, tmp_path: Path) -> None:
    run(shop, "create", tmp_path / "shop.tar")
    run(empty, "restore", tmp_path / "shop.tar")
    with empty.app_context():
        product = db.session.scalars(db.select(Product)).one()
        cart = make_cart((product, 2))
        place_order(cart.session_key, "key", Agreement(100_000 + 25_000, "vi", "1"))
        db.session.commit()
        assert stock_of(product).reserved == 5
        assert count_purchases() == 2
        assert list(audit()) == []


@pytest.mark.parametrize("name", ["shop.tar", "shop.tar.gz"])
def test_only_its_owner_can_read_a_backup(shop: Flask, tmp_path: Path, name: str) -> None:
    run(shop, "create", tmp_path / name)
    assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir() if "shop" in path.name] == [name]


def test_an_older_backup_is_replaced_only_by_a_whole_one(shop: Flask, tmp_path: Path) -> None:
    run(shop, "create", tmp_path / "shop.tar")
    first = (tmp_path / "shop.tar").read_bytes()
    with shop.app_context():
        make_order(make_product(stock=20), 1)
        db.session.commit()
    run(shop, "create", tmp_path / "shop.tar")
    assert (tmp_path / "shop.tar").read_bytes() != first
    assert "2 purchases" in run(shop, "restore", tmp_path / "shop.tar").output


def test_a_backup_made_while_orders_come_in_is_one_moment(
    shop: Flask, empty: Flask, tmp_path: Path
) -> None:
    with shop.app_context():
        product = make_product(stock=500)
        db.session.commit()
        keys = [make_cart((product, 1), session_key=f"s{n}").session_key for n in range(40)]
        db.session.commit()
    stop = threading.Event()

    def sell() -> None:
        for key in keys:
            with shop.app_context():
                place_order(key, "key", Agreement(75_000, "vi", "1"))
                db.session.commit()
            if stop.is_set():
                return

    seller = threading.Thread(target=sell)
    seller.start()
    made = [run(shop, "create", tmp_path / f"{n}.tar") for n in range(3)]
    stop.set()
    seller.join()
    assert [done.exit_code for done in made] == [0] * 3, made
    for number in range(3):
        done = run(empty, "restore", tmp_path / f"{number}.tar")
        assert done.exit_code == 0, done.output
        with empty.app_context():
            assert list(audit()) == []
            assert f"restored {count_purchases()} purchases" in done.output


def test_a_restore_keeps_what_was_there_before(shop: Flask, tmp_path: Path) -> None:
    run(shop, "create", tmp_path / "shop.tar")
    first = everything(shop)
    with shop.app_context():
        make_order(make_product(stock=20), 1)
        db.session.commit()
    grown = everything(shop)
    done = run(shop, "restore", tmp_path / "shop.tar")
    assert done.exit_code == 0
    assert everything(shop) == first
    (kept,) = shop.extensions["settings"].data_dir.glob("before-restore-*.tar")
    assert str(kept) in done.output
    assert run(shop, "restore", kept).exit_code == 0
    assert everything(shop) == grown


def test_a_restore_is_seen_by_a_server_that_is_reading(shop: Flask, tmp_path: Path) -> None:
    run(shop, "create", tmp_path / "shop.tar")
    with shop.app_context():
        make_order(make_product(stock=20), 1)
        db.session.commit()
    server = create_app(shop.extensions["settings"])
    with server.app_context():
        assert count_purchases() == 2
        db.session.rollback()
        assert run(shop, "restore", tmp_path / "shop.tar").exit_code == 0
        assert count_purchases() == 1


def repacked(source: Path, target: Path, act: Callable[[dict[str, bytes]], None]) -> None:
    """Write a backup again with its files changed, as a disk or a stranger might."""
    with tarfile.open(source) as tar:
        members = {m.name: tar.extractfile(m) for m in tar.getmembers()}
        contents = {name: stream.read() if stream else b"" for name, stream in members.items()}
    act(contents)
    with tarfile.open(target, "w") as tar:
        for name, content in contents.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))


def with_manifest(**changes: Any) -> Callable[[dict[str, bytes]], None]:
    def act(contents: dict[str, bytes]) -> None:
        manifest = {**json.loads(contents[MANIFEST]), **changes}
        contents[MANIFEST] = json.dumps(manifest).encode()

    return act


def without_database(contents: dict[str, bytes]) -> None:
    manifest = json.loads(contents[MANIFEST])
    for name in list(manifest["files"]):
        if name.startswith(("database", "tables")):
            del manifest["files"][name], contents[name]
    contents[MANIFEST] = json.dumps(manifest).encode()


def with_other_picture(contents: dict[str, bytes]) -> None:
    contents["media/makers/ảnh.webp"] = b"another"


def without_picture(contents: dict[str, bytes]) -> None:
    del contents["media/makers/ảnh.webp"]


DAMAGES: list[tuple[Callable[[dict[str, bytes]], None], str]] = [
    (with_other_picture, "is damaged: media/makers"),
    (without_picture, "no sound backup"),
    (without_database, "holds"),
    (with_manifest(kind="oracle"), "of a oracle database"),
    (with_manifest(revision="9999"), "does not know"),
    (with_manifest(format=2), "format is 2"),
    (with_manifest(files={"../secret": "0"}), "leads outside"),
    (with_manifest(files={"/etc/passwd": "0"}), "leads outside"),
    (lambda contents: contents.clear(), "no sound backup"),
    (lambda contents: contents.update({MANIFEST: b"[]"}), "names no files"),
    (with_manifest(files=["secret_key"]), "names no files"),
    (with_manifest(unknown=1), "no sound backup"),
]


@pytest.mark.parametrize(("damage", "reason"), DAMAGES, ids=[reason for _, reason in DAMAGES])
def test_a_damaged_backup_changes_nothing(
    shop: Flask, tmp_path: Path, damage: Callable[[dict[str, bytes]], None], reason: str
) -> None:
    run(shop, "create", tmp_path / "shop.tar")
    repacked(tmp_path / "shop.tar", tmp_path / "damaged.tar", damage)
    before = everything(shop), files(shop)
    done = run(shop, "restore", tmp_path / "damaged.tar")
    assert done.exit_code == 1
    assert reason in done.output
    assert "nothing was restored" in done.output
    assert (everything(shop), files(shop)) == before


@pytest.mark.parametrize("content", [b"", b"no backup at all", b"\x1f\x8bbroken"])
def test_what_is_no_backup_is_refused(shop: Flask, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "shop.tar").write_bytes(content)
    before = everything(shop)
    done = run(shop, "restore", tmp_path / "shop.tar")
    assert (done.exit_code, "no sound backup" in done.output) == (1, True)
    assert everything(shop) == before


def test_a_backup_cut_short_is_refused(shop: Flask, tmp_path: Path) -> None:
    run(shop, "create", tmp_path / "shop.tar")
    whole = (tmp_path / "shop.tar").read_bytes()
    (tmp_path / "shop.tar").write_bytes(whole[: len(whole) // 2])
    assert run(shop, "restore", tmp_path / "shop.tar").exit_code == 1


def test_a_missing_file_or_folder_is_named(shop: Flask, tmp_path: Path) -> None:
    assert "gone.tar" in run(shop, "restore", tmp_path / "gone.tar").output
    assert "no folder" in run(shop, "create", tmp_path / "gone" / "shop.tar").output


def test_a_database_without_tables_can_be_filled(
    shop: Flask, database_kind: str, databases: Databases, tmp_path: Path
) -> None:
    run(shop, "create", tmp_path / "shop.tar")
    if database_kind == "sqlite":
        url = f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
    else:
        url = databases._server().create_database(f"fresh_{tmp_path.name[-20:].replace('-', '_')}")
    fresh = create_app(settings_for(tmp_path / "fresh", url))
    nothing = run(fresh, "create", tmp_path / "nothing.tar")
    assert "nothing to keep" in nothing.output
    done = run(fresh, "restore", tmp_path / "shop.tar")
    assert done.exit_code == 0, done.output
    assert everything(fresh) == everything(shop)


def test_a_restored_sqlite_file_stands_in_one_file(
    shop: Flask, database_kind: str, tmp_path: Path
) -> None:
    if database_kind == "sqlite":
        run(shop, "create", tmp_path / "shop.tar")
        with tarfile.open(tmp_path / "shop.tar") as tar:
            tar.extract("database.sqlite3", tmp_path, filter="data")
        with sqlite3.connect(tmp_path / "database.sqlite3") as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
            assert connection.execute("SELECT count(*) FROM purchase").fetchone() == (1,)
