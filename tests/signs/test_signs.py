"""Signs are printed for all booths at once, read from afar, and lead where they say."""

from __future__ import annotations

import io
import math
import re

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from PIL import Image, ImageFilter

from storefront.database import db
from storefront.showcase.models import SignCode
from storefront.signs.canvas import module_mm
from storefront.signs.forms import PRINTS
from storefront.signs.layouts import QR_OF_SIGN
from storefront.signs.saying import Code
from tests.client import ShopClient
from tests.factories import make_certificate, make_cooperative, make_product
from tests.factories.showcases import make_booth, make_organiser, make_showcase
from tests.manage.desk import HOST, PASSWORD, signed_in
from tests.shops import everything

PIXELS_PER_MM = 4
TWO_METRES_MM = 2_000
# The picture that a cheap phone searches for codes: 1,920 pixels across some 65 degrees.
PREVIEW_PIXELS, VIEW_DEGREES = 1_920, 65


@pytest.fixture
def showcase_id(app: Flask) -> int:
    """Set a showcase up with two booths that were accepted and one that was not."""
    with app.app_context():
        showcase = make_showcase(make_organiser(identifier=HOST), title_vi="Hương vị xứ Mường")
        for name in ("HTX Cam Đường Cánh", "HTX sản xuất, chế biến và tiêu thụ bưởi đỏ Tân Lạc"):
            shop = make_cooperative(name_vi=name)
            starred = make_product(cooperative=shop, name_vi="Cam sành ướp lạnh", name_en="Orange")
            make_certificate(starred, stars=4)
            make_booth(showcase, shop, starred, make_product(cooperative=shop))
        make_booth(showcase, free=True)
        db.session.commit()
        return showcase.id


@pytest.fixture
def organiser(app: Flask, showcase_id: int) -> ShopClient:
    assert PASSWORD  # of everybody in these tests
    return signed_in(app, HOST)


def printed(client: ShopClient, showcase_id: int, prints: str, booth: str = "all") -> bytes:
    address = f"/vi/organise/{showcase_id}/signs"
    data = {"prints": prints, "booth": booth, "csrf_token": client.token_from(address)}
    answer = client.post(address, data=data)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.content_type == "application/pdf"
    return bytes(answer.data)


