"""How many times a decoder has to pass over a JPEG."""

from __future__ import annotations

import io
import mmap
from typing import IO

MARKER, END, SCAN = 0xFF, 0xD9, 0xDA
# Within a scan: a byte 0xFF as it is, restarts, and fill bytes.
NO_SEGMENT = {0x00, 0x01, MARKER, *range(0xD0, 0xD9)}


def count_scans(stream: IO[bytes], most: int) -> int:
    """Count the scans of a JPEG up to its end (ITU-T T.81, B.1.1); stop beyond `most`.

    What lies behind the end may hold anything, such as a film.
    """
    try:
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            return _count(mapped, most)
    except io.UnsupportedOperation:  # it lies in memory already
        stream.seek(0)
        return _count(stream.read(), most)


def _count(data: bytes | mmap.mmap, most: int) -> int:
    at, scans = 2, 0
    while scans <= most:
        at = data.find(b"\xff", at)
        if at < 0 or at + 4 > len(data) or data[at + 1] == END:
            break
        kind = data[at + 1]
        if kind in NO_SEGMENT:
            at += 1 if kind == MARKER else 2
            continue
        scans += kind == SCAN
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    return scans
