"""Words fit their room, in letters that the vendored type has."""

from __future__ import annotations

import csv
from itertools import pairwise

import pytest
from PIL import Image, ImageDraw, ImageFont

from storefront.setup import DEMO_MARKET
from storefront.sharing.typesetting import HEAVY, MEDIUM, Face, Room, fitted

SIZES = range(92, 30, -2)
FACES = (MEDIUM, HEAVY)
LONG = "Hợp tác xã Nông nghiệp, dịch vụ tổng hợp và du lịch cộng đồng xóm Ké xã Hiền Lương"


def test_a_short_name_is_set_as_large_as_can_be() -> None:
    setting = fitted("Ổi", HEAVY, Room(500, 300), SIZES, 1.16)
    assert (setting.lines, setting.size) == (("Ổi",), 92)


@pytest.mark.parametrize("face", FACES, ids=["medium", "heavy"])
@pytest.mark.parametrize("text", [LONG, "Rượu", LONG * 4, "Khôngcókhoảngtrắng" * 6])
@pytest.mark.parametrize("room", [Room(500, 200), Room(1072, 150), Room(300, 60)])
def test_no_text_leaves_its_room(face: Face, text: str, room: Room) -> None:
    setting = fitted(text, face, room, SIZES, 1.16)
    assert setting.lines
    assert setting.height <= room.height
    assert all(face.width(line, setting.size) <= room.width for line in setting.lines)


def test_nothing_is_left_out_while_a_smaller_size_holds_it() -> None:
    setting = fitted(LONG, HEAVY, Room(500, 240), SIZES, 1.16)
    assert " ".join(setting.lines) == LONG
    cut = fitted(LONG * 4, HEAVY, Room(500, 240), SIZES, 1.16)
    assert cut.lines[-1].endswith("…")


def test_lines_are_equal_enough_to_leave_no_word_alone() -> None:
    setting = fitted("Quà lưu niệm thổ cẩm Hoa Ban", HEAVY, Room(500, 230), SIZES, 1.16)
    assert len(setting.lines[-1].split()) > 1


def test_amounts_are_never_broken() -> None:
    setting = fitted("1.105.000\u00a0₫", HEAVY, Room(120, 300), (60, 40), 1.1)
    assert len(setting.lines) == 1


@pytest.mark.parametrize("face", FACES, ids=["medium", "heavy"])
def test_figures_have_one_width(face: Face) -> None:
    widths = {face.width(figure, 100) for figure in "0123456789"}
    assert len(widths) == 1


@pytest.mark.parametrize("face", FACES, ids=["medium", "heavy"])
def test_the_type_draws_every_letter_of_the_market(face: Face) -> None:
    letters = set("★₫·–…ẤẦẨẪẬẮẰẲẴẶẾỀỂỄỆỐỒỔỖỘỚỜỞỠỢỨỪỬỮỰỲỴỶỸĐ")
    for name in ("products", "cooperatives", "districts", "market", "categories"):
        with (DEMO_MARKET / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                letters |= {letter for cell in row.values() for letter in cell or ""}
    missing = _drawn(face, "漢")
    drawn = {letter: _drawn(face, letter) for letter in letters if letter.strip()}
    assert {letter for letter, picture in drawn.items() if picture == missing} == set()
    marked = sorted(letter for letter in letters if letter in "ẤẦẨẪẬ")
    assert all(drawn[one] != drawn[other] for one, other in pairwise(marked))


def _drawn(face: Face, letter: str) -> bytes:
    font = ImageFont.truetype(str(face.file), 40)
    picture = Image.new("L", (80, 80))
    ImageDraw.Draw(picture).text((10, 10), letter, fill=255, font=font)
    return picture.tobytes()
