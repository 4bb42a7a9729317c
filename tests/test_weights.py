import pytest

from storefront.weights import UnclearWeight, format_weight, parse_weight


@pytest.mark.parametrize(
    ("typed", "grams"),
    [
        ("500 g", 500),
        ("500g", 500),
        ("1 kg", 1_000),
        ("1,5 kg", 1_500),
        ("1.25KG", 1_250),
        ("0,125 kg", 125),
        ("1.500 g", 1_500),
        ("2 lít", 2_000),
        ("330 ml", 330),
        ("1 cân", 1_000),
        ("2 yến", 20_000),
        ("1 tấn", 1_000_000),
    ],
)
def test_weights_are_read_as_people_type_them(typed: str, grams: int) -> None:
    assert parse_weight(typed) == grams


@pytest.mark.parametrize(
    "typed", ["", "500", "1.500 kg", "0 g", "-1 kg", "2 tấn", "1 lb", "một cân", "1 kg 2", "² kg"]
)
def test_what_may_be_another_weight_is_refused(typed: str) -> None:
    with pytest.raises(UnclearWeight):
        parse_weight(typed)


@pytest.mark.parametrize(
    ("grams", "vi", "en"),
    [
        (1, "1 g", "1 g"),
        (999, "999 g", "999 g"),
        (1_000, "1 kg", "1 kg"),
        (1_500, "1,5 kg", "1.5 kg"),
        (10_250, "10,25 kg", "10.25 kg"),
        (1_234, "1234 g", "1234 g"),
        (100_000, "100 kg", "100 kg"),
    ],
)
def test_what_is_written_is_read_as_the_same_weight(grams: int, vi: str, en: str) -> None:
    assert (format_weight(grams, "vi"), format_weight(grams, "en")) == (vi, en)
    assert parse_weight(vi) == parse_weight(en) == grams
