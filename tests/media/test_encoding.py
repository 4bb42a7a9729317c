"""What pages show of a picture: upright, in every kind and width, and nothing but its pixels."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from storefront.media import refusals
from storefront.media.encoding import encode, file_names, widths_of
from storefront.media.inspection import inspect
from storefront.media.refusals import PictureRefused
from tests.media import files

FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


def encoded(data: bytes) -> dict[str, bytes]:
    """Return the files of a picture by "width.extension"."""
    facts = inspect(io.BytesIO(data))
    made = encode(io.BytesIO(data), "key", (facts.width, facts.height))
    return {each.name.partition("-")[2]: each.body.read() for each in made}


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((4000, 3000), (320, 640, 960, 1280)),
        ((1280, 720), (320, 640, 960, 1280)),
        ((1000, 1000), (320, 640, 1000)),
        ((700, 900), (320, 700)),
        ((300, 300), (300,)),
        ((500, 50_000), (25,)),
        ((1, 1), (1,)),
    ],
)
def test_widths_never_exceed_the_original(size: tuple[int, int], widths: tuple[int, ...]) -> None:
    assert widths_of(*size) == widths


def test_every_width_is_there_in_every_kind() -> None:
    made = encoded(files.photo(1000, 750))
    assert sorted(made) == sorted(name.partition("-")[2] for name in file_names("key", 1000, 750))
    for name, data in made.items():
        width, _dot, extension = name.partition(".")
        picture = opened(data)
        assert picture.format == FORMATS[extension]
        assert picture.size == (int(width), round(int(width) * 3 / 4))


@pytest.mark.parametrize(
    ("orientation", "size", "top"),
    [(6, (600, 900), files.RED), (8, (600, 900), files.BLUE)],
)
def test_a_photo_on_its_side_is_turned_upright(
    orientation: int, size: tuple[int, int], top: tuple[int, int, int]
) -> None:
    for name, data in encoded(files.turned_photo(orientation)).items():
        picture = opened(data).convert("RGB")
        if name.startswith("600"):
            assert picture.size == size
        above = picture.getpixel((picture.width // 2, picture.height // 8))
        assert isinstance(above, tuple)
        assert all(abs(one - other) < 30 for one, other in zip(above, top, strict=True))


def test_place_camera_and_comments_are_gone() -> None:
    source = files.turned_photo()
    assert files.GPS.encode() in source
    for data in encoded(source).values():
        picture = opened(data)
        assert not picture.getexif()
        assert not {"exif", "xmp", "comment", "icc_profile"} & set(picture.info)
        for word in (files.GPS.encode(), b"Vsmart", b"Exif", b"GPS"):
            assert word not in data


def test_bytes_behind_a_picture_and_other_frames_are_gone() -> None:
    hidden = b"MotionPhoto_Data" * 10
    for source in (files.photo() + hidden, files.two_in_one_file() + hidden):
        for data in encoded(source).values():
            assert b"MotionPhoto" not in data
            assert b"MPF" not in data


def test_what_lets_through_lies_on_white_paper() -> None:
    for data in encoded(files.png(400, 300, "RGBA", (0, 0, 0, 0))).values():
        corner = opened(data).convert("RGB").getpixel((5, 5))
        assert isinstance(corner, tuple)
        assert min(corner) > 245


@pytest.mark.parametrize("mode", ["L", "P", "LA", "1", "I;16"])
def test_other_modes_are_shown_too(mode: str) -> None:
    colour = {"LA": (128, 255), "I;16": 32_768, "1": 1}.get(mode, 128)
    for data in encoded(files.png(300, 225, mode, colour)).values():
        assert opened(data).convert("RGB").size == (300, 225)


def test_a_colour_profile_sound_or_broken_is_left_behind() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = io.BytesIO()
    files.two_halves(400, 300).save(out, "JPEG", icc_profile=profile)
    broken = io.BytesIO()
    files.two_halves(400, 300).save(broken, "JPEG", icc_profile=b"no profile at all")
    for source in (out, broken):
        for data in encoded(source.getvalue()).values():
            assert "icc_profile" not in opened(data).info


def test_what_breaks_only_when_decoded_in_full_is_refused() -> None:
    whole = files.photo(900, 600)
    with pytest.raises(PictureRefused) as refused:
        list(encode(io.BytesIO(whole[: len(whole) // 2]), "key", (900, 600)))
    assert refused.value.reason == refusals.BROKEN
    with pytest.raises(PictureRefused):
        list(encode(io.BytesIO(whole), "key", (600, 900)))
