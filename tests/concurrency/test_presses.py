"""A member presses plus and minus while buyers order: nothing is lost, none sold twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from storefront.accounts.services import create_user
from storefront.auditing.services import audit
from storefront.catalogue.models import Product
from storefront.database import db, only_reading
from storefront.stock.models import StockRecord
from tests.client import ShopClient
from tests.concurrency.test_races import ordering, ready_buyer
from tests.concurrency.threads import at_once
from tests.factories import make_cooperative, make_market, make_product, only_variant, stock_of
from tests.manage.desk import MANAGER, PASSWORD, signed_in
from tests.manage.goods import NEW, form_of, typed
from tests.shops import visitor

BUYERS = PRESSES = 20
PACKS = 25


@pytest.fixture
def product(app: Flask) -> Iterator[Product]:
    with app.app_context():
        make_market()
        shop = make_cooperative()
        create_user(MANAGER, PASSWORD, "cooperative", shop)
        product = make_product(cooperative=shop, stock=PACKS)
        db.session.commit()
    yield product
    with app.app_context():
        assert list(audit()) == []


def pressing(app: Flask, member: ShopClient, product: Product, by: int) -> Callable[[], int]:
    with app.app_context():
        address = f"/vi/manage/goods/packs/{only_variant(product).id}/stock"
    data = {"csrf_token": member.token_from("/vi/manage/goods"), "by": str(by)}
    cookie = member.get_cookie("session")
    assert cookie

    def press() -> int:
        thumb = visitor(app)
        thumb.set_cookie("session", cookie.value)
        return thumb.post(address, data=data).status_code

    return press


def test_minus_never_takes_what_twenty_buyers_order_at_once(app: Flask, product: Product) -> None:
    member = signed_in(app, MANAGER)
    minus = pressing(app, member, product, -1)
    buyers = [ordering(*ready_buyer(app, product)) for _ in range(BUYERS)]
    answers = at_once([*buyers, *[minus] * PRESSES])
    bought, taken = Counter(answers[:BUYERS]), Counter(answers[BUYERS:])
    assert set(bought) | set(taken) <= {303, 409}
    assert bought[303] + taken[303] == PACKS
    with app.app_context():
        assert stock_of(product).reserved == bought[303]
        assert stock_of(product).on_hand == PACKS - taken[303]


def test_every_press_of_many_at_once_counts(app: Flask, product: Product) -> None:
    member = signed_in(app, MANAGER)
    plus, minus = (pressing(app, member, product, by) for by in (1, -1))
    assert set(at_once([*[plus] * 12, *[minus] * 8])) == {303}
    with app.app_context():
        assert stock_of(product).on_hand == PACKS + 12 - 8


def test_of_members_who_save_the_same_goods_at_once_one_comes_through(
    app: Flask, product: Product
) -> None:
    member = signed_in(app, MANAGER)
    address = f"/vi/manage/goods/{product.id}"
    form = form_of(member, address)
    cookie = member.get_cookie("session")
    assert cookie

    def saving(number: int) -> Callable[[], int]:
        def save() -> int:
            hand = visitor(app)
            hand.set_cookie("session", cookie.value)
            return hand.post(address, data=form | {"name_vi": f"Cam {number}"}).status_code

        return save

    assert Counter(at_once([saving(number) for number in range(8)])) == {303: 1, 409: 7}


def test_the_same_new_goods_sent_by_many_taps_are_made_once(app: Flask, product: Product) -> None:
    member = signed_in(app, MANAGER)
    with app.app_context():
        kind = db.session.get_one(Product, product.id).category_id
    form, cookie = typed(member, kind), member.get_cookie("session")
    assert cookie

    def tap() -> str:
        thumb = visitor(app)
        thumb.set_cookie("session", cookie.value)
        answer = thumb.post(NEW, data=form)
        return answer.headers.get("Location", str(answer.status_code))

    assert len(set(at_once([tap] * 8))) == 1
    with app.app_context():
        made = db.session.scalars(db.select(Product).filter_by(name_vi=form["name_vi"])).all()
        assert len(made) == 1


def test_a_number_read_and_written_back_loses_presses(app: Flask, product: Product) -> None:
    """Show what the conditional UPDATE is for."""
    all_have_looked = threading.Barrier(PRESSES)
    with app.app_context():
        variant_id = only_variant(product).id

    def naive_press() -> None:
        with app.app_context():
            with only_reading():
                seen = db.session.get_one(StockRecord, variant_id).on_hand
                db.session.commit()
            all_have_looked.wait()
            record = db.session.get_one(StockRecord, variant_id, populate_existing=True)
            record.on_hand = seen - 1
            db.session.commit()

    at_once([naive_press] * PRESSES)
    with app.app_context():
        assert stock_of(product).on_hand > PACKS - PRESSES
