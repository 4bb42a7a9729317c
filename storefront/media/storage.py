"""Where files lie: on this machine's disk, or in an S3-compatible store.

A key is a path of plain names, such as "pictures/0123ab-640.webp"; it never comes from an upload.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from flask import Flask

from storefront.config import Settings

ORIGINALS, PICTURES = "originals", "pictures"
CHUNK = 1024 * 1024
_KEY = re.compile(r"[a-z0-9_-][a-z0-9._-]*(/[a-z0-9_-][a-z0-9._-]*)*", re.ASCII)


class StoredFile(NamedTuple):
    """Name a file that is kept, and since when."""

    key: str
    kept_at: datetime


class Storage(Protocol):
    """Keep files by key; every method raises ValueError for what is no key."""

    def save(self, key: str, stream: IO[bytes]) -> None:
        """Keep a stream's bytes from where it stands: all of them, or nothing."""

    def open(self, key: str) -> IO[bytes]:
        """Return a file to read from, to be closed; raise FileNotFoundError for one not kept."""

    def exists(self, key: str) -> bool:
        """Tell whether a file is kept."""

    def delete(self, key: str) -> None:
        """Forget a file, kept or not."""

    def files(self, prefix: str = "") -> Iterator[StoredFile]:
        """Give every file whose key begins with a folder's name."""

    def check(self) -> None:
        """Raise OSError when nothing can be kept here now."""


def original_name(key: str) -> str:
    """Return the key of what was received for a picture, kept only until it is encoded."""
    return f"{ORIGINALS}/{key}"


def file_name(key: str, width: int, extension: str) -> str:
    """Return the key of one file of a picture, as it is served."""
    return f"{PICTURES}/{key}-{width}.{extension}"


def checked_key(key: str) -> str:
    """Return a key; raise ValueError for one that could lead elsewhere."""
    if not _KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key")
    return key


class LocalStorage:
    """Keep files in a folder; one appears there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        """Keep files below a folder, which is made when first needed."""
        self._folder = folder

    def save(self, key: str, stream: IO[bytes]) -> None:
        """Write beside the final name, then rename."""
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as fresh:
            unfinished = Path(fresh.name)
            try:
                while chunk := stream.read(CHUNK):
                    fresh.write(chunk)
                fresh.flush()
                os.fsync(fresh.fileno())
                unfinished.replace(target)
            except BaseException:
                unfinished.unlink(missing_ok=True)
                raise

    def open(self, key: str) -> IO[bytes]:
        """Open the file."""
        return self._path(key).open("rb")

    def exists(self, key: str) -> bool:
        """Look for the file."""
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        """Remove the file."""
        self._path(key).unlink(missing_ok=True)

    def files(self, prefix: str = "") -> Iterator[StoredFile]:
        """Walk the folder; what is only being written has no name yet."""
        below = self._path(prefix) if prefix else self._folder
        for path in below.rglob("*"):
            if not path.name.startswith(".") and path.is_file():
                kept_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                yield StoredFile(path.relative_to(self._folder).as_posix(), kept_at)

    def check(self) -> None:
        """Write a file without a name."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self._folder) as probe:
            probe.write(b".")

    def _path(self, key: str) -> Path:
        return self._folder / checked_key(key)


def storage_of(app: Flask) -> Storage:
    """Return where an app keeps its files."""
    if "media" not in app.extensions:
        app.extensions["media"] = _open_storage(app.extensions["settings"])
    storage: Storage = app.extensions["media"]
    return storage


def _open_storage(settings: Settings) -> Storage:
    if settings.media_storage is None:
        return LocalStorage(settings.data_dir / "media")
    from storefront.media.s3 import S3Storage  # noqa: PLC0415 - needs its library, an extra

    return S3Storage.from_address(settings.media_storage)
