"""Why a file is not taken as a picture."""

from __future__ import annotations

from typing import Final

EMPTY: Final = "empty"
NOT_A_PICTURE: Final = "not_a_picture"
SVG: Final = "svg"
HEIC: Final = "heic"
TOO_LARGE: Final = "too_large"
TOO_MANY_PIXELS: Final = "too_many_pixels"
BOMB: Final = "bomb"
POLYGLOT: Final = "polyglot"
BROKEN: Final = "broken"
TOO_MANY: Final = "too_many"


class PictureRefused(Exception):
    """Say why a file is not taken; nothing of it is kept."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
