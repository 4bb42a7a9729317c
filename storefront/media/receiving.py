"""Receiving photos over a slow line: onto disk as they come, only a few at a time."""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from flask import current_app, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.formparser import FormDataParser

from storefront.config import Settings
from storefront.media.inspection import LARGEST_BYTES

FIELD = "photos"
LONGEST_FORM = 10 * LARGEST_BYTES + 256 * 1024
# A photo on a slow line keeps one of the server's four threads busy for minutes; buyers need some.
MOST_RECEIVERS = 2
RETRY_SECONDS = 10

_turns = threading.BoundedSemaphore(MOST_RECEIVERS)


class _CappedFile(io.BufferedRandom):
    """Hold a file of no more than a byte beyond what is taken: enough to know it is too large."""

    def write(self, data: Any, /) -> int:
        """Keep what there is room for, and let the rest pass."""
        room = LARGEST_BYTES + 1 - self.tell()
        if room > 0:
            super().write(data[:room])
        return len(data)


class _OntoDisk(FormDataParser):
    """Parse a form and write its files onto the disk that pictures are kept on.

    A temporary folder may lie in memory.
    """

    def __init__(self, **options: Any) -> None:
        """Take the request's own limits, but not its way to hold files."""
        super().__init__(**{**options, "stream_factory": _file_on_disk})


def received_files() -> list[FileStorage]:
    """Read the request's form; return the files in it that somebody chose.

    Raises RequestEntityTooLarge for more than a form may hold, ServiceUnavailable while others
    are sending. Call it when no transaction is open: it takes as long as the sender's line.
    """
    request.max_content_length = LONGEST_FORM
    request.form_data_parser_class = _OntoDisk
    with _turn():
        return [file for file in request.files.getlist(FIELD) if file.filename]


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(blocking=False):
        raise ServiceUnavailable(retry_after=RETRY_SECONDS)
    try:
        yield
    finally:
        _turns.release()


def _file_on_disk(*_told_by_sender: object, **_more: object) -> IO[bytes]:
    settings: Settings = current_app.extensions["settings"]
    folder = settings.data_dir / "uploads"
    folder.mkdir(exist_ok=True)
    # Without a name it is gone with whoever writes it, however that ends.
    return _CappedFile(tempfile.TemporaryFile(dir=folder, buffering=0))
