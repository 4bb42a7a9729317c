"""Run a private PostgreSQL server for the tests, from whatever server binaries the machine has.

The cluster lives in one directory, keeps no promise about power cuts (fsync off) and listens on a
unix socket in a directory of its own, and on a free loopback port for programs that cannot use
the socket.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL

ADMIN = "storefront"
START_SECONDS = 30.0

# Nothing in a test cluster outlives the test run, so durability is traded for speed.
FAST_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "autovacuum": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
}

HOW_TO_GET_IT = (
    "PostgreSQL's server programs (initdb, postgres) were not found. Install them "
    "(Debian: apt-get install postgresql; `make test` does so where it may), or set "
    "STOREFRONT_TEST_DATABASES=sqlite to leave PostgreSQL out."
)


class PostgresMissing(RuntimeError):
    """Say that no PostgreSQL server programs are on this machine."""


def find_binaries() -> Path | None:
    """Return the newest directory that holds both `initdb` and `postgres`, or None."""
    candidates = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0,
        reverse=True,
    )
    pg_config = shutil.which("pg_config")
    if pg_config:
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=True)
        candidates.append(Path(answer.stdout.strip()))
    on_path = shutil.which("initdb")
    if on_path:
        candidates.append(Path(on_path).resolve().parent)
    for directory in candidates:
        if (directory / "initdb").exists() and (directory / "postgres").exists():
            return directory
    return None


@dataclass
class PostgresServer:
    """Hold a running private cluster and make databases in it."""

    process: subprocess.Popen[bytes]
    directory: Path
    socket_directory: Path
    port: int

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database, over the unix socket."""
        return URL.create(
            "postgresql+psycopg",
            username=ADMIN,
            database=database,
            query={"host": str(self.socket_directory), "port": str(self.port)},
        ).render_as_string(hide_password=False)

    def create_database(self, name: str, template: str | None = None) -> str:
        """Create a database, empty or as a copy of a template nobody uses; return its address."""
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(name), sql.Identifier(template or "template0")
        )
        with self._administer() as connection:
            connection.execute(statement)
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database if it exists, closing whatever is still connected to it."""
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        with self._administer() as connection:
            connection.execute(statement)

    def stop(self) -> None:
        """Stop the server at once and remove its files."""
        if self.process.poll() is None:
            # SIGINT is PostgreSQL's "fast shutdown": sessions are cut, nothing waits.
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.send_signal(signal.SIGQUIT)
                self.process.wait(10)
        shutil.rmtree(self.directory, ignore_errors=True)
        shutil.rmtree(self.socket_directory, ignore_errors=True)

    def _administer(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.socket_directory),
            port=self.port,
            user=ADMIN,
            dbname="postgres",
            autocommit=True,
        )


def start_postgres(directory: Path) -> PostgresServer:
    """Start a cluster in a fresh folder below `directory` and wait until it answers.

    Raises PostgresMissing where the machine has no server programs, RuntimeError with the
    server's log where it does not come up.
    """
    binaries = find_binaries()
    if binaries is None:
        raise PostgresMissing(HOW_TO_GET_IT)
    owner = _unprivileged_owner()
    home = Path(tempfile.mkdtemp(prefix="postgres-", dir=_reachable(directory, owner)))
    # A socket's path may have 107 bytes at most, so it cannot lie deep below a test's folder.
    sockets = Path(tempfile.mkdtemp(prefix="pg-"))
    if owner is not None:
        os.chown(home, owner.pw_uid, owner.pw_gid)
        os.chown(sockets, owner.pw_uid, owner.pw_gid)
    try:
        _run_initdb(binaries, home / "data", owner)
        server = _launch(binaries, home, sockets, owner)
    except BaseException:
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(sockets, ignore_errors=True)
        raise
    return server


@contextlib.contextmanager
def throwaway_postgres(database: str = "storefront") -> Iterator[str]:
    """Yield the SQLAlchemy address of an empty database in a cluster that ends with the block."""
    with tempfile.TemporaryDirectory(prefix="storefront-postgres-") as directory:
        server = start_postgres(Path(directory))
        try:
            yield server.create_database(database)
        finally:
            server.stop()


def _unprivileged_owner() -> pwd.struct_passwd | None:
    """Return whom to run as: PostgreSQL refuses root; anyone else runs it as themselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise PostgresMissing("PostgreSQL refuses to run as root and no other user exists here.")


def _reachable(directory: Path, owner: pwd.struct_passwd | None) -> Path:
    """Return the directory, or the temporary one where another user could not enter it."""
    directory.mkdir(parents=True, exist_ok=True)
    if owner is None or all(path.stat().st_mode & 0o001 for path in _upwards(directory)):
        return directory
    return Path(tempfile.gettempdir())


def _upwards(directory: Path) -> list[Path]:
    resolved = directory.resolve()
    return [resolved, *resolved.parents]


def _run_initdb(binaries: Path, data: Path, owner: pwd.struct_passwd | None) -> None:
    command = [
        str(binaries / "initdb"),
        f"--pgdata={data}",
        f"--username={ADMIN}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
        "--no-instructions",
    ]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd="/",
        env=_plain_environment(),
        check=False,
        **_identity(owner),
    )
    if done.returncode != 0:
        raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")


def _launch(
    binaries: Path, home: Path, sockets: Path, owner: pwd.struct_passwd | None
) -> PostgresServer:
    port = _free_port()
    settings = FAST_SETTINGS | {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(sockets),
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [*_dying_with_us(), str(binaries / "postgres"), "-D", str(home / "data"), *options],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_plain_environment(),
            # A group of its own: Ctrl+C in the terminal is for the tests, which then stop it.
            process_group=0,
            **_identity(owner),
        )
    server = PostgresServer(process, home, sockets, port)
    try:
        _wait_until_ready(server)
    except BaseException:
        server.stop()
        raise
    return server


def _wait_until_ready(server: PostgresServer) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            server._administer().close()
        except psycopg.OperationalError as error:
            if server.process.poll() is not None or time.monotonic() > deadline:
                log = (server.directory / "log").read_text(encoding="utf-8", errors="replace")
                raise RuntimeError(f"PostgreSQL did not start: {error}\n{log}") from error
            time.sleep(0.05)
        else:
            return


def _dying_with_us() -> list[str]:
    """Return a command prefix that stops the server when the tests are killed outright."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", "--"] if setpriv else []


def _plain_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _identity(owner: pwd.struct_passwd | None) -> dict[str, Any]:
    if owner is None:
        return {}
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
