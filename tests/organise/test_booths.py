"""Booths: many at once, no number twice, and none taken away under anybody's feet."""

from __future__ import annotations

import pytest
from flask import Flask

from storefront.database import db
from storefront.showcase.booths import UnclearNumbers, read_numbers, sort_key
from storefront.showcase.models import Showcase
from storefront.showcase.readiness import booth_standings
from storefront.showcase.signs import code_for
from tests.organise.desk import Fair

LISTS = [
    ("A1–A3", ["A1", "A2", "A3"]),
    ("a1-3, B1", ["A1", "A2", "A3", "B1"]),
    ("01-03", ["01", "02", "03"]),
    ("VIP; Đ1", ["VIP", "Đ1"]),
    ("A1, a1", ["A1"]),
]


@pytest.mark.parametrize(("typed", "numbers"), LISTS)
def test_a_list_of_numbers_is_read_as_it_is_typed(typed: str, numbers: list[str]) -> None:
    assert read_numbers(typed) == numbers


@pytest.mark.parametrize(
    "typed", ["", ",", "A9-A1", "A1-B3", "A 1", "A1-A1000", "A1-" + "9" * 5_000, "x" * 11, "☆"]
)
def test_what_is_no_list_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        read_numbers(typed)


def test_a_number_alone_is_unclear_with_its_part() -> None:
    with pytest.raises(UnclearNumbers, match="A 1"):
        read_numbers("B1, A 1")


def test_booths_stand_in_the_order_of_their_numbers() -> None:
    assert sorted(["A10", "A2", "B1", "A1"], key=sort_key) == ["A1", "A2", "A10", "B1"]


@pytest.mark.parametrize("typed", ["", "A1-", "A1-A999", "A 1"])
def test_an_unclear_list_makes_no_booth(fair: Fair, typed: str) -> None:
    showcase = fair.draft().id
    fair.refused(f"{showcase}/booths", 422, numbers=typed)


@pytest.mark.parametrize("typed", ["A3-A5", "a1", "Z9, A2"])
def test_a_number_used_twice_is_told_and_nothing_is_made(fair: Fair, typed: str) -> None:
    showcase = fair.ready()
    fair.refused(f"{showcase}/booths", 409, numbers=typed)


def test_a_booth_is_renamed_but_not_to_anothers_number(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    path = f"{showcase}/booths/{fair.booth('A1').id}"
    fair.refused(path, 409, number="a2", seen=fair.seen(path))
    fair.refused(path, 422, number="A 1", seen=fair.seen(path))
    fair.refused(path, 422, number="A1", words_en="Only English", seen=fair.seen(path))
    fair.done(path, number="b7", host="Anh Ba", words_vi="Mời nếm.", seen=fair.seen(path))
    booth = fair.booth("B7")
    assert (booth.slug, booth.host, booth.words_vi) == ("b7", "Anh Ba", "Mời nếm.")
    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        assert [each.number for each in stored.booths] == ["A2", "A3", "B7"]


def test_of_organiser_and_maker_the_second_sees_both_versions(fair: Fair) -> None:
    showcase = fair.ready()
    booth = fair.invite(showcase)
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)
    path, theirs = f"{showcase}/booths/{booth}", f"/manage/booths/{booth}/words"
    seen, seen_by_maker = fair.seen(path), fair.seen(theirs, fair.maker)
    fair.done(path, number="A1", host="Anh Ba", seen=seen)
    text = fair.refused(theirs, 409, fair.maker, host="Chị Cam", seen=seen_by_maker)
    assert "Anh Ba" in text
    assert "Chị Cam" in text


def test_only_a_booth_that_nobody_holds_and_no_sign_names_is_removed(
    app: Flask, fair: Fair
) -> None:
    showcase = fair.ready()
    held = fair.invite(showcase)
    fair.refused(f"{showcase}/booths/{held}/removal", 409)
    printed = fair.booth("A2").id
    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        code_for(stored, "booth_card", stored.booths[1])
        db.session.commit()
    fair.refused(f"{showcase}/booths/{printed}/removal", 409)
    fair.done(f"{showcase}/booths/{fair.booth('A3').id}/removal")
    with app.app_context():
        stored = db.session.get_one(Showcase, showcase)
        assert [each.number for each in stored.booths] == ["A1", "A2"]


def test_the_table_tells_who_lacks_what(app: Flask, fair: Fair) -> None:
    showcase = fair.ready()
    fair.done(f"/manage/booths/{fair.invite(showcase)}/acceptance", fair.maker)
    with app.app_context():
        standings = booth_standings(db.session.get_one(Showcase, showcase))
        assert [list(each.lacks) for each in standings] == [
            ["goods", "words", "host", "floor"],
            ["maker", "floor"],
            ["maker", "floor"],
        ]
    assert fair.get(f"{showcase}/booths").count("tag--lack") == 8
