"""Compare web servers on one toy page: speed in interleaved pairs, slow visitors, kills and stops.

    python -m bench.servers [--rounds 5] [--seconds 5]

Needs wrk, and gunicorn beside the shop's own packages (requirements/bench.txt). Only the ratios
within one run mean anything: client and servers share the machine with whatever else runs.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONNECTIONS = 16
GZIP = ("-H", "Accept-Encoding: gzip")
STALLED = 64
HALVES = {
    "say nothing": b"",
    "stop amid the head": b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
    "stop amid the body": b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n1",
}
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Contender:
    """Name a server and the command that runs it."""

    name: str
    command: tuple[str, ...]


def contenders(workers: int, port: int) -> list[Contender]:
    """Return both servers with the same number of processes and threads."""
    python = sys.executable
    granian = (
        *(python, "-m", "granian", "--interface", "wsgi", "--factory", "--no-ws"),
        *("--workers", str(workers), "--blocking-threads", "4", "--respawn-failed-workers"),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "error"),
        "bench.toy:create_toy",
    )
    gunicorn = (
        *(python, "-m", "gunicorn", "--worker-class", "gthread", "--threads", "4"),
        *("--workers", str(workers), "--bind", f"127.0.0.1:{port}", "--log-level", "error"),
        *("--no-control-socket", "bench.toy:create_toy()"),
    )
    return [Contender("granian", granian), Contender("gunicorn", gunicorn)]


def main() -> int:
    """Run every comparison and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=5)
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        print("bench: wrk is missing (Debian: apt-get install wrk)")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TOY_DATABASE"] = str(Path(folder) / "toy.sqlite")
        subprocess.run(
            [sys.executable, "-c", "import bench.toy as t; t.fill()"], cwd=ROOT, check=True
        )
        for workers in (1, 2):
            compare_speed(workers, options.rounds, options.seconds)
        for contender in contenders(2, free_port()):
            watch_behaviour(contender)
    return 0


def compare_speed(workers: int, rounds: int, seconds: int) -> None:
    """Measure the servers in turn, round after round, and print medians and ratios."""
    print(f"\n{workers} worker(s), 4 threads each, {CONNECTIONS} connections, {rounds} rounds:")
    rows: dict[str, list[tuple[float, float, float, float]]] = {}
    for _ in range(rounds):
        for contender in contenders(workers, free_port()):
            with running(contender) as (process, port):
                wrk(port, 1)
                before = cpu_seconds(process.pid)
                rate, middle, slowest = wrk(port, seconds)
                cpu = (cpu_seconds(process.pid) - before) * 1000 / (rate * seconds)
                rows.setdefault(contender.name, []).append((rate, middle, slowest, cpu))
                memory = family_memory(process.pid)
            print(
                f"  {contender.name:9} {rate:7.0f} pages/s  p50 {middle:6.1f} ms  "
                f"p99 {slowest:6.1f} ms  CPU {cpu:5.2f} ms/page  {memory:4.0f} MiB"
            )
    pairs = list(zip(rows["granian"], rows["gunicorn"], strict=True))
    for index, what in enumerate(("pages/s", "p50", "p99", "CPU per page")):
        ratios = [granian[index] / gunicorn[index] for granian, gunicorn in pairs]
        print(
            f"  {what} of granian against gunicorn: median ×{statistics.median(ratios):.2f} "
            f"({min(ratios):.2f}–{max(ratios):.2f})"
        )


