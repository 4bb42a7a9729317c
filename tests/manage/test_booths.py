"""A cooperative's own booth: answered, filled with its own goods, and left."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storefront import clock
from storefront.catalogue.models import Product
from storefront.cooperatives.models import Cooperative
from storefront.database import db
from storefront.showcase.models import Booth, Showcase
from tests.factories import make_product
from tests.organise.desk import Fair, a_fair
from tests.shops import everything


@pytest.fixture
def fair(app: Flask) -> Fair:
    return a_fair(app)


@pytest.fixture
def booth(fair: Fair) -> int:
    return fair.invite(fair.ready())


@pytest.fixture
def taken(fair: Fair, booth: int) -> int:
    fair.done(f"/manage/booths/{booth}/acceptance", fair.maker)
    return booth


def goods_of(app: Flask, booth: int) -> list[str]:
    with app.app_context():
        return [brought.product.slug for brought in db.session.get_one(Booth, booth).products]


def id_of(app: Flask, slug: str) -> int:
    with app.app_context():
        return db.session.scalars(select(Product.id).where(Product.slug == slug)).one()


def test_an_invitation_is_declined_with_a_word_and_taken_up_after_all(
    fair: Fair, booth: int
) -> None:
    path = f"/manage/booths/{booth}"
    fair.done(f"{path}/refusal", fair.maker, answer="Đúng vụ gặt")
    fair.done(f"{path}/refusal", fair.maker, answer="Đúng vụ gặt")
    assert fair.booth("A1").answer == "Đúng vụ gặt"
    fair.refused(f"{path}/departure", 409, fair.maker)
    fair.done(f"{path}/acceptance", fair.maker)
    fair.done(f"{path}/acceptance", fair.maker)
    assert (fair.booth("A1").state, fair.booth("A1").answer) == ("accepted", "")
    fair.refused(f"{path}/refusal", 409, fair.maker)


def test_a_word_that_is_too_long_answers_nothing(fair: Fair, booth: int) -> None:
    fair.refused(f"/manage/booths/{booth}/refusal", 422, fair.maker, answer="x" * 301)


def test_a_forged_token_answers_nothing(app: Flask, fair: Fair, booth: int) -> None:
    before = everything(app)
    for step in ("acceptance", "refusal", "departure", "words", "goods"):
        path = f"/vi/manage/booths/{booth}/{step}"
        assert fair.maker.post(path, data={"csrf_token": "forged"}).status_code in (400, 409)
    assert everything(app) == before


def test_who_has_left_waits_for_another_invitation(fair: Fair, taken: int) -> None:
    path = f"/manage/booths/{taken}"
    fair.done(f"{path}/departure", fair.maker, answer="Mưa lũ")
    fair.refused(f"{path}/acceptance", 409, fair.maker)
    assert "Mưa lũ" in fair.get(path, fair.maker)
    assert fair.get("/manage/booths", fair.maker).count(path) == 1


def test_goods_are_chosen_in_order_kept_and_taken_off(app: Flask, fair: Fair, taken: int) -> None:
    path = f"/manage/booths/{taken}/goods"
    both = [id_of(app, "mut"), id_of(app, "cam")]
    fair.done(path, fair.maker, goods=both, seen=fair.seen(path, fair.maker))
    assert goods_of(app, taken) == ["mut", "cam"]
    fair.done(path, fair.maker, goods=both[1:], seen=fair.seen(path, fair.maker))
    assert goods_of(app, taken) == ["cam"]
    fair.done(path, fair.maker, seen=fair.seen(path, fair.maker))
    assert goods_of(app, taken) == []


def test_only_own_goods_on_sale_are_chosen(app: Flask, fair: Fair, taken: int) -> None:
    shop_id = fair.shop_id()
    with app.app_context():
        strange = make_product(slug="la").id
        shop = db.session.get_one(Cooperative, shop_id)
        hidden = make_product(slug="an", status="hidden", cooperative=shop).id
        db.session.commit()
    path = f"/manage/booths/{taken}/goods"
    seen = fair.seen(path, fair.maker)
    for unknown in (strange, hidden, 999_999):
        fair.refused(path, 422, fair.maker, goods=[unknown], seen=seen)


def test_two_members_choose_at_once_and_the_second_is_told(
    app: Flask, fair: Fair, taken: int
) -> None:
    path = f"/manage/booths/{taken}/goods"
    seen = fair.seen(path, fair.maker)
    fair.done(path, fair.maker, goods=[id_of(app, "cam")], seen=seen)
    fair.refused(path, 409, fair.maker, goods=[id_of(app, "mut")], seen=seen)


def test_before_accepting_nothing_is_chosen_or_said(app: Flask, fair: Fair, booth: int) -> None:
    for path, data in (
        (f"/manage/booths/{booth}/goods", {"goods": id_of(app, "cam")}),
        (f"/manage/booths/{booth}/words", {"host": "Chị Cam"}),
    ):
        fair.refused(path, 409, fair.maker, seen=fair.seen(path, fair.maker), **data)


def test_nothing_is_accepted_once_the_days_are_over(app: Flask, fair: Fair, booth: int) -> None:
    with app.app_context():
        stored = db.session.get_one(Showcase, fair.booth("A1").showcase_id)
        day = stored.days[0]
        later = day.closes_at - day.opens_at
        day.opens_at, day.closes_at = clock.now() - 2 * later, clock.now() - later
        db.session.commit()
    fair.refused(f"/manage/booths/{booth}/acceptance", 409, fair.maker)
    assert "Hương vị" not in fair.get("/manage/", fair.maker)
