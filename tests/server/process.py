"""Run the server command and look at it from outside, as a service manager would."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 20.0
CHILDREN = 3  # two web workers and the job runner
# The server ends with the tests, however they end.
COMMAND = (sys.executable, "-m", "storefront.server", "--stop-with", str(os.getpid()))


class Server:
    """Hold one run of the server command and whatever it started."""

    def __init__(
        self, data_dir: Path, port: int, command: tuple[str, ...] = COMMAND, **settings: str
    ) -> None:
        """Start the command in a group of its own: by default a small shop and two workers."""
        self.port = port
        self.log = data_dir / f"server-{time.monotonic_ns()}.log"
        data_dir.mkdir(parents=True, exist_ok=True)
        environ = {
            "PATH": os.environ["PATH"],
            "STOREFRONT_DATA_DIR": str(data_dir),
            "PORT": str(port),
            "WORKERS": "2",
            "DEMO": "off",
            "PYTHONUNBUFFERED": "1",
            **settings,
        }
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def said(self) -> str:
        """Return all that the server printed so far."""
        return self.log.read_text(encoding="utf-8")

    def health(self) -> int:
        """Return the status of /healthz; raise OSError while nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection):
            connection.request("GET", "/healthz")
            return connection.getresponse().status

    def healthy(self) -> bool:
        """Tell whether /healthz answers 200 now."""
        try:
            return self.health() == 200
        except (OSError, http.client.HTTPException):
            return False

    def wait_until_open(self) -> None:
        """Wait until this very run, not an earlier one, has announced itself and is healthy."""
        wait_for(
            lambda: self.process.poll() is not None or ("http://" in self.said() and self.healthy())
        )
        assert self.process.poll() is None, self.said()

    def children(self) -> list[int]:
        """Return the ids of the main process's living children."""
        return [child for child in _children_of(self.process.pid) if is_alive(child)]

    def complete(self) -> bool:
        """Tell whether all children run."""
        return len(self.children()) == CHILDREN

    def kill(self) -> None:
        """End the main process without a word to its children."""
        self.process.kill()
        self.process.wait()

    def end(self) -> None:
        """End everything that still runs."""
        for pid in (*self.children(), self.process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def open_shop(
    data_dir: Path, port: int, command: tuple[str, ...] = COMMAND, **settings: str
) -> Iterator[Server]:
    """Run the server command until the block ends."""
    server = Server(data_dir, port, command, **settings)
    try:
        server.wait_until_open()
        yield server
    finally:
        server.end()


def wait_for(condition: Callable[[], bool], seconds: float = START_SECONDS) -> float:
    """Wait until a condition holds; return how many seconds it took."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, f"still not so after {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - started


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that only waits to be collected does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _children_of(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[1]) == pid:
                found.append(int(status.parent.name))
    return sorted(found)
