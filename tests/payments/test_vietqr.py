"""VietQR text and picture."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from storefront.payments.vietqr import (
    InvalidVietQR,
    VietQR,
    parse_vietqr,
    qr_png,
    qr_svg,
    vietqr_payload,
)

# Printed in NAPAS' own specification.
PUBLISHED_REUSABLE = (
    "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
)
PUBLISHED_ONE_PAYMENT = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802"
    "VN62340107NPS68690819thanh toan don hang63042E2E"
)
PAYLOAD = vietqr_payload("970436", "0011001234567", 150_000, "CP7K3M9Q4")


def test_the_published_reusable_code_is_written_to_the_letter() -> None:
    assert vietqr_payload("970403", "0011012345678") == PUBLISHED_REUSABLE


def test_the_published_codes_are_read() -> None:
    assert parse_vietqr(PUBLISHED_REUSABLE) == VietQR(
        "970403", "0011012345678", None, "", reusable=True
    )
    assert parse_vietqr(PUBLISHED_ONE_PAYMENT) == VietQR(
        "970403", "0011012345678", 180_000, "thanh toan don hang", reusable=False
    )


@pytest.mark.parametrize("account", ["1", "0011001234567", "MAU0001", "aB3" * 6 + "x"])
@pytest.mark.parametrize("amount", [None, 1, 150_000, 9_999_999_999_999])
@pytest.mark.parametrize("memo", ["", "CP7K3M9Q4", "CP7K3M9Q4 CHO PHIEN"])
def test_what_is_written_is_read_back(account: str, amount: int | None, memo: str) -> None:
    read = parse_vietqr(vietqr_payload("970436", account, amount, memo))
    assert read == VietQR("970436", account, amount, memo, reusable=amount is None)


@pytest.mark.parametrize(
    "write",
    [
        lambda: vietqr_payload("97043", "1", 1, "A"),
        lambda: vietqr_payload("97043６", "1", 1, "A"),
        lambda: vietqr_payload("970436", "", 1, "A"),
        lambda: vietqr_payload("970436", "1" * 20, 1, "A"),
        lambda: vietqr_payload("970436", "12 34", 1, "A"),
        lambda: vietqr_payload("970436", "1", 0, "A"),
        lambda: vietqr_payload("970436", "1", -1, "A"),
        lambda: vietqr_payload("970436", "1", 10_000_000_000_000, "A"),
        lambda: vietqr_payload("970436", "1", 1, "A" * 20),
        lambda: vietqr_payload("970436", "1", 1, "cp7"),
        lambda: vietqr_payload("970436", "1", 1, "MUA HÀNG"),
        lambda: vietqr_payload("970436", "1", 1, "A\n"),
        lambda: vietqr_payload("970436", "1", 1, " "),
    ],
)
def test_what_a_bank_would_not_take_is_never_written(write: Callable[[], str]) -> None:
    with pytest.raises(InvalidVietQR):
        write()


def test_every_changed_character_is_noticed() -> None:
    for at, character in enumerate(PAYLOAD):
        other = "1" if character != "1" else "2"
        with pytest.raises(InvalidVietQR):
            parse_vietqr(PAYLOAD[:at] + other + PAYLOAD[at + 1 :])


@pytest.mark.parametrize(
    "text",
    ["", "6304", "hello", PAYLOAD[:-1], PAYLOAD + " ", PAYLOAD.lower(), "https://example.org/",
     "Mã" + PAYLOAD, "0" * 5000],
)  # fmt: skip
def test_other_texts_are_no_vietqr(text: str) -> None:
    with pytest.raises(InvalidVietQR):
        parse_vietqr(text)


@pytest.mark.parametrize("scale", [2, 8])
def test_the_picture_is_read_by_a_scanner(scale: int) -> None:
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr_png(PAYLOAD, scale))))
    assert [(code.text, code.ec_level) for code in read] == [(PAYLOAD, "M")]


def test_the_drawing_shows_the_same_modules_as_the_picture() -> None:
    drawn = ElementTree.fromstring(qr_svg(PAYLOAD, "VietQR"))  # noqa: S314 - our own text
    size = int(drawn.attrib["viewBox"].split()[2])
    image = Image.new("L", (size, size), 255)
    path = drawn.findall("path")[1].attrib["d"]
    x, y = 0.0, 0.0
    for step in path.replace("h", " h").replace("m", " m").split(" "):
        if step.startswith("h"):
            for dx in range(int(step[1:])):
                image.putpixel((int(x) + dx, int(y)), 0)
            x += int(step[1:])
        elif step.startswith(("M", "m")):
            x += float(step[1:])
        else:
            y += float(step)
    read = zxingcpp.read_barcodes(image.resize((size * 6, size * 6), Image.Resampling.NEAREST))
    assert [code.text for code in read] == [PAYLOAD]


def test_the_drawing_stands_in_a_page_under_a_strict_policy() -> None:
    svg = qr_svg(PAYLOAD, 'Chuyển khoản <cho> "HTX" & bạn')
    assert svg.startswith('<svg role="img" ')
    assert "<?xml" not in svg
    assert "style" not in svg
    assert "<title>Chuyển khoản &lt;cho&gt;" in svg
    ElementTree.fromstring(svg)  # noqa: S314 - our own text


def test_a_phone_screen_gives_every_module_five_pixels() -> None:
    longest = vietqr_payload("970436", "A" * 19, 9_999_999_999_999, "CP7K3M9Q4 CHO PHIEN")
    drawn = ElementTree.fromstring(qr_svg(longest, "VietQR"))  # noqa: S314 - our own text
    assert int(drawn.attrib["viewBox"].split()[2]) * 5 <= 300
