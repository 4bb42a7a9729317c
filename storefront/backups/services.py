"""Making a backup of the live shop, and putting one back: all of it or nothing."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path

from alembic.script import ScriptDirectory
from alembic.util import CommandError
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import inspect, select, text

from storefront import clock
from storefront.backups import sqlite
from storefront.backups.archive import BackupRefused, Dumped, Manifest, checksums, pack, unpack
from storefront.catalogue.models import Product
from storefront.config import Settings
from storefront.database import db, only_reading
from storefront.ordering.models import Purchase

MEDIA, SECRET = "media", "secret_key"


def create_backup(target: Path) -> Manifest:
    """Write the whole shop to a file, while it goes on selling. Raises BackupRefused."""
    if not target.parent.is_dir():
        raise BackupRefused(f"there is no folder {target.parent}")
    if current_revision() is None:
        raise BackupRefused("the database is empty: there is nothing to keep")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as name:
        folder = Path(name)
        dumped = _dump_database(folder)
        _copy_files(_data_dir(), folder)
        manifest = Manifest(
            kind=_kind(),
            revision=dumped.revision,
            made_at=clock.now().isoformat(timespec="seconds"),
            purchases=dumped.purchases,
            files=checksums(folder),
        )
        pack(folder, manifest, target)
    return manifest


def restore_backup(source: Path) -> tuple[Manifest, Path | None]:
    """Put a backup in the place of the shop. Raises BackupRefused with nothing changed.

    A shop that is not empty is first kept in a backup of its own in the data directory; its
    path is returned with the manifest, so that a restore by mistake can be taken back.
    """
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=_data_dir()) as name:
        folder = Path(name)
        manifest = unpack(source, folder)
        _refuse_strangers(manifest)
        kept = _keep_present_shop()
        try:
            _load_database(folder, manifest)
        except BaseException:
            if kept:
                kept.unlink()
            raise
        _put_files_back(folder, _data_dir())
    return manifest, kept


def _keep_present_shop() -> Path | None:
    if _is_empty():
        return None
    kept = _data_dir() / f"before-restore-{clock.now():%Y%m%d-%H%M%S-%f}.tar"
    create_backup(kept)
    return kept


def current_revision() -> str | None:
    """Return the migration that the database stands at, None before the first."""
    if not inspect(db.engine).has_table("alembic_version"):
        return None
    with only_reading():
        revision: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        db.session.rollback()
    return revision


def _data_dir() -> Path:
    settings: Settings = current_app.extensions["settings"]
    return settings.data_dir


def _kind() -> str:
    return db.engine.dialect.name


def _database_file() -> Path:
    return Path(str(db.engine.url.database))


def _dump_database(folder: Path) -> Dumped:
    if _kind() == "sqlite":
        return sqlite.dump(_database_file(), folder)
    from storefront.backups import postgres  # noqa: PLC0415 - needs the driver, an extra

    return postgres.dump(folder)


def _load_database(folder: Path, manifest: Manifest) -> None:
    db.session.remove()
    if _kind() == "sqlite":
        sqlite.load(folder, _database_file(), manifest.revision)
        return
    from storefront.backups import postgres  # noqa: PLC0415

    at = current_revision()
    if at is None:
        upgrade(revision=manifest.revision)
    elif at != manifest.revision:
        raise BackupRefused(
            f"the backup stands at migration {manifest.revision}, this database at {at}:"
            " restore into an empty database, then upgrade it"
        )
    postgres.load(folder)


def _copy_files(data_dir: Path, folder: Path) -> None:
    if (data_dir / MEDIA).is_dir():
        shutil.copytree(
            data_dir / MEDIA,
            folder / MEDIA,
            ignore=shutil.ignore_patterns(".*"),  # what is only being written
            copy_function=_copy_unless_gone,
        )
    if (data_dir / SECRET).is_file():
        shutil.copy2(data_dir / SECRET, folder / SECRET)


def _copy_unless_gone(source: str, target: str) -> None:
    """Copy a file; what was received may be encoded and deleted meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        shutil.copy2(source, target)


def _put_files_back(folder: Path, data_dir: Path) -> None:
    """Exchange media and secret key by renaming; what was there before goes with the folder."""
    for name in (MEDIA, SECRET):
        fresh, old = folder / name, data_dir / name
        if not fresh.exists():
            continue
        if old.exists():
            old.rename(folder / f"{name}.before")
        fresh.rename(old)
    if (data_dir / SECRET).exists():
        (data_dir / SECRET).chmod(0o600)


def _refuse_strangers(manifest: Manifest) -> None:
    """Refuse a backup of another kind of database, or of a newer shop."""
    if manifest.kind != _kind():
        raise BackupRefused(f"the backup is of a {manifest.kind} database, this is {_kind()}")
    scripts = ScriptDirectory(str(current_app.extensions["migrate"].directory))
    try:
        scripts.get_revision(manifest.revision)
    except CommandError as error:
        raise BackupRefused(
            f"the backup stands at migration {manifest.revision}, which this version of the"
            " shop does not know"
        ) from error


def _is_empty() -> bool:
    if current_revision() is None:
        return True
    with only_reading():
        found = db.session.scalar(select(Product.id).limit(1))
        bought = db.session.scalar(select(Purchase.id).limit(1))
        db.session.rollback()
    return found is None and bought is None
