"""Raw Telex read as Vietnamese."""

from __future__ import annotations

import pytest

from storefront.text import read_telex


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("maatj ong", "mật ong"),
        ("buowri ddor", "bưởi đỏ"),
        ("buwowir Dieenx", "bưởi Diễn"),
        ("nuowcs mawsm", "nước mắm"),
        ("ruouwj ngoo", "rượu ngô"),
        ("dduongwf phenf", "đường phèn"),
        ("muwa muaw", "mưa mưa"),
        ("hoaf thuyr hoanf", "hòa thủy hoàn"),
        ("quys quoocs quar", "quý quốc quả"),
        ("gif gias gieengs gioi", "gì giá giếng gioi"),
        ("thuowr quowr", "thuở quở"),
        ("hoawcj xoawn khuyur", "hoặc xoăn khuỷu"),
        ("nguwowif ngoafi uoongs", "người ngoài uống"),
        ("caf phee ooir", "cà phê ổi"),
        ("Thoor CAAMR Ddawks", "Thổ CẨM Đắk"),
    ],
)
def test_telex_words_get_their_marks(typed: str, read: str) -> None:
    assert read_telex(typed) == read


@pytest.mark.parametrize(
    "text",
    ["cam cao phong", "mật ong", "banana", "window", "cooperative", "hello", "OCOP 4", "", "ss ww",
     "xyz", "lacf", "tapr"],
)  # fmt: skip
def test_what_is_no_telex_syllable_is_left_alone(text: str) -> None:
    assert read_telex(text) == text
