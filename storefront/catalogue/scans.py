"""What may be a certificate's scan: a PDF, a JPEG or a PNG, by what is in the file."""

from __future__ import annotations

import os
import warnings
from typing import IO

from PIL import Image, UnidentifiedImageError

LARGEST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
TYPES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
_END_OF_PDF = 2_048


class RefusedScan(ValueError):
    """Say why a file is no scan: `reason` is "empty", "large", "kind" or "broken"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def scan_type(stream: IO[bytes]) -> str:
    """Return the type of a file by looking into it; it stands at its beginning again.

    The upload's own name and type count for nothing. Raises RefusedScan.
    """
    size = stream.seek(0, os.SEEK_END)
    stream.seek(0)
    if size == 0:
        raise RefusedScan("empty")
    if size > LARGEST_BYTES:
        raise RefusedScan("large")
    is_pdf = stream.read(5) == b"%PDF-"
    stream.seek(0)
    content_type = _pdf(stream, size) if is_pdf else _picture(stream)
    stream.seek(0)
    return content_type


def _pdf(stream: IO[bytes], size: int) -> str:
    """Accept a PDF that has its end: one cut off on the way has none."""
    stream.seek(max(0, size - _END_OF_PDF))
    if b"%%EOF" not in stream.read():
        raise RefusedScan("broken")
    return "application/pdf"


def _picture(stream: IO[bytes]) -> str:
    """Accept a picture that can be decoded to its end."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(stream, formats=("JPEG", "PNG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise RefusedScan("large")
                picture.load()
                return "image/png" if picture.format == "PNG" else "image/jpeg"
        except UnidentifiedImageError as error:
            raise RefusedScan("kind") from error
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise RefusedScan("large") from error
        except (OSError, SyntaxError, ValueError) as error:
            if isinstance(error, RefusedScan):
                raise
            raise RefusedScan("broken") from error
