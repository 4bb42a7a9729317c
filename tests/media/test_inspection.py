"""What is a picture, judged by what is in the file."""

from __future__ import annotations

import hashlib
import io
import resource

import pytest

from storefront.media import refusals
from storefront.media.inspection import LARGEST_BYTES, inspect
from storefront.media.refusals import PictureRefused
from tests.media import files


def reason_for(data: bytes) -> str:
    try:
        inspect(io.BytesIO(data))
    except PictureRefused as refusal:
        return refusal.reason
    return ""


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (files.photo(800, 600), (800, 600)),
        (files.png(60, 40), (60, 40)),
        (files.png(60, 40, "RGBA", (0, 0, 0, 0)), (60, 40)),
        (files.webp(), (400, 300)),
        (files.two_in_one_file(), (800, 600)),
        (files.turned_photo(6), (600, 900)),
        (files.turned_photo(3), (900, 600)),
    ],
    ids=["JPEG", "PNG", "see-through", "WebP", "two frames", "on its side", "upside down"],
)
def test_pictures_are_taken_and_their_upright_size_is_known(
    data: bytes, size: tuple[int, int]
) -> None:
    facts = inspect(io.BytesIO(data))
    assert (facts.width, facts.height) == size
    assert facts.sha256 == hashlib.sha256(data).hexdigest()


def test_films_and_depth_maps_behind_a_photo_are_no_reason_to_refuse_it() -> None:
    film = b"MotionPhoto_Data" + b"\xff\xda\0\x08 and so on" * 1_000
    assert reason_for(files.photo() + film) == ""
    assert reason_for(files.photo(progressive=True) + film) == ""


def test_broken_metadata_is_no_reason_to_refuse_a_photo() -> None:
    data = files.turned_photo()
    at = data.index(b"Exif\0\0") + 6
    assert reason_for(data[:at] + b"\xff" * 40 + data[at + 40 :]) == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", refusals.EMPTY),
        (b"Dear Sir or Madam", refusals.NOT_A_PICTURE),
        (b"GIF89a" + b"\0" * 100, refusals.NOT_A_PICTURE),
        (b"BM" + b"\0" * 100, refusals.NOT_A_PICTURE),
        (b"<html><script>alert(1)</script></html>", refusals.NOT_A_PICTURE),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", refusals.NOT_A_PICTURE),
        (files.SVG, refusals.SVG),
        (b"\xef\xbb\xbf<!-- x --><svg>", refusals.SVG),
        (files.HEIC, refusals.HEIC),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1hevc", refusals.HEIC),
        (files.photo()[:2000], refusals.BROKEN),
        (files.photo()[:300], refusals.BROKEN),
        (files.png()[:50], refusals.BROKEN),
        (files.webp()[:200], refusals.BROKEN),
        (files.html_photo(), refusals.POLYGLOT),
        (files.zip_photo(), refusals.POLYGLOT),
        (files.pdf_photo(), refusals.POLYGLOT),
        (files.photo() + b"<?php system($_GET['c']);", refusals.POLYGLOT),
        (files.photo() + b"\0" * LARGEST_BYTES, refusals.TOO_LARGE),
        (files.png_with_endless_text(), refusals.BOMB),
        (files.photo_of_many_scans(), refusals.BOMB),
    ],
)
def test_everything_else_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert reason_for(data) == reason


def test_a_bomb_is_known_by_its_size_without_being_unpacked() -> None:
    bombs = [files.flat_png(20_000, 20_000), files.flat_png(6_000, 6_000)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert [reason_for(bomb) for bomb in bombs] == [refusals.BOMB] * 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert max(map(len, bombs)) < 60_000


def test_a_flat_drawing_is_no_bomb() -> None:
    assert reason_for(files.flat_png(2_000, 2_000)) == ""


def test_a_photo_of_more_than_fifty_megapixels_is_refused_as_such() -> None:
    grown = bytearray(files.photo(2_000, 1_500, quality=97))
    at = grown.index(b"\xff\xc0") + 5
    for size in ((7_200, 7_200), (12_000, 9_000)):
        grown[at : at + 4] = size[1].to_bytes(2) + size[0].to_bytes(2)
        data = bytes(grown) + bytes(range(256)) * 8_000
        assert reason_for(data) == refusals.TOO_MANY_PIXELS
