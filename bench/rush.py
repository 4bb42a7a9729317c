"""Let five hundred visitors open one booth's page at once, while orders go on.

    python -m bench.rush [--visitors 500] [--buyers 5] [--rounds 3] [--database-url URL]

Starts the shop with the server command on a folder of its own, with the demonstration's showcase,
and prints what came back: statuses, times in milliseconds, orders placed meanwhile, what the
audit says, and how many visits were counted. Only the ratio of the times to those of a quiet page
in the same run means anything: visitors and shop share the machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOTH = "/vi/showcases/huong-vi-xu-muong/booths/a1"
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A035F) Chrome/120.0 Mobile Safari/537.36"
START_SECONDS, QUIET_OPENINGS = 60.0, 20
COUNTS_WRITTEN_AFTER = 5.0
DETAILS = {
    "full_name": "Người mua thử",
    "phone": "0912345678",
    "province_code": "25",
    "commune_code": "04795",
    "street": "Số 1",
    "payment_method": "cod",
}


class Buyer:
    """Order one thing after the other, as a browser without script would."""

    def __init__(self, address: str, product: str) -> None:
        """Begin with no cookie."""
        self.address, self.product = address, product
        self.placed, self.failures = 0, Counter[str]()
        self._open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar())
        ).open

    def order(self) -> None:
        """Go from the goods' page to the purchase."""
        try:
            page = self._get(self.product)
            self._post(
                "/vi/cart/items",
                {"product_id": _hidden(page, "product_id"), "quantity": "1"},
            )
            token = _hidden(self._get("/vi/checkout"), "csrf_token")
            self._post("/vi/checkout", {**DETAILS, "csrf_token": token})
            review = self._get("/vi/checkout/review")
            form = review[review.index('action="/vi/orders"') :]
            fields = dict(_FIELDS.findall(form.partition("</form>")[0]))
            done = self._post("/vi/orders", {**fields, "declared_adult": "y"})
            if "data-order-code" not in done:
                raise ValueError("no order code on the last page")
            self.placed += 1
        except (OSError, ValueError, AttributeError) as error:
            self.failures[f"{type(error).__name__}: {error}"] += 1

    def _get(self, path: str) -> str:
        return self._read(urllib.request.Request(self.address + path))  # noqa: S310

    def _post(self, path: str, fields: dict[str, str]) -> str:
        body = urllib.parse.urlencode(fields).encode()
        return self._read(urllib.request.Request(self.address + path, body))  # noqa: S310

    def _read(self, request: urllib.request.Request) -> str:
        request.add_header("User-Agent", PHONE)
        with self._open(request, timeout=60) as answer:
            return str(answer.read().decode())


_FIELDS = re.compile(r'type="hidden" name="([^"]+)" value="([^"]*)"')


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    if found is None:
        raise ValueError(f"no {name} on the page")
    return found[1]


async def visit(port: int) -> tuple[str, float]:
    """Open the booth's page on a connection of its own; return status and milliseconds."""
    began = time.perf_counter()
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET {BOOTH} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUser-Agent: {PHONE}\r\n"
            "Accept-Encoding: br\r\nConnection: close\r\n\r\n".encode()
        )
        await writer.drain()
        answer = await asyncio.wait_for(reader.read(), 120)
        writer.close()
        status = answer.split(b" ", 2)[1].decode() if answer else "nothing"
    except (OSError, TimeoutError, IndexError) as error:
        status = type(error).__name__
    return status, (time.perf_counter() - began) * 1000


async def rush(port: int, visitors: int) -> list[tuple[str, float]]:
    """Let all visitors come at the same moment."""
    return await asyncio.gather(*(visit(port) for _number in range(visitors)))


def main() -> int:
    """Run the rush and print what came of it; return 1 when anybody got an error."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environ = _environ(Path(folder), port, options.database_url)
        server = subprocess.Popen(
            [sys.executable, "-m", "storefront.server"],
            cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait_until_open(port)
            failed = _measure(port, options)
            time.sleep(COUNTS_WRITTEN_AFTER)
            print("audit:", _flask(environ, "audit"))
            return 1 if failed else 0
        finally:
            server.terminate()
            server.wait(30)


def _measure(port: int, options: argparse.Namespace) -> bool:
    address = f"http://127.0.0.1:{port}"
    quiet = [asyncio.run(visit(port))[1] for _opening in range(QUIET_OPENINGS)]
    print(f"quiet: median {statistics.median(quiet):.0f} ms")
    buyers = [Buyer(address, path) for path in _goods(address, options.buyers)]
    stop = threading.Event()
    threads = [threading.Thread(target=_keep_buying, args=(buyer, stop)) for buyer in buyers]
    for thread in threads:
        thread.start()
    failed = False
    for number in range(options.rounds):
        answers = asyncio.run(rush(port, options.visitors))
        times = sorted(milliseconds for _status, milliseconds in answers)
        statuses = Counter(status for status, _milliseconds in answers)
        failed |= set(statuses) != {"200"}
        print(
            f"rush {number + 1}: {dict(statuses)}, median {statistics.median(times):.0f} ms, "
            f"95% {times[int(len(times) * 0.95)]:.0f} ms, last {times[-1]:.0f} ms"
        )
    stop.set()
    for thread in threads:
        thread.join()
    failures = sum((buyer.failures for buyer in buyers), Counter())
    print(f"orders placed meanwhile: {sum(b.placed for b in buyers)}, failed: {dict(failures)}")
    return failed or bool(failures)


def _keep_buying(buyer: Buyer, stop: threading.Event) -> None:
    while not stop.is_set():
        buyer.order()


def _goods(address: str, count: int) -> list[str]:
    """Return the pages of goods that the booth sells, one for each buyer."""
    with urllib.request.urlopen(address + BOOTH, timeout=60) as answer:  # noqa: S310
        page = answer.read().decode()
    found = list(dict.fromkeys(re.findall(r'href="(/vi/products/[^"#]+)"', page)))
    if not found:
        raise SystemExit("the booth shows no goods")
    paths = [path.replace("&amp;", "&") for path in found]
    return [paths[number % len(paths)] for number in range(count)]


def _environ(folder: Path, port: int, database_url: str | None) -> dict[str, str]:
    environ = {
        **os.environ,
        "STOREFRONT_DATA_DIR": str(folder),
        "PORT": str(port),
        "DEMO": "on",
        "RATE_LIMITS": "off",
        "WORKERS": "2",
    }
    return environ | ({"DATABASE_URL": database_url} if database_url else {})


def _wait_until_open(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        with suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
            return
        time.sleep(0.2)
    raise SystemExit("the shop did not open")


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _flask(environ: dict[str, str], *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "flask", "--app", "app", *command],
        cwd=ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return f"exit {done.returncode}: {(done.stdout or done.stderr).strip()}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--visitors", type=int, default=500)
    parser.add_argument("--buyers", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database-url")
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
