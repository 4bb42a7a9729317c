"""Files by key, on disk and in an S3-compatible store: the same promises."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storefront import clock
from storefront.config import Settings
from storefront.media.s3 import S3Storage
from storefront.media.storage import LocalStorage, Storage
from tests.media.s3 import S3Server, s3_server


class BrokenLine(io.RawIOBase):
    """Give eight megabytes, then nothing more."""

    reads = 0

    def read(self, _size: int = -1, /) -> bytes:
        """Return a megabyte; raise OSError after the eighth."""
        self.reads += 1
        if self.reads > 8:
            raise OSError("the line broke")
        return b"x" * 1_000_000


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture(params=["disk", "s3"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param == "disk":
        return LocalStorage(tmp_path / "media")
    running: S3Server = request.getfixturevalue("server")
    # A folder of its own for each test.
    address = running.address.replace("/photos?", f"/{tmp_path.name}?")
    return S3Storage.from_address(address)


@pytest.mark.parametrize("size", [0, 1, 3_000_000, 12_000_000])
def test_what_was_saved_is_read_again(storage: Storage, size: int) -> None:
    data = os.urandom(size)
    assert not storage.exists("pictures/a-1.webp")
    storage.save("pictures/a-1.webp", io.BytesIO(data))
    assert storage.exists("pictures/a-1.webp")
    with storage.open("pictures/a-1.webp") as stream:
        assert stream.read() == data


def test_saving_again_replaces(storage: Storage) -> None:
    storage.save("pictures/a", io.BytesIO(b"old and longer"))
    storage.save("pictures/a", io.BytesIO(b"new"))
    assert storage.open("pictures/a").read() == b"new"


def test_a_stream_that_breaks_leaves_nothing(storage: Storage) -> None:
    line: Any = BrokenLine()
    with pytest.raises(OSError, match="the line broke"):
        storage.save("pictures/a", line)
    assert not storage.exists("pictures/a")
    assert list(storage.files()) == []


def test_a_stream_that_breaks_leaves_what_was_there(storage: Storage) -> None:
    storage.save("pictures/a", io.BytesIO(b"old"))
    line: Any = BrokenLine()
    with pytest.raises(OSError, match="the line broke"):
        storage.save("pictures/a", line)
    assert storage.open("pictures/a").read() == b"old"


def test_what_is_not_there_is_told(storage: Storage) -> None:
    with pytest.raises(FileNotFoundError):
        storage.open("pictures/none")
    storage.delete("pictures/none")
    assert list(storage.files("pictures")) == []


def test_deleted_is_gone(storage: Storage) -> None:
    storage.save("pictures/a", io.BytesIO(b"x"))
    storage.delete("pictures/a")
    assert not storage.exists("pictures/a")


def test_keys_are_listed_by_folder_with_their_time(storage: Storage) -> None:
    for key in ("pictures/a-1.jpg", "pictures/b-1.jpg", "originals/c"):
        storage.save(key, io.BytesIO(b"x"))
    assert {file.key for file in storage.files("pictures")} == {
        "pictures/a-1.jpg",
        "pictures/b-1.jpg",
    }
    assert {file.key for file in storage.files()} == {
        "pictures/a-1.jpg",
        "pictures/b-1.jpg",
        "originals/c",
    }
    for file in storage.files():
        assert abs(clock.now() - file.kept_at) < timedelta(minutes=1)


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../secret_key", "a/../../b", "a//b", ".hidden", "a\\b", "A", "a\n"]
)
def test_what_leads_elsewhere_is_no_key(storage: Storage, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        storage.save(key, io.BytesIO(b"x"))
    with pytest.raises(ValueError, match="no key"):
        storage.open(key)
    with pytest.raises(ValueError, match="no key"):
        storage.exists(key)
    with pytest.raises(ValueError, match="no key"):
        storage.delete(key)


def test_a_working_storage_says_so(storage: Storage) -> None:
    storage.check()


def test_a_store_that_is_gone_is_an_error_of_the_system() -> None:
    with s3_server() as running:
        gone = S3Storage.from_address(running.address)
        gone.check()
    for attempt in (
        gone.check,
        lambda: gone.exists("a"),
        lambda: gone.open("a"),
        lambda: gone.save("a", io.BytesIO(b"x")),
        lambda: gone.delete("a"),
        lambda: list(gone.files()),
    ):
        with pytest.raises(OSError):
            attempt()


@pytest.mark.parametrize("address", ["http://bucket", "s3://", "bucket", "file:///srv"])
def test_an_address_that_is_none_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(ValueError, match="MEDIA_STORAGE"):
        Settings.from_environ({"MEDIA_STORAGE": address, "SECRET_KEY": "x"})
