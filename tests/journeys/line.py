"""A slow line between a browser and the shop, which breaks where a test says."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

CHUNK = 16 * 1024
RESET = struct.pack("ii", 1, 0)


@dataclass
class SlowLine:
    """Pass bytes on, those towards the shop no faster than so many in a second.

    `break_within` are counts of bytes: the line breaks once for each of them, as soon as that
    much of one request has gone through. `swallow_answer` lets the next answer to a request of
    more than a megabyte get lost on its way back.
    """

    shop_port: int
    bytes_a_second: int
    break_within: list[int] = field(default_factory=list)
    swallow_answer: bool = False
    breaks: int = 0
    swallowed: int = 0
    _door: socket.socket = field(default_factory=socket.socket)
    _tap: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        """Return where the shop is reached over this line."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def open(self) -> None:
        """Begin to listen."""
        self._door.bind(("127.0.0.1", 0))
        self._door.listen(64)
        threading.Thread(target=self._welcome, daemon=True).start()

    def close(self) -> None:
        """Take no more connections."""
        self._door.close()

    def _welcome(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._door.accept()
                shop = socket.create_connection(("127.0.0.1", self.shop_port))
                wire = _Wire(self, browser, shop)
                threading.Thread(target=wire.carry_up, daemon=True).start()
                threading.Thread(target=wire.carry_down, daemon=True).start()

    def wait_for_room(self, count: int) -> None:
        """Let so many bytes through in their time; all connections share the line."""
        with self._tap:
            time.sleep(count / self.bytes_a_second)


@dataclass
class _Wire:
    """Hold one connection; `sent` counts the bytes of the request that is under way."""

    line: SlowLine
    browser: socket.socket
    shop: socket.socket
    sent: int = 0

    def carry_up(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.browser.recv(CHUNK):
                self.line.wait_for_room(len(data))
                self.sent += len(data)
                if self.line.break_within and self.sent > self.line.break_within[0]:
                    del self.line.break_within[0]
                    self.line.breaks += 1
                    break
                self.shop.sendall(data)
        self.cut()

    def carry_down(self) -> None:
        with contextlib.suppress(OSError):
            while data := self.shop.recv(CHUNK):
                if self.sent > 1_000_000 and self.line.swallow_answer:
                    self.line.swallow_answer = False
                    self.line.swallowed += 1
                    break
                self.sent = 0
                self.browser.sendall(data)
        self.cut()

    def cut(self) -> None:
        for end in (self.browser, self.shop):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextlib.contextmanager
def slow_line(shop_port: int, bytes_a_second: int) -> Iterator[SlowLine]:
    """Open a line for the length of a block."""
    line = SlowLine(shop_port, bytes_a_second)
    line.open()
    try:
        yield line
    finally:
        line.close()
