"""Serve the shop: `python -m storefront.server` makes it ready, tells its address, and stays.

The main process never opens the database. It forks three kinds of children, each with an app of
its own: one that prepares the shop and ends, the web workers (granian), and one job runner. A
child that dies is replaced; children that lose the main process, killed outright say, leave by
themselves and free the port, so that the same command can simply be started again.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from ipaddress import ip_address
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any

from flask import Flask
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from storefront import create_app, jobs, setup
from storefront.config import Settings
from storefront.logs import log_to_stderr

THREADS = 4  # per worker; more only wait for one another
STOP_SECONDS = 20  # for requests that run when the stop comes
HEAD_SECONDS = 15  # for a visitor to send a request's head
PORT_SECONDS = 3.0  # for the children of a killed server to free the port
WATCH_SECONDS = 0.1
RESPAWN_PAUSE_SECONDS = 1.0  # between replacements of children that cannot stay alive

log = logging.getLogger("storefront.server")


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare and serve the shop until a signal comes; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m storefront.server")
    parser.add_argument("--stop-with", type=int, metavar="PID", help="stop when this parent ends")
    options = parser.parse_args(arguments)
    log_to_stderr(logging.WARNING)
    if sys.platform == "linux":
        # The shop's code is imported once and shared; a replaced worker is there at once.
        multiprocessing.set_start_method("fork", force=True)
    if options.stop_with:
        _follow(options.stop_with, partial(os.kill, os.getpid(), signal.SIGTERM))
    try:
        settings = Settings.from_environ()
        lines = _prepare()
        _wait_for_port(settings.host, settings.port)
    except (ValueError, OSError, ShopNotReady) as error:
        print(f"The shop cannot open: {error}", file=sys.stderr)
        return 1
    gc.collect()
    gc.freeze()
    _serve(settings, lines)
    return 0


class ShopNotReady(RuntimeError):
    """Say that the preparing child failed; its own words stand above."""


def _prepare() -> list[str]:
    """Make the shop ready in a child, so that this process opens no database."""
    here, there = multiprocessing.Pipe(duplex=False)
    child = multiprocessing.Process(target=_prepare_and_tell, args=(os.getpid(), there))
    child.start()
    there.close()
    try:
        lines: list[str] = here.recv()
    except EOFError:
        raise ShopNotReady("preparing its database failed") from None
    finally:
        child.join()
    return lines


def _prepare_and_tell(parent: int, answers: Connection) -> None:
    _follow(parent, partial(os._exit, 1))
    answers.send(setup.prepare(create_app()))
    answers.close()


def _serve(settings: Settings, lines: list[str]) -> None:
    server = ShopServer(
        target="storefront",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000),
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        log_dictconfig={"loggers": {"_granian": {"propagate": True}}},
    )
    if settings.jobs:
        server.runner = JobRunner()
        server.on_startup(server.runner.start)
        server.on_shutdown(server.runner.stop)
    announcement = threading.Thread(target=_announce, args=(settings, lines), daemon=True)
    server.on_startup(announcement.start)
    server.serve(target_loader=partial(_load_app, os.getpid()), wrap_loader=False)


class ShopServer(MPServer):
    """Keep the web workers and the job runner alive, however often one is killed.

    Granian itself gives up when the same worker dies twice within seconds. All children are
    forked by this one thread: a fork amid another would hold its pipes open.
    """

    runner: JobRunner | None = None

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """Note that a stop was asked for; taking a lock here could wait for itself."""
        self.interrupt_signal = True

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        replaced_at = -RESPAWN_PAUSE_SECONDS
        while not self.interrupt_signal:
            self.main_loop_interrupt.wait(WATCH_SECONDS)
            self.main_loop_interrupt.clear()
            self.interrupt_children.clear()
            if time.monotonic() - replaced_at < RESPAWN_PAUSE_SECONDS:
                continue
            dead = [worker.idx for worker in self.wrks if not worker.is_alive()]
            if dead:
                replaced_at = time.monotonic()
                self._respawn_workers(dead, spawn_target, target_loader)
            if self.runner and not self.runner.is_alive():
                replaced_at = time.monotonic()
                log.error("the job runner ended unexpectedly and is started again")
                self.runner.start()


class JobRunner:
    """Hold the child that runs the background jobs."""

    def start(self) -> None:
        """Start the child."""
        self._child = multiprocessing.Process(target=_run_jobs, args=(os.getpid(),))
        self._child.start()

    def is_alive(self) -> bool:
        """Tell whether the child runs."""
        return self._child.is_alive()

    def stop(self) -> None:
        """Let a running job end, then the child."""
        self._child.terminate()
        self._child.join(STOP_SECONDS)
        if self._child.is_alive():
            self._child.kill()


def _load_app(parent: int) -> Flask:
    """Create a worker's app, in the worker."""
    _hear_signals()
    _follow(parent, _leave_worker)
    return create_app()


