"""Files as phones, and people with other ideas, send them."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib

from PIL import ExifTags, Image

GPS = "Cao Phong, 20.6968"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200
SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
RED, BLUE = (200, 30, 30), (30, 30, 200)


def photo(
    width: int = 320, height: int = 240, *, seed: int = 1, quality: int = 85, **options: object
) -> bytes:
    """Return a JPEG of noise, soft enough to be compressed as a photo is."""
    return _saved(noise(width, height, seed), "JPEG", quality=quality, **options)


def photo_of_many_scans() -> bytes:
    """Return a progressive JPEG that says its last scan three hundred times."""
    whole = photo(progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * 300 + whole[-2:]


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    """Return a picture unlike that of any other seed."""
    few = max(2, width // 8), max(2, height // 8)
    pixels = random.Random(seed).randbytes(few[0] * few[1] * 3)  # noqa: S311
    return Image.frombytes("RGB", few, pixels).resize((width, height), Image.Resampling.BICUBIC)


def two_halves(width: int, height: int) -> Image.Image:
    """Return a picture that is red on its left and blue on its right."""
    picture = Image.new("RGB", (width, height), BLUE)
    picture.paste(RED, (0, 0, width // 2, height))
    return picture


def turned_photo(orientation: int = 6) -> bytes:
    """Return a JPEG that lies on its side, with the place where it was taken."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "Vsmart"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (20.0, 41.0, 48.5), 27: GPS})
    return _saved(two_halves(900, 600), "JPEG", exif=exif, comment=GPS.encode())


def png(width: int = 60, height: int = 40, mode: str = "RGB", colour: object = RED) -> bytes:
    """Return a PNG of one colour."""
    return _saved(Image.new(mode, (width, height), colour), "PNG")  # type: ignore[arg-type]


def webp() -> bytes:
    """Return a WebP."""
    return _saved(noise(400, 300), "WEBP")


def two_in_one_file() -> bytes:
    """Return a JPEG with a second one behind it, as phones that measure depth write."""
    first, second = noise(800, 600, 1), noise(400, 300, 2)
    return _saved(first, "MPO", save_all=True, append_images=[second])


def flat_png(width: int, height: int) -> bytes:
    """Return a PNG of zeros in few bytes, written without ever holding its pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    squeeze = zlib.compressobj(9)
    line = b"\0" * (width // 8 + 1)
    body = b"".join(squeeze.compress(line) for _ in range(height)) + squeeze.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def png_with_endless_text() -> bytes:
    """Return a small PNG whose comment unpacks to a hundred megabytes."""
    text = b"Comment\0\0" + zlib.compress(b"x" * 100_000_000, 9)
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text
    chunk += struct.pack(">I", zlib.crc32(b"zTXt" + text))
    whole = png()
    return whole[:33] + chunk + whole[33:]


def html_photo() -> bytes:
    """Return a JPEG that a browser could take for a page."""
    return photo() + b"<html><script>alert(document.cookie)</script></html>"


def zip_photo() -> bytes:
    """Return a JPEG that is an archive as well."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("evil.class", b"\xca\xfe\xba\xbe")
    return photo() + archive.getvalue()


def pdf_photo() -> bytes:
    """Return a JPEG whose comment begins a PDF."""
    return _saved(noise(200, 200), "JPEG", comment=b"%PDF-1.7 1 0 obj")


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()
