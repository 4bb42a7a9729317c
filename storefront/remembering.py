"""Finished pages of those who bring no session, remembered for a second in each process.

When a market opens, hundreds look at the same page at the same moment. Lists may be a second old
(the policy says so to every cache on the way): then the shop itself may answer from memory too.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from flask import Response, current_app, request

SECONDS = 1.0
MOST_PAGES = 200
LARGEST_BYTES = 256 * 1024
# A part of a page is another answer at the same address.
PARTIAL = ("HX-Request", "HX-Request-Type", "HX-History-Restore-Request")

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """Hold an answer as the view gave it, before anything was added for one visitor."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    until: float


class PageMemory:
    """Keep the pages of one process."""

    def __init__(self) -> None:
        """Begin with none."""
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()

    def recall(self) -> Response | None:
        """Return the page that is asked for, if it was made within the last second."""
        key = _key()
        with self._lock:
            page = self._pages.get(key) if key else None
        if page is None or page.until < time.monotonic():
            return None
        return Response(page.body, headers=page.headers)

    def keep(self, answer: Response) -> None:
        """Remember a page that anybody may be shown."""
        key = _key()
        if key is None or not _may_be_kept(answer):
            return
        page = Page(answer.get_data(), tuple(answer.headers), time.monotonic() + SECONDS)
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


def memory_of_pages() -> PageMemory | None:
    """Return this app's memory; tests look at what has just changed, so they have none."""
    if current_app.testing:
        return None
    memory: PageMemory = current_app.extensions.setdefault("pages", PageMemory())
    return memory


def _key() -> Key | None:
    """Return what a page depends on beside the shop itself, None where it is somebody's own."""
    if request.method not in ("GET", "HEAD") or request.cookies:
        return None
    if any(header in request.headers for header in PARTIAL):
        return None
    return request.scheme, request.host, request.full_path


def _may_be_kept(answer: Response) -> bool:
    return (
        answer.status_code == 200
        and not answer.is_streamed
        and "Set-Cookie" not in answer.headers
        and "Cache-Control" not in answer.headers
        and len(answer.get_data()) <= LARGEST_BYTES
    )
