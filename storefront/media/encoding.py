"""Turning what was uploaded into what pages show: upright, in sRGB, without metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import IO, NamedTuple

from PIL import Image, ImageCms, ImageOps

from storefront.media.inspection import decode, open_picture
from storefront.media.refusals import BROKEN, PictureRefused
from storefront.media.storage import file_name

WIDTHS = (320, 640, 960, 1280)
TALLEST = 2 * WIDTHS[-1]
# A narrower picture is only worth having where it is clearly smaller than the next.
CLEARLY_WIDER = 1.2
PAPER = (255, 255, 255)


class Kind(NamedTuple):
    """Say how a kind of file is written, named and served."""

    extension: str
    content_type: str
    name: str
    options: dict[str, object]


# In the order in which browsers are offered them. One thread: the shop needs the other core.
KINDS = (
    Kind("avif", "image/avif", "AVIF", {"quality": 55, "speed": 7, "max_threads": 1}),
    Kind("webp", "image/webp", "WEBP", {"quality": 76, "method": 4}),
    Kind("jpg", "image/jpeg", "JPEG", {"quality": 78, "optimize": True, "progressive": True}),
)


class Encoded(NamedTuple):
    """Hold one file to be served."""

    name: str
    body: IO[bytes]


def widths_of(width: int, height: int) -> tuple[int, ...]:
    """Return the widths in which a picture of this upright size is kept, smallest first."""
    widest = max(1, min(width, WIDTHS[-1], width * TALLEST // height))
    return (*(step for step in WIDTHS if step * CLEARLY_WIDER < widest), widest)


def file_names(key: str, width: int, height: int) -> Iterator[str]:
    """Give the keys of all files of a picture of this upright size."""
    for step in widths_of(width, height):
        for kind in KINDS:
            yield file_name(key, step, kind.extension)


def encode(stream: IO[bytes], key: str, size: tuple[int, int]) -> Iterator[Encoded]:
    """Give every file of a picture of this upright size, widest first. Raises PictureRefused."""
    picture = _upright(stream, size)
    width, height = size
    for step in reversed(widths_of(width, height)):
        scaled = (step, max(1, round(height * step / width)))
        picture = picture.resize(scaled, Image.Resampling.LANCZOS, reducing_gap=3.0)
        for kind in KINDS:
            body = io.BytesIO()
            picture.save(body, kind.name, **kind.options)
            body.seek(0)
            yield Encoded(file_name(key, step, kind.extension), body)


def _upright(stream: IO[bytes], size: tuple[int, int]) -> Image.Image:
    """Decode a picture, turn it, and leave behind all that is not its pixels."""
    opened = open_picture(stream)
    # Decoders of JPEG can shrink on the way: most photos never take their full size in memory.
    widest = widths_of(*size)[-1]
    longest = round(max(size) * widest / size[0])
    opened.draft("RGB", (2 * longest, 2 * longest))
    decode(opened)
    try:
        picture = ImageOps.exif_transpose(opened)
    except Exception:  # broken metadata: as it lies
        picture = opened
    if (picture.width < picture.height) != (size[0] < size[1]):
        raise PictureRefused(BROKEN)
    picture = _flat(_in_srgb(picture))
    picture.info.clear()
    return picture


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Return the picture in the colours that all screens know, where it says that it has others."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile that nothing can read
        return picture


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture in RGB, laid on white paper where it lets through."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.has_transparency_data:
        seen = picture.convert("RGBA")
        paper = Image.new("RGB", seen.size, PAPER)
        paper.paste(seen, mask=seen.getchannel("A"))
        return paper
    return picture.convert("RGB")
