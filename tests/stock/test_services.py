"""Stock: reserved, allocated, released and shipped, each once, never below zero."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storefront.database import db
from storefront.ordering.models import Order
from storefront.stock.models import StockRecord, StockReservation
from storefront.stock.services import (
    InvalidQuantity,
    UnknownProduct,
    Wanted,
    allocate_stock,
    release_stock,
    reserve_stock,
    sellable_now,
    set_stock,
    ship_stock,
)
from tests.factories import NOON, make_product, make_variant, only_variant, stock_of
from tests.factories.orders import make_order


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def counts(order: Order) -> tuple[int, int]:
    record = db.session.get_one(StockRecord, order.line_items[0].variant_id, populate_existing=True)
    return record.on_hand, record.reserved


def reservation_of(order: Order) -> StockReservation:
    return db.session.scalars(
        select(StockReservation)
        .where(StockReservation.line_item_id == order.line_items[0].id)
        .execution_options(populate_existing=True)
    ).one()


def ids(order: Order) -> list[int]:
    return [item.id for item in order.line_items]


def test_reserving_holds_packs_until_a_time() -> None:
    order = make_order(make_product(stock=20), 3)
    assert counts(order) == (20, 3)
    assert reservation_of(order).status == "held"
    assert reservation_of(order).held_until == order.hold_until


def test_reserving_names_every_variant_that_is_short_and_what_is_left() -> None:
    plenty, few, none = make_product(stock=20), make_product(stock=2), make_product(stock=0)
    wanted = [
        Wanted(only_variant(product).id, number, 5, None)
        for number, product in enumerate((plenty, few, none))
    ]
    short = reserve_stock(wanted, demo=False)
    assert short == {only_variant(few).id: 2, only_variant(none).id: 0}


def test_a_variant_without_a_record_is_short() -> None:
    assert reserve_stock([Wanted(123, 1, 1, None)], demo=True) == {123: 0}


def test_sample_stock_counts_only_in_demo_mode() -> None:
    product = make_product(stock=0)
    variant = make_variant(product, stock=5, stock_is_sample=True)
    assert sellable_now([variant.id], demo=True) == {variant.id: 5}
    assert sellable_now([variant.id], demo=False) == {variant.id: 0}
    assert reserve_stock([Wanted(variant.id, 1, 1, None)], demo=False) == {variant.id: 0}


def test_allocated_packs_stay_reserved_without_an_end() -> None:
    order = make_order(make_product(stock=20), 3)
    allocate_stock(ids(order))
    assert counts(order) == (20, 3)
    assert reservation_of(order).status == "allocated"
    assert reservation_of(order).held_until is None


@pytest.mark.parametrize("allocated", [False, True])
def test_releasing_twice_gives_back_once(allocated: bool) -> None:
    order = make_order(make_product(stock=20), 3)
    if allocated:
        allocate_stock(ids(order))
    release_stock(ids(order))
    release_stock(ids(order))
    assert counts(order) == (20, 0)
    assert reservation_of(order).status == "released"


def test_shipping_twice_takes_packs_off_the_shelf_once() -> None:
    order = make_order(make_product(stock=20), 3)
    allocate_stock(ids(order))
    ship_stock(ids(order))
    ship_stock(ids(order))
    assert counts(order) == (17, 0)


def test_what_was_shipped_cannot_be_released() -> None:
    order = make_order(make_product(stock=20), 3)
    allocate_stock(ids(order))
    ship_stock(ids(order))
    release_stock(ids(order))
    assert counts(order) == (17, 0)
    assert reservation_of(order).status == "shipped"


def test_what_was_released_cannot_be_shipped_or_allocated() -> None:
    order = make_order(make_product(stock=20), 3)
    release_stock(ids(order))
    allocate_stock(ids(order))
    ship_stock(ids(order))
    assert counts(order) == (20, 0)
    assert reservation_of(order).status == "released"


def test_setting_stock_leaves_promised_packs_promised() -> None:
    product = make_product(stock=20)
    order = make_order(product, 3)
    assert set_stock(product.slug, 10) == [only_variant(product)]
    assert counts(order) == (13, 3)
    assert sellable_now([only_variant(product).id], demo=False)[only_variant(product).id] == 10


def test_setting_stock_makes_sample_stock_real() -> None:
    product = make_product(stock=5, variant={"stock_is_sample": True})
    set_stock(product.slug, 5)
    assert stock_of(product).is_sample is False


def test_setting_stock_of_one_pack_size_leaves_the_others() -> None:
    product = make_product(stock=5)
    large = make_variant(product, stock=5, code="5KG")
    set_stock(product.slug, 9, "5KG")
    assert stock_of(product).on_hand == 5
    assert sellable_now([large.id], demo=False) == {large.id: 9}


@pytest.mark.parametrize("number", [-1, 10**9])
def test_impossible_stock_is_refused_and_changes_nothing(number: int) -> None:
    product = make_product(stock=5)
    with pytest.raises(InvalidQuantity):
        set_stock(product.slug, number)
    assert stock_of(product).on_hand == 5


def test_stock_of_an_unknown_product_is_refused() -> None:
    with pytest.raises(UnknownProduct):
        set_stock("no-such-product", 5)


@pytest.mark.parametrize("values", [{"on_hand": -1}, {"reserved": -1}, {"reserved": 21}], ids=str)
def test_the_database_itself_refuses_impossible_counts(values: dict[str, int]) -> None:
    record = stock_of(make_product(stock=20))
    for name, value in values.items():
        setattr(record, name, value)
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_stock_command_tells_what_it_set(app: Flask) -> None:
    product = make_product(stock=5, slug="cam-cao-phong")
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["stock", "set", "cam-cao-phong", "12"])
    assert (done.exit_code, done.output) == (0, "cam-cao-phong Túi 1 kg: 12\n")
    assert stock_of(product).on_hand == 12


@pytest.mark.parametrize("arguments", [["no-such", "5"], ["cam-cao-phong", "many"]])
def test_stock_command_refuses_with_a_reason(app: Flask, arguments: list[str]) -> None:
    product = make_product(stock=5, slug="cam-cao-phong", created_at=NOON)
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["stock", "set", *arguments])
    assert done.exit_code != 0
    assert "no-such" in done.output or "many" in done.output
    assert stock_of(product).on_hand == 5
