"""Telling pictures from everything else, before anything is kept.

Only what a file holds counts, never its name or the type that came with it. What decodes cheaply
is decoded here, while the sender still waits; the rest when it is encoded.
"""

from __future__ import annotations

import hashlib
import os
import re
import struct
import warnings
from dataclasses import dataclass
from typing import IO

from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from storefront.media import refusals
from storefront.media.refusals import PictureRefused
from storefront.media.scans import count_scans

LARGEST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
JPEG = ("JPEG", "MPO")  # phones put several pictures into one file
# Photos reach some 30 decoded bytes for each one sent; flat drawings reach more, but are small.
LARGE_PIXELS = 16_000_000
MOST_BYTES_PER_BYTE = 200
# Each scan of a progressive JPEG passes over all of the picture; cameras write ten or so.
MOST_SCANS = 200
DECODED_AT_ONCE_PIXELS = 12_000_000

CHUNK = 1024 * 1024
HEAD = 4096
# ISO/IEC 23008-12 and what phones write: HEIC pictures, their sequences, and other HEIF.
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
TURNED_SIDEWAYS = {5, 6, 7, 8}
# Long enough not to come up by chance in the megabytes of a photo.
_OTHER_LANGUAGE = re.compile(
    rb"<script[\s>/]|<html[\s>]|<!doctype\s+html|<\?php\s|<iframe[\s>]|<body[\s>]", re.IGNORECASE
)
_LONGEST_WORD = 32
_ZIP_END, _ZIP_END_LENGTH, _ZIP_LONGEST_TAIL = b"PK\x05\x06", 22, 22 + 0xFFFF
_SVG = re.compile(rb"\s*(<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>|\s)*<svg[\s>]", re.I | re.S)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what is known of a picture: its upright size in pixels, and its file's checksum."""

    width: int
    height: int
    sha256: str


def inspect(stream: IO[bytes]) -> Facts:
    """Judge a file and leave the stream at its beginning. Raises PictureRefused."""
    stream.seek(0)
    head = stream.read(HEAD)
    if not head:
        raise PictureRefused(refusals.EMPTY)
    _refuse_other_kinds(head)
    size, digest = _read_through(stream)
    if size > LARGEST_BYTES:
        raise PictureRefused(refusals.TOO_LARGE)
    width, height = _decode_cheaply(stream, size)
    _refuse_two_in_one(stream, head, size)
    stream.seek(0)
    return Facts(width, height, digest)


def open_picture(stream: IO[bytes]) -> ImageFile.ImageFile:
    """Open a picture of a kind that is taken, without decoding it yet. Raises PictureRefused."""
    stream.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(stream, formats=FORMATS)
    except Image.DecompressionBombError as error:
        _refuse_bombs(2 * MOST_PIXELS + 1, stream.seek(0, os.SEEK_END))
        raise PictureRefused(refusals.TOO_MANY_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(refusals.NOT_A_PICTURE) from error
    except Exception as error:
        raise PictureRefused(_reason_of(error)) from error


def decode(picture: ImageFile.ImageFile) -> None:
    """Decode all of an opened picture. Raises PictureRefused."""
    try:
        picture.load()
    except Exception as error:  # decoders raise whatever a crafted file leads them to
        raise PictureRefused(_reason_of(error)) from error


def _reason_of(error: Exception) -> str:
    """Tell text that unpacks without end (ValueError, by Pillow's own limits) from damage."""
    return refusals.BOMB if "too large" in str(error) else refusals.BROKEN


def _refuse_other_kinds(head: bytes) -> None:
    if head[4:8] == b"ftyp":
        length = min(max(int.from_bytes(head[:4]), 16), 256)
        brands = {head[at : at + 4] for at in (8, *range(16, length, 4))}
        if brands & HEIF_BRANDS and head[8:12] not in (b"avif", b"avis"):
            raise PictureRefused(refusals.HEIC)
    if _SVG.match(head.removeprefix(b"\xef\xbb\xbf")):
        raise PictureRefused(refusals.SVG)


def _read_through(stream: IO[bytes]) -> tuple[int, str]:
    """Return a file's size and checksum, having looked at all of it. Raises PictureRefused."""
    digest, size, tail = hashlib.sha256(), 0, b""
    other = False
    stream.seek(0)
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
        seen = tail + chunk
        other = other or _OTHER_LANGUAGE.search(seen) is not None
        tail = seen[-_LONGEST_WORD:]
    if other:
        open_picture(stream)  # what is no picture at all is told so
        raise PictureRefused(refusals.POLYGLOT)
    return size, digest.hexdigest()


def _decode_cheaply(stream: IO[bytes], size: int) -> tuple[int, int]:
    """Return a picture's upright size; decode it where that takes little memory."""
    picture = open_picture(stream)
    width, height = picture.size
    _refuse_bombs(width * height, size)
    if picture.format in JPEG and count_scans(stream, MOST_SCANS) > MOST_SCANS:
        raise PictureRefused(refusals.BOMB)
    few = width * height <= DECODED_AT_ONCE_PIXELS
    if picture.format == "PNG" and not few:
        _verify(picture)
    elif few or not picture.info.get("progressive"):
        picture.draft("RGB", (width // 8, height // 8))
        decode(picture)
    return upright_size(picture, (width, height))


def _verify(picture: ImageFile.ImageFile) -> None:
    try:
        picture.verify()
    except Exception as error:
        raise PictureRefused(_reason_of(error)) from error


def upright_size(picture: Image.Image, size: tuple[int, int]) -> tuple[int, int]:
    """Return a size as it is once the picture is turned upright."""
    try:
        turned = picture.getexif().get(ExifTags.Base.Orientation) in TURNED_SIDEWAYS
    except (ValueError, SyntaxError, struct.error, OSError, KeyError, TypeError):
        turned = False  # broken metadata is no reason to refuse a photo
    return (size[1], size[0]) if turned else size


def _refuse_bombs(pixels: int, size: int) -> None:
    swells = pixels * 3 > size * MOST_BYTES_PER_BYTE
    if swells and pixels > LARGE_PIXELS:
        raise PictureRefused(refusals.BOMB)
    if pixels > MOST_PIXELS:
        raise PictureRefused(refusals.TOO_MANY_PIXELS)


def _refuse_two_in_one(stream: IO[bytes], head: bytes, size: int) -> None:
    """Refuse a picture that other programs would open as a document or an archive.

    Bytes after the end alone are no reason: phones put films and depth maps there. Nothing of
    them is kept.
    """
    if b"%PDF-" in head[:1024] or head.startswith(b"MZ"):
        raise PictureRefused(refusals.POLYGLOT)
    stream.seek(max(0, size - _ZIP_LONGEST_TAIL))
    tail = stream.read()
    at = tail.rfind(_ZIP_END)
    if at >= 0 and len(tail) - at >= _ZIP_END_LENGTH:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + _ZIP_END_LENGTH + comment == len(tail):
            raise PictureRefused(refusals.POLYGLOT)
