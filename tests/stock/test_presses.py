"""Plus, minus and counting at the desk: never below what was promised."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from storefront.catalogue.models import Variant
from storefront.database import db
from storefront.stock.services import (
    InvalidQuantity,
    StockMoved,
    TooFew,
    change_stock,
    count_stock,
    sellable_now,
)
from tests.factories import make_market, make_product, only_variant, stock_of
from tests.factories.orders import make_order


@pytest.fixture(autouse=True)
def shop(app: Flask) -> Iterator[None]:
    with app.app_context():
        make_market()
        db.session.commit()
        yield


def never_counted() -> int:
    """Return a pack size of which nobody has said how many there are."""
    product = make_product()
    variant = Variant(product=product, label_vi="Hộp 5 kg", weight_g=5_000, price_vnd=200_000)
    db.session.add(variant)
    db.session.flush()
    return variant.id


def test_a_press_changes_by_one_and_tells_what_is_left() -> None:
    product = make_product(stock=5)
    variant_id = only_variant(product).id
    assert change_stock(variant_id, 1, demo=False) == 6
    assert change_stock(variant_id, -1, demo=False) == 5
    assert stock_of(product).on_hand == 5


def test_what_orders_were_promised_cannot_be_taken_away() -> None:
    product = make_product(stock=5)
    make_order(product, 4)
    variant_id = only_variant(product).id
    assert change_stock(variant_id, -1, demo=False) == 0
    with pytest.raises(TooFew) as refused:
        change_stock(variant_id, -1, demo=False)
    assert refused.value.sellable == 0
    assert (stock_of(product).on_hand, stock_of(product).reserved) == (4, 4)


def test_a_shelf_has_an_end() -> None:
    product = make_product(stock=1_000_000)
    with pytest.raises(InvalidQuantity):
        change_stock(only_variant(product).id, 1, demo=False)
    assert stock_of(product).on_hand == 1_000_000


def test_the_first_press_begins_to_count() -> None:
    variant_id = never_counted()
    with pytest.raises(TooFew):
        change_stock(variant_id, -1, demo=False)
    assert change_stock(variant_id, 1, demo=False) == 1


def test_sample_stock_is_none_once_the_market_is_real() -> None:
    product = make_product(stock=20, variant={"stock_is_sample": True})
    variant_id = only_variant(product).id
    assert change_stock(variant_id, 1, demo=True) == 21
    with pytest.raises(TooFew):
        change_stock(variant_id, -1, demo=False)
    assert change_stock(variant_id, 1, demo=False) == 1
    assert (stock_of(product).on_hand, stock_of(product).is_sample) == (1, False)


def test_a_count_is_kept_beside_what_is_promised() -> None:
    product = make_product(stock=5)
    make_order(product, 2)
    count_stock(only_variant(product).id, 30, 3, demo=False)
    assert (stock_of(product).on_hand, stock_of(product).reserved) == (32, 2)


def test_a_count_that_an_order_overtook_is_refused() -> None:
    product = make_product(stock=5)
    make_order(product, 2)
    with pytest.raises(StockMoved) as moved:
        count_stock(only_variant(product).id, 30, 5, demo=False)
    assert moved.value.sellable == 3
    assert stock_of(product).on_hand == 5


def test_what_nobody_has_counted_yet_can_be_counted() -> None:
    variant_id = never_counted()
    count_stock(variant_id, 7, 0, demo=False)
    assert sellable_now([variant_id], demo=False) == {variant_id: 7}


@pytest.mark.parametrize("number", [-1, 1_000_001])
def test_an_impossible_count_is_refused(number: int) -> None:
    product = make_product(stock=5)
    with pytest.raises(InvalidQuantity):
        count_stock(only_variant(product).id, number, 5, demo=False)
    assert stock_of(product).on_hand == 5
