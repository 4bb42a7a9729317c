"""A server that speaks S3 over HTTP, for the tests only."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from tests.server.process import free_port

START_SECONDS = 30
BUCKET = "cho-phien"


@dataclass(frozen=True)
class S3Server:
    """Hold a running server with one empty bucket."""

    endpoint: str
    process: subprocess.Popen[bytes]

    @property
    def address(self) -> str:
        """Return what `MEDIA_STORAGE` says to keep pictures here; the secret needs escaping."""
        return f"s3://A%2BKEY:a%2Fsecret%40x@{BUCKET}/photos?endpoint={self.endpoint}"

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(10)


@contextlib.contextmanager
def s3_server() -> Iterator[S3Server]:
    """Run a server for the length of a block."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = S3Server(f"http://127.0.0.1:{port}", process)
    try:
        _wait_for(port)
        make = urllib.request.Request(f"{server.endpoint}/{BUCKET}", method="PUT")  # noqa: S310
        urllib.request.urlopen(make).close()  # noqa: S310
        yield server
    finally:
        server.stop()


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
