"""An S3-compatible store, reached by obstore."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from typing import IO, TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from storefront.media.storage import StoredFile, checked_key

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

CHUNK = 1024 * 1024
CONNECT_SECONDS = 5
# A visitor waits for the answer: better none than a late one.
RETRY: RetryConfig = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


class S3Storage:
    """Keep files in a bucket, below a folder of it."""

    def __init__(self, store: S3Store) -> None:
        """Keep files in an opened store."""
        self._store = store

    @classmethod
    def from_address(cls, address: str) -> S3Storage:
        """Open `s3://KEY:SECRET@bucket/folder?endpoint=https://…&region=…`.

        What is left out comes from the usual `AWS_…` variables.
        """
        parts = urlsplit(address)
        asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        endpoint = asked.get("endpoint")
        config: S3Config = {"bucket": parts.hostname or ""}
        if parts.username:
            config["access_key_id"] = unquote(parts.username)
            config["secret_access_key"] = unquote(parts.password or "")
        if endpoint:
            config["endpoint"] = endpoint
        if "region" in asked or endpoint:
            config["region"] = asked.get("region", "us-east-1")
        client: ClientConfig = {"connect_timeout": timedelta(seconds=CONNECT_SECONDS)}
        if endpoint and endpoint.startswith("http://"):
            client["allow_http"] = True
        return cls(
            S3Store(
                prefix=parts.path.strip("/") or None,
                config=config,
                client_options=client,
                retry_config=RETRY,
            )
        )

    def save(self, key: str, stream: IO[bytes]) -> None:
        """Send the bytes in parts; the store shows them once all are there."""
        try:
            obstore.put(self._store, checked_key(key), _chunks(stream))
        except BaseError as error:
            raise OSError(f"{key} could not be stored: {error}") from error

    def open(self, key: str) -> IO[bytes]:
        """Fetch the file; those kept here are small."""
        try:
            return io.BytesIO(bytes(obstore.get(self._store, checked_key(key)).bytes()))
        except FileNotFoundError:
            raise
        except BaseError as error:
            raise OSError(f"{key} could not be fetched: {error}") from error

    def exists(self, key: str) -> bool:
        """Ask the store."""
        try:
            obstore.head(self._store, checked_key(key))
        except FileNotFoundError:
            return False
        except BaseError as error:
            raise OSError(f"{key} could not be looked for: {error}") from error
        return True

    def delete(self, key: str) -> None:
        """Tell the store to forget it."""
        try:
            obstore.delete(self._store, checked_key(key))
        except FileNotFoundError:
            return
        except BaseError as error:
            raise OSError(f"{key} could not be deleted: {error}") from error

    def files(self, prefix: str = "") -> Iterator[StoredFile]:
        """List the bucket, a thousand at a time."""
        try:
            for some in obstore.list(self._store, checked_key(prefix) if prefix else None):
                for found in some:
                    yield StoredFile(found["path"], found["last_modified"])
        except BaseError as error:
            raise OSError(f"the store could not be listed: {error}") from error

    def check(self) -> None:
        """Ask for a file that need not be there."""
        self.exists("check")


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK):
        yield chunk
