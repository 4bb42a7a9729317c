"""Posters as PNG, small enough for a slow line."""

from __future__ import annotations

import io
from functools import lru_cache
from threading import Lock

import resvg_py
from PIL import Image

from storefront.sharing.posters import Poster
from storefront.sharing.typesetting import FONT_FILES

KEPT_PICTURES = 64
COLOURS = 128
PATIENCE_SECONDS = 3

_one_at_a_time = Lock()


class TooBusy(Exception):
    """Say that other pictures are being drawn, and that this one must be asked for again."""


def poster_png(poster: Poster) -> bytes:
    """Return a poster as a PNG of 1200 by 630, drawn once and kept for a while.

    Drawing takes a tenth of a second and more of a processor: one is drawn at a time, whoever
    asks. Raises TooBusy when the turn does not come soon.
    """
    if not _one_at_a_time.acquire(timeout=PATIENCE_SECONDS):
        raise TooBusy
    try:
        return _drawn(poster)
    finally:
        _one_at_a_time.release()


@lru_cache(KEPT_PICTURES)
def _drawn(poster: Poster) -> bytes:
    whole = resvg_py.svg_to_bytes(poster.svg(), font_files=FONT_FILES, skip_system_fonts=True)
    file = io.BytesIO()
    with Image.open(io.BytesIO(whole)) as picture:
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(file, "PNG", compress_level=9)
    return file.getvalue()
