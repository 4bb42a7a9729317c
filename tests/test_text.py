"""Vietnamese text: clean, folded, in order, highlighted."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from itertools import pairwise

import pytest

from storefront.text import (
    clean_line,
    clean_text,
    fold,
    has_marks,
    highlight_spans,
    marked_tokens,
    sort_key,
    tokens,
    without_marks,
)

ORDERED = ["áo", "ăn", "âm", "bơ", "cà", "dừa", "đậu", "ớt"]
LETTERS = "aáàạăằâấbcdđeêghiklmnoôốơởpqrstuưữvxyđĐ' -,́̀"


def random_texts() -> list[str]:
    draw = random.Random(20261122)  # noqa: S311 - the same every time
    return ["".join(draw.choices(LETTERS, k=draw.randrange(12))) for _ in range(500)]


def in_order(names: list[str]) -> bool:
    return all(sort_key(one) < sort_key(next_one) for one, next_one in pairwise(names))


def test_a_line_is_nfc_on_one_line_without_invisible_characters() -> None:
    dirty = "\ufeff  Mật\u00a0ong\u200b \t rừng\x00\r\n\u202eCao\u2066 Phong\u00ad\ud800 "
    assert clean_line(unicodedata.normalize("NFD", dirty)) == "Mật ong rừng Cao Phong"


def test_marks_that_an_invisible_character_parted_are_composed() -> None:
    assert clean_line("a\u200b\u0302") == "â"


def test_text_keeps_its_lines_and_one_empty_line() -> None:
    assert clean_text("\n a  b \r\nc\u2028d\n\n\n\ne\x0b\n ") == "a b\nc\nd\n\ne"


@pytest.mark.parametrize("clean", [clean_line, clean_text])
def test_nothing_but_blanks_becomes_nothing(clean: Callable[[str], str]) -> None:
    assert clean(" \u200b\n\t\x00 ") == ""


def test_folding_maps_d_and_drops_every_mark() -> None:
    assert fold("Đắk Lắk ĐƯỜNG Phèn") == "dak lak duong phen"
    assert fold(unicodedata.normalize("NFD", "Bưởi Diễn")) == "buoi dien"
    assert fold("Ðà Bắc") == "da bac"


def test_marks_can_be_dropped_and_case_kept() -> None:
    assert without_marks("Đặc khu Côn Đảo, H'Leo") == "Dac khu Con Dao, H'Leo"


def test_folding_twice_changes_nothing() -> None:
    for text in [*random_texts(), "İSTANBUL", "K", "ﬁ", "Æ"]:
        assert fold(fold(text)) == fold(text)


def test_words_are_split_at_everything_else() -> None:
    assert tokens("Cam Cao-Phong, H'Leo 500g_x") == ["cam", "cao", "phong", "h", "leo", "500g", "x"]
    assert marked_tokens("Cam CAO-Phong, Ê-đê") == ["cam", "cao", "phong", "ê", "đê"]


def test_both_places_of_the_tone_are_one_word() -> None:
    assert marked_tokens("Hoà Bình, Thuỷ, khoẻ, hoạ") == marked_tokens("Hòa Bình, Thủy, khỏe, họa")
    assert marked_tokens("quý hoàn toán") == ["quý", "hoàn", "toán"]


def test_marks_are_noticed() -> None:
    assert has_marks("đa") and has_marks("mật") and has_marks(unicodedata.normalize("NFD", "ơ"))
    assert not has_marks("Da mat") and not has_marks("") and not has_marks("DA")


def test_names_stand_in_vietnamese_order() -> None:
    assert in_order(ORDERED)


def test_every_letter_and_tone_has_its_place() -> None:
    letters = list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
    assert in_order(letters)
    tones = ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert in_order(tones)


def test_tones_count_only_between_equal_letters() -> None:
    assert sort_key("mạ") < sort_key("mác") < sort_key("măc")
    assert sort_key("Cam") < sort_key("Cam Cao Phong") < sort_key("cảm sành") < sort_key("cama")
    assert sort_key("10 quả") < sort_key("áo") < sort_key("中")


def test_case_form_and_place_of_the_tone_do_not_change_the_order() -> None:
    assert sort_key("HÒA BÌNH") == sort_key(unicodedata.normalize("NFD", "Hoà Bình"))


def test_sort_keys_are_digits_so_that_no_collation_can_disagree() -> None:
    assert all(sort_key(text).isdecimal() for text in random_texts())


def test_words_found_without_accents_are_marked_in_the_original() -> None:
    assert highlight_spans("Mật ong rừng, đỏ", "ong DO") == [
        ("Mật ", False), ("ong", True), (" rừng, ", False), ("đỏ", True),
    ]  # fmt: skip


def test_found_neighbours_are_one_piece() -> None:
    assert highlight_spans("Bưởi Diễn ngọt", "buoi di") == [("Bưởi Diễn", True), (" ngọt", False)]
    assert highlight_spans("Bưởi, Diễn", "buoi dien") == [
        ("Bưởi", True), (", ", False), ("Diễn", True),
    ]  # fmt: skip


@pytest.mark.parametrize(("text", "query"), [("", "a"), ("", ""), ("Mật ong", ""), ("Mật", "?!")])
def test_nothing_sought_or_nothing_there_marks_nothing(text: str, query: str) -> None:
    assert not any(found for _, found in highlight_spans(text, query))


def test_pieces_always_join_to_the_text() -> None:
    for text in random_texts():
        pieces = highlight_spans(text, "a d o")
        assert "".join(piece for piece, _ in pieces) == text
        assert all(piece for piece, _ in pieces)
