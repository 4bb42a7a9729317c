"""Times at booths: made in a row, within the hours, never two at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from flask import Flask

from storefront import clock
from storefront.accounts.models import User
from storefront.leads.models import MeetingSlot
from storefront.leads.slots import (
    NoTime,
    OutsideHours,
    Overlaps,
    Row,
    SlotBooked,
    make_slots,
    remove_slot,
    slots_of,
)
from storefront.showcase.hours import parse_time
from storefront.showcase.models import Booth, Showcase
from storefront.showcase.standing import Closed
from tests.factories.leads import make_booking
from tests.factories.showcases import make_booth, make_showcase


def tomorrow() -> date:
    return clock.today() + timedelta(days=1)


def row(begins: float = 9, ends: float = 11, length: int = 20, pause: int = 10) -> Row:
    return Row(tomorrow(), int(begins * 60), int(ends * 60), length, pause)


def fair_with_booths(count: int = 2) -> tuple[Showcase, list[Booth], User]:
    showcase = make_showcase(days_ahead=1)
    day = showcase.days[0]
    day.opens_at += timedelta(hours=8)
    day.closes_at -= timedelta(hours=7)
    return showcase, [make_booth(showcase) for _each in range(count)], showcase.organiser


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def local(slot: MeetingSlot) -> str:
    return f"{slot.starts_at.astimezone(clock.MARKET_ZONE):%H:%M}"


def test_a_row_is_made_at_all_booths_at_once() -> None:
    showcase, booths, organiser = fair_with_booths()
    assert make_slots(showcase, booths, organiser, row()) == 8
    for booth in booths:
        assert [local(slot) for slot in slots_of(booth)] == ["09:00", "09:30", "10:00", "10:30"]


def test_the_same_row_again_makes_nothing() -> None:
    showcase, booths, organiser = fair_with_booths()
    make_slots(showcase, booths[:1], organiser, row())
    assert make_slots(showcase, booths, organiser, row()) == 4
    assert make_slots(showcase, booths, organiser, row()) == 0


@pytest.mark.parametrize(
    ("begins", "length"), [("9:15", 20), ("8:50", 15), ("9:05", 10), ("8:50", 40), ("10:55", 15)]
)
def test_times_that_overlap_are_refused_for_all_booths(begins: str, length: int) -> None:
    showcase, booths, organiser = fair_with_booths()
    make_slots(showcase, booths[1:], organiser, row(pause=0))
    minutes = parse_time(begins)
    one = Row(tomorrow(), minutes, minutes + length, length)
    with pytest.raises(Overlaps) as refused:
        make_slots(showcase, booths, organiser, one)
    assert refused.value.slot.booth is booths[1]


def test_times_that_touch_do_not_overlap() -> None:
    showcase, booths, organiser = fair_with_booths(1)
    make_slots(showcase, booths, organiser, row(9, 10, 20, 0))
    assert make_slots(showcase, booths, organiser, row(10, 11, 30, 0)) == 2


@pytest.mark.parametrize(("begins", "ends"), [(7, 9), (16.5, 17.5), (20, 21)])
def test_times_outside_the_hours_are_refused(begins: float, ends: float) -> None:
    showcase, booths, organiser = fair_with_booths()
    with pytest.raises(OutsideHours):
        make_slots(showcase, booths, organiser, row(begins, ends))


@pytest.mark.parametrize(("ends", "length"), [(9.25, 20), (17, 5)])
def test_none_and_too_many_are_refused(ends: float, length: int) -> None:
    showcase, booths, organiser = fair_with_booths(1)
    with pytest.raises(NoTime):
        make_slots(showcase, booths, organiser, row(9, ends, length, 0))


def test_nothing_is_made_for_what_is_archived() -> None:
    showcase, booths, organiser = fair_with_booths()
    showcase.state = "archived"
    with pytest.raises(Closed):
        make_slots(showcase, booths, organiser, row())


def test_a_time_is_taken_away_unless_it_is_booked() -> None:
    showcase, booths, organiser = fair_with_booths(1)
    make_slots(showcase, booths, organiser, row(9, 10))
    first, second = slots_of(booths[0])
    make_booking(first)
    with pytest.raises(SlotBooked):
        remove_slot(first, organiser)
    remove_slot(second, organiser)
    remove_slot(second, organiser)
    assert slots_of(booths[0]) == [first]
    assert make_slots(showcase, booths, organiser, row(9, 10)) == 1
