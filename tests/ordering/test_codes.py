"""Order codes and what banks and buyers make of them."""

from __future__ import annotations

import pytest

from storefront.ordering.codes import ALPHABET, CODE_LENGTH, find_codes, new_code, normalise_code


def test_codes_are_short_and_avoid_look_alikes() -> None:
    for _ in range(300):
        code = new_code()
        assert len(code) == CODE_LENGTH <= 12
        assert not set(code) & set("O0I1B8LSZAEU")
        assert normalise_code(code) == code
        assert find_codes(code) == [code]


def test_codes_do_not_repeat() -> None:
    assert len({new_code() for _ in range(2000)}) > 1990


def test_every_wrong_character_and_swap_is_noticed() -> None:
    code = new_code()
    for at in range(2, CODE_LENGTH):
        for other in set(ALPHABET) - {code[at]}:
            assert normalise_code(code[:at] + other + code[at + 1 :]) is None
    for at in range(2, CODE_LENGTH - 1):
        if code[at] != code[at + 1]:
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert normalise_code(swapped) is None


@pytest.mark.parametrize(
    "memo",
    [
        "{code}",
        "{lower}",
        "MBVCB.7712345.{code}.CT tu 0011001234567 NGUYEN VAN A toi 102 HTX",
        "Thanh toán đơn hàng {code} cảm ơn",
        "{spaced}",
        "{dashed} CHUYEN TIEN",
        "CP {code}",
        "QR - {code}CHO PHIEN",
    ],
)
def test_a_code_is_found_in_any_memo(memo: str) -> None:
    for _ in range(20):
        code = new_code()
        text = memo.format(
            code=code, lower=code.lower(), spaced=" ".join(code), dashed=f"{code[:4]}-{code[4:]}"
        )
        assert code in find_codes(text)


def test_two_codes_in_one_memo_are_found_in_order_and_once() -> None:
    first, second = "CPVFTWNFT", "CPT6P7JM7"
    assert find_codes(f"{first}, {second} va {first.lower()}") == [first, second]


def test_look_alikes_are_read_as_the_character_meant() -> None:
    meant = {"D": "O0Q", "7": "I1L", "3": "B8", "5": "S", "2": "Z", "V": "U"}
    for _ in range(200):
        code = new_code()
        for at in range(2, CODE_LENGTH):
            for written in meant.get(code[at], ""):
                misread = code[:at] + written + code[at + 1 :]
                assert normalise_code(misread) == code
                assert find_codes(f"CK {misread.lower()}") == [code]


@pytest.mark.parametrize("text", ["", "CP", "hello", "7K3M9Q4", "XX7K3M9Q4", "CP7K3M9Q44", "ĐẶT"])
def test_other_texts_are_no_code(text: str) -> None:
    assert normalise_code(text) is None
    assert find_codes(text) == []


def test_typed_codes_are_normalised() -> None:
    assert normalise_code(" cpvft-wnft ") == "CPVFTWNFT"
