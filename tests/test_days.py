from datetime import date

import pytest

from storefront.days import UnclearDay, months_later, parse_day


@pytest.mark.parametrize(
    "typed", ["22/11/2026", "22-11-2026", "22.11.2026", " 22 / 11 / 2026 ", "2026-11-22"]
)
def test_days_are_read_as_people_type_them(typed: str) -> None:
    assert parse_day(typed) == date(2026, 11, 22)


@pytest.mark.parametrize(
    "typed", ["", "22/11/26", "11/22/2026", "31/2/2026", "22 tháng 11", "1/1/1999", "٢٢/١١/2026"]
)
def test_what_is_no_clear_day_is_refused(typed: str) -> None:
    with pytest.raises(UnclearDay):
        parse_day(typed)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 1, 1), 36, date(2028, 1, 1)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2025, 8, 31), 1, date(2025, 9, 30)),
        (date(2025, 12, 15), 1, date(2026, 1, 15)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(
    day: date, months: int, later: date
) -> None:
    assert months_later(day, months) == later
