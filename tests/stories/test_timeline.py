import pytest

from storefront.stories.timeline import Event, read_event


@pytest.mark.parametrize(
    ("line", "event", "iso"),
    [
        ("2016: Lập hợp tác xã.", Event("Lập hợp tác xã.", 2016), "2016"),
        ("7/2016: Vụ đầu.", Event("Vụ đầu.", 2016, 7), "2016-07"),
        ("07/2016:Vụ đầu.", Event("Vụ đầu.", 2016, 7), "2016-07"),
        ("25/7/2023: Sang Anh: 5 tấn.", Event("Sang Anh: 5 tấn.", 2023, 7, 25), "2023-07-25"),
        (" 29/2/2024 : Ngày nhuận. ", Event("Ngày nhuận.", 2024, 2, 29), "2024-02-29"),
    ],
)
def test_a_line_tells_when_and_what(line: str, event: Event, iso: str) -> None:
    assert read_event(line) == event
    assert event.iso == iso


@pytest.mark.parametrize(
    "line",
    [
        "", "2016", "2016:", "2016: ", "Năm 2016: Lập.", "16: Lập.", "13/2016: Lập.",
        "0/2016: Lập.", "31/2/2016: Lập.", "29/2/2023: Lập.", "1/2/3/2016: Lập.", "0016: Lập.",
        "2016 Lập.",
    ],
)  # fmt: skip
def test_what_names_no_moment_is_no_event(line: str) -> None:
    assert read_event(line) is None