def _hear_signals() -> None:
    """Bring the signal to stop to the main thread, once.

    The system may give a signal to any thread, and then the main thread, which granian lets
    sleep, hears nothing of it. So a thread waits for it that does nothing else; all threads made
    from here on leave it alone.
    """
    stops = {signal.SIGTERM, signal.SIGINT}
    sleeper = threading.get_ident()
    for stop in stops:
        signal.signal(stop, signal.SIG_DFL)
    signal.signal(signal.SIGUSR1, _stop_worker)
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)

    def wait() -> None:
        signal.sigwait(stops)
        signal.pthread_kill(sleeper, signal.SIGUSR1)

    threading.Thread(target=wait, daemon=True).start()


def _stop_worker(_signal: int, frame: FrameType | None) -> None:
    stop = signal.getsignal(signal.SIGTERM)
    if not callable(stop):  # granian has not begun: nothing is under way
        os._exit(0)
    stop(signal.SIGTERM, frame)


def _leave_worker() -> None:
    """Let granian finish what this worker is at, then end it in any case."""
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os._exit(1)


def _run_jobs(parent: int) -> None:
    """Run the background jobs until told to stop or the main process is gone."""
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches all; the main process decides
    _follow(parent, stopped.set)
    jobs.start(create_app())
    while not stopped.is_set():
        time.sleep(WATCH_SECONDS)
    jobs.stop()


def _follow(parent: int, leave: Callable[[], object]) -> None:
    """Call `leave` as soon as this process is no longer the parent's child."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(WATCH_SECONDS)
        leave()

    threading.Thread(target=watch, daemon=True).start()


def _wait_for_port(host: str, port: int) -> None:
    """Wait until nobody listens on the port; raise OSError when somebody keeps it.

    Granian would share it (SO_REUSEPORT) with whoever is there, and visitors would meet both.
    """
    family, kind, protocol, _name, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    deadline = time.monotonic() + PORT_SECONDS
    while True:
        try:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
        except OSError as error:
            if time.monotonic() > deadline:
                raise OSError(f"{host}:{port}: {error.strerror}; choose another PORT") from error
            time.sleep(WATCH_SECONDS)
        else:
            return


def _announce(settings: Settings, lines: list[str]) -> None:
    """Print the address and the lines once a visitor would be let in."""
    door = (_reachable(settings.host), settings.port)
    while True:
        with contextlib.suppress(OSError):
            socket.create_connection(door, timeout=1).close()
            break
        time.sleep(WATCH_SECONDS)
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = settings.base_url or f"http://{host}:{settings.port}"
    print("\n".join([f"Chợ Phiên: {address}", *lines]), flush=True)


def _reachable(host: str) -> str:
    """Return where a host can be visited from this machine: loopback for "every address"."""
    with contextlib.suppress(ValueError):
        address = ip_address(host)
        if address.is_unspecified:
            return "127.0.0.1" if address.version == 4 else "::1"
    return host


if __name__ == "__main__":
    sys.exit(main())