def watch_behaviour(contender: Contender) -> None:
    """Print how a server bears stalled visitors, a killed worker, a kill -9 and a stop."""
    print(f"\n{contender.name}, 2 workers:")
    with running(contender) as (process, port):
        for what, opening in (
            ("say nothing", b""),
            ("stop amid the head", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "),
            (
                "stop amid the body",
                b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n1",
            ),
        ):
            with stalled(port, opening):
                print(f"  a page while {STALLED} visitors {what}: {answer_time(port)}")
        for kill in (1, 2):
            os.kill(children(process.pid)[-1], signal.SIGKILL)
            print(f"  worker kill number {kill}: {replaced(process, port)}")
            time.sleep(1)
    with running(contender) as (process, port):
        orphans = children(process.pid)
        process.kill()
        process.wait()
        print(f"  main killed with orphans left, started again: {restart(contender, port)}")
        alive = [pid for pid in orphans if Path(f"/proc/{pid}").exists()]
        print(f"  of {len(orphans)} orphans still alive afterwards: {len(alive)}")
        for pid in alive:
            os.kill(pid, signal.SIGKILL)


@contextlib.contextmanager
def running(contender: Contender) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run a server until the block ends; yield its process and port."""
    port = port_of(contender)
    process = subprocess.Popen(contender.command, cwd=ROOT, start_new_session=True)
    try:
        wait_until_healthy(port, 20)
        yield process, port
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def port_of(contender: Contender) -> int:
    """Return the port in a contender's command."""
    text = " ".join(contender.command)
    found = re.search(r"(?:--port |127\.0\.0\.1:)(\d+)", text)
    assert found is not None  # noqa: S101 — both commands name one
    return int(found.group(1))


def wrk(port: int, seconds: int) -> tuple[float, float, float]:
    """Load the page; return pages a second and the p50 and p99 in milliseconds."""
    address = f"http://127.0.0.1:{port}/"
    done = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *GZIP, address],
        capture_output=True,
        text=True,
        check=True,
    )
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        print(done.stdout)
    rate = float(re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)[0])
    return rate, _percentile(done.stdout, "50"), _percentile(done.stdout, "99")


def _percentile(text: str, which: str) -> float:
    number, unit = re.findall(rf"{which}%\s+([\d.]+)(us|ms|s)", text)[0]
    return float(number) * UNITS[unit]


@contextlib.contextmanager
def stalled(port: int, opening: bytes) -> Iterator[None]:
    """Keep many connections open that never finish their request."""
    with contextlib.ExitStack() as stack:
        for _ in range(STALLED):
            visitor = stack.enter_context(socket.create_connection(("127.0.0.1", port)))
            visitor.sendall(opening)
        time.sleep(0.3)
        yield


def answer_time(port: int, patience: float = 8.0) -> str:
    """Return how long a page takes, or that it does not come."""
    started = time.monotonic()
    try:
        get(port, patience)
    except OSError:
        return f"no answer within {patience:.0f} s"
    return f"{(time.monotonic() - started) * 1000:.0f} ms"


def replaced(process: subprocess.Popen[bytes], port: int) -> str:
    """Tell how long it takes until two workers stand again and answer."""
    started = time.monotonic()
    while time.monotonic() - started < 8:
        if process.poll() is not None:
            return "the whole server stopped"
        if len(children(process.pid)) == 2:
            get(port, 5)
            return f"replaced after {time.monotonic() - started:.1f} s"
        time.sleep(0.05)
    return "not replaced within 8 s"


def restart(contender: Contender, port: int) -> str:
    """Start the same command again and tell when it is healthy by itself."""
    started = time.monotonic()
    with running(contender) as (process, _):
        while process.poll() is None and time.monotonic() - started < 10:
            if len(children(process.pid)) == 2:
                get(port, 5)
                return f"healthy after {time.monotonic() - started:.1f} s"
            time.sleep(0.05)
    return "did not come up"


def wait_until_healthy(port: int, patience: float) -> None:
    """Wait until the page answers."""
    deadline = time.monotonic() + patience
    while True:
        try:
            get(port, 2)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def get(port: int, timeout: float) -> None:
    """Fetch the page once."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=timeout) as answer:
        answer.read()


def children(pid: int) -> list[int]:
    """Return the ids of a process's living children."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split() if not _ended(int(child))]


def _ended(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def cpu_seconds(pid: int) -> float:
    """Return the processor time a server and its workers have used."""
    ticks = 0
    for member in (pid, *children(pid)):
        fields = Path(f"/proc/{member}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def family_memory(pid: int) -> float:
    """Return the memory of a server and its workers in MiB, shared pages counted once (PSS)."""
    total = 0
    for member in (pid, *children(pid)):
        text = Path(f"/proc/{member}/smaps_rollup").read_text(encoding="ascii")
        total += int(re.findall(r"^Pss:\s+(\d+)", text, re.MULTILINE)[0])
    return total / 1024


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


if __name__ == "__main__":
    sys.exit(main())