def pages(pdf: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    scale = PIXELS_PER_MM * 25.4 / 72
    pictures = [page.render(scale=scale).to_pil() for page in document]
    document.close()
    return pictures


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def codes(pictures: list[Image.Image]) -> list[str]:
    return [found.text for page in pictures for found in zxingcpp.read_barcodes(page)]


def from_afar(page: Image.Image, distance_mm: float = TWO_METRES_MM) -> Image.Image:
    """Return what a phone sees of a sign from a distance: few pixels, not quite sharp."""
    seen_mm = 2 * distance_mm * math.tan(math.radians(VIEW_DEGREES / 2))
    scale = PREVIEW_PIXELS / seen_mm / PIXELS_PER_MM
    small = page.resize(
        (round(page.width * scale), round(page.height * scale)), Image.Resampling.BOX
    )
    return small.filter(ImageFilter.GaussianBlur(0.6))


@pytest.mark.parametrize(("prints", "sheets", "size"), [
    ("sign-a3", 3, (297, 420)),
    ("sign-a4", 3, (210, 297)),
    ("sign-a5", 3, (148, 210)),
    ("card-a5", 2, (148, 210)),
    ("card-a6", 2, (105, 148)),
    ("tent-a4", 2, (210, 297)),
    ("tag-a4", 1, (210, 297)),
])  # fmt: skip
def test_every_kind_is_printed_for_all_booths_at_once(
    app: Flask, organiser: ShopClient, showcase_id: int, prints: str, sheets: int,
    size: tuple[int, int],
) -> None:  # fmt: skip
    assert prints in PRINTS
    pictures = pages(printed(organiser, showcase_id, prints))
    assert len(pictures) == sheets
    assert all(abs(page.width / PIXELS_PER_MM - size[0]) < 1 for page in pictures)
    read = codes(pictures)
    with app.app_context():
        known = {code.code for code in db.session.scalars(db.select(SignCode))}
    assert {address.rpartition("/")[2] for address in read} <= known
    assert len(read) == {"tent-a4": 4, "tag-a4": 4}.get(prints, sheets)


def test_words_can_be_selected_with_all_their_marks(
    organiser: ShopClient, showcase_id: int
) -> None:
    text = words(printed(organiser, showcase_id, "card-a5"))
    for said in ("HTX Cam Đường Cánh", "Cam sành ướp lạnh", "Orange", "Gian A1", "₫"):
        assert said in text
    signs = words(printed(organiser, showcase_id, "sign-a4"))
    assert "Hương vị xứ Mường" in " ".join(signs.split())


def test_a_scanned_sign_opens_its_booth_and_is_known_again(
    organiser: ShopClient, showcase_id: int
) -> None:
    first, again = (codes(pages(printed(organiser, showcase_id, "sign-a5"))) for _try in (1, 2))
    assert first == again, "printed again the codes stay the same"
    assert first[0].startswith("HTTP://LOCALHOST/Q/")
    answer = organiser.get(first[1].removeprefix("HTTP://LOCALHOST"), follow_redirects=True)
    assert answer.request.path.endswith("/booths/a1")


def test_a_tag_opens_its_goods(organiser: ShopClient, showcase_id: int) -> None:
    read = codes(pages(printed(organiser, showcase_id, "tag-a4")))
    answer = organiser.get(read[0].removeprefix("HTTP://LOCALHOST"), follow_redirects=True)
    assert "/products/" in answer.request.path


def test_an_a5_sign_is_read_from_two_metres(organiser: ShopClient, showcase_id: int) -> None:
    pictures = pages(printed(organiser, showcase_id, "sign-a5"))
    near = [codes([page]) for page in pictures]
    assert [codes([from_afar(page)]) for page in pictures] == near
    longest = Code("HTTPS://CHOPHIEN.HOABINH.EXAMPLE.VN/Q/ABC234", "ABC234")
    assert module_mm(longest, QR_OF_SIGN) >= 2.8


def test_one_booth_alone(organiser: ShopClient, showcase_id: int, app: Flask) -> None:
    with app.app_context():
        booth = db.session.scalars(
            db.select(SignCode.booth_id).where(SignCode.booth_id.is_not(None))
        ).first()
    assert booth is None, "nothing is made before it is printed"
    address = f"/vi/organise/{showcase_id}/signs"
    choices = organiser.get(address).get_data(as_text=True)
    (value,) = re.findall(r'<option value="([0-9]+)">[^<]* A2</option>', choices)
    assert len(pages(printed(organiser, showcase_id, "sign-a5", value))) == 1


def test_without_booths_nothing_is_printed_and_nothing_changes(app: Flask) -> None:
    with app.app_context():
        showcase = make_showcase(make_organiser(identifier=HOST))
        db.session.commit()
        showcase_id = showcase.id
    client = signed_in(app, HOST)
    address = f"/vi/organise/{showcase_id}/signs"
    token = client.token_from(address)
    before = everything(app)
    answer = client.post(address, data={"prints": "card-a5", "booth": "all", "csrf_token": token})
    assert answer.status_code == 409
    assert client.post(address, data={"prints": "card-a5"}).status_code == 400
    assert everything(app) == before


def test_a_made_up_choice_prints_the_usual(organiser: ShopClient, showcase_id: int) -> None:
    assert len(pages(printed(organiser, showcase_id, "sign-a9", "999999"))) == 3


def test_a_cooperative_prints_its_own_booth(app: Flask) -> None:
    from tests.manage.desk import MANAGER, make_two_shops  # noqa: PLC0415

    booth = make_two_shops(app).values["booth_id"]
    client = signed_in(app, MANAGER)
    address = f"/vi/manage/booths/{booth}/signs"
    answer = client.post(
        address, data={"prints": "tent-a4", "csrf_token": client.token_from(address)}
    )
    assert answer.status_code == 200
    assert len(codes([Image.open(io.BytesIO(_png(answer.data)))])) == 2


def _png(pdf: bytes) -> bytes:
    file = io.BytesIO()
    pages(pdf)[0].save(file, "PNG")
    return file.getvalue()
